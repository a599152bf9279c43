import { apiGroup } from '../kubernetes/api-group';
import { textOf } from '../util/value-text';
import { isObject, Manifest } from './manifest';

/** What an ownerReference names. */
interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly group: string;
  readonly uid?: string;
}

/** Who makes objects of a kind, and names them after itself with a hash or a number behind. */
const PARENTS: { readonly [kind: string]: readonly string[] } = {
  ReplicaSet: ['Deployment', 'Rollout'], ReplicationController: ['DeploymentConfig'], Job: ['CronJob'],
  StatefulSet: ['LeaderWorkerSet'],
};

/** The object that controls this one; the first owner where none says that it does. */
export function ownerOf({ json }: Manifest): OwnerReference | undefined {
  const metadata = isObject(json.metadata) ? json.metadata : {};
  const owners = Array.isArray(metadata.ownerReferences) ? metadata.ownerReferences.filter(isObject) : [];
  const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
  return owner && {
    kind: textOf(owner.kind),
    name: textOf(owner.name),
    group: apiGroup(textOf(owner.apiVersion)),
    uid: typeof owner.uid === 'string' ? owner.uid : undefined,
  };
}

/** The objects of an input by what their dependants call them. */
export class OwnerIndex {
  private readonly byName = new Map<string, Manifest>();

  constructor(manifests: readonly Manifest[]) {
    manifests.forEach((manifest) => this.byName.set(key(manifest.namespace, manifest.kind, manifest.name), manifest));
  }

  /** The owner, where it is in the input; another object of that name, with another uid, is none. */
  public ownerIn(manifest: Manifest): Manifest | undefined {
    const owner = ownerOf(manifest);
    const found = owner && this.byName.get(key(manifest.namespace, owner.kind, owner.name));
    const uid = found && isObject(found.json.metadata) ? found.json.metadata.uid : undefined;
    if (found) {
      return owner.uid === undefined || typeof uid !== 'string' || uid === owner.uid ? found : undefined;
    }
    return owner && this.beyond(manifest.namespace, owner);
  }

  /** A dump without the object in between: the owner's own owner, by the names that controllers give what they make. */
  private beyond(namespace: string, { kind, name }: OwnerReference): Manifest | undefined {
    const parent = name.replace(/-[a-z0-9]+$/, '');
    return (PARENTS[kind] ?? [])
      .map((each) => this.byName.get(key(namespace, each, parent)))
      .find((each) => each !== undefined);
  }
}

function key(namespace: string, kind: string, name: string): string {
  return `${namespace}\0${kind}\0${name}`;
}
