import { getOrMake } from '../../util/get-or-make';
import { oncePer } from '../../util/once-per';
import { Manifest, ownerOf } from '../../manifests';
import { LiveObjects } from './live-objects';

/** Controllers above one another that are followed. */
const MOST_OWNERS = 10;

/** An object by kind, namespace and name; versions of one kind are one. */
interface Reference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What an object belongs to. */
interface Line {
  /** Its controllers, the nearest first. */
  readonly owners: readonly Reference[];
  /** Their names (`nameIn`). */
  readonly ownerNames: readonly string[];
}

const NO_OWNER: Line = { owners: [], ownerNames: [] };

/** Controllers of an object of the snapshot, the nearest first. */
export function ownersOf(snapshot: LiveObjects, object: Manifest): readonly Reference[] {
  return linesOf(snapshot)(object).owners;
}

/** Names (`nameIn`) of the controllers of an object of the snapshot, the nearest first. */
export function ownerNamesOf(snapshot: LiveObjects, object: Manifest): readonly string[] {
  return linesOf(snapshot)(object).ownerNames;
}

/** Which of the objects has made a pod of the snapshot, or is that pod; the last one where several have. */
export function makerAmong(
  snapshot: LiveObjects, objects: readonly Manifest[],
): (pod: Manifest) => Manifest | undefined {
  const described = new Map(objects.map((object) => [nameIn(object), object]));
  return (pod) => {
    const owner = ownerNamesOf(snapshot, pod).filter((name) => described.has(name)).at(-1);
    return described.get(owner ?? nameIn(pod));
  };
}

/** The same for versions of one object. */
export function nameIn({ kind, namespace, name }: Reference): string {
  return `${kind}\0${namespace}\0${name}`;
}

/** Followed once for all that one controller has made. */
const linesOf = oncePer((snapshot: LiveObjects) => {
  // A pod controls where it leads others, as those of a LeaderWorkerSet.
  const live = new Map([...snapshot.pods, ...snapshot.objects].map((object) => [nameIn(object), object]));
  const above = new Map<string, Line>();
  return (object: Manifest): Line => {
    const owner = referenceOf(object);
    return owner ? getOrMake(above, nameIn(owner), () => lineFrom(owner, live)) : NO_OWNER;
  };
});

function lineFrom(nearest: Reference, live: ReadonlyMap<string, Manifest>): Line {
  const owners: Reference[] = [];
  for (let owner: Reference | undefined = nearest; owner && owners.length < MOST_OWNERS;) {
    owners.push(owner);
    const at = live.get(nameIn(owner));
    // A ReplicaSet that is not in the snapshot still tells its Deployment: its name ends with the hash of the template.
    if (!at && owner.kind === 'ReplicaSet') {
      owners.push({ ...owner, kind: 'Deployment', name: owner.name.replace(/-[a-z0-9]+$/, '') });
    }
    owner = at && referenceOf(at);
  }
  return { owners, ownerNames: owners.map(nameIn) };
}

function referenceOf(object: Manifest): Reference | undefined {
  const owner = ownerOf(object);
  return owner && { kind: owner.kind, namespace: object.namespace, name: owner.name };
}
