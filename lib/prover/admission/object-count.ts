import { getOrMake } from '../../util/get-or-make';
import { Field, groupOf, Manifest, ResourceQuota, typeOf } from '../../manifests';
import { claimUsage } from './quota-usage';
import { resourceOf } from './resource-of';
import { Surroundings } from './surroundings';

/** An object beyond what a quota allows of its kind. */
export interface ObjectBeyondQuota {
  readonly quota: ResourceQuota;
  readonly resource: string;
  readonly hard: number;
  /** How many there are outside the manifests. */
  readonly outside: number;
  /** What the manifests take up to this one, in input order. */
  readonly number: number;
}

/**
 * Names of kinds by which quotas count without a group (kubernetes pkg/quota/v1/evaluator/core/registry.go
 * `legacyObjectCountAliases`).
 */
const ALIASES: { readonly [resource: string]: string } = {
  configmaps: 'ConfigMap', secrets: 'Secret', services: 'Service', replicationcontrollers: 'ReplicationController',
  resourcequotas: 'ResourceQuota', persistentvolumeclaims: 'PersistentVolumeClaim',
};

/** Every namespace has the ConfigMap kube-root-ca.crt (kubernetes pkg/controller/certificates/rootcacertpublisher). */
const MADE_BY_KUBERNETES: { readonly [kind: string]: number } = { ConfigMap: 1 };

/** Objects of one namespace that one resource of a quota counts. */
interface Counted {
  /** Those of the manifests, the last of each name, with what is taken up to each in their order. */
  readonly own: ReadonlyMap<Manifest, number>;
  readonly outside: number;
}

/** Finds objects that quotas have no room for, taking the manifests in their order. */
export class ObjectCounts {
  private readonly known = new Map<string, Counted>();

  constructor(private readonly surroundings: Surroundings) {}

  /**
   * Only quotas without scopes count objects other than pods and claims (kubernetes pkg/quota/v1/generic/evaluator.go
   * `objectCountEvaluator`).
   */
  public beyondQuota(manifest: Manifest): ObjectBeyondQuota[] {
    return this.surroundings.quotasOf(manifest.namespace).filter(({ scopes }) => scopes.length === 0).flatMap((quota) =>
      [...quota.hard].filter(([resource]) => this.taken(resource, manifest) > 0).flatMap(([resource, hard]) => {
        const { own, outside } = this.counted(resource, manifest);
        const number = own.get(manifest);
        return number !== undefined && number + outside > hard ? [{ quota, resource, hard, outside, number }] : [];
      }));
  }

  private counted(resource: string, like: Manifest): Counted {
    const key = `${like.namespace}\0${resource}`;
    return getOrMake(this.known, key, () => this.count(resource, like));
  }

  private count(resource: string, like: Manifest): Counted {
    const all = this.surroundings.model
      .byKind(typeOf(like))
      .filter((object) => object.namespace === like.namespace && this.taken(resource, object) > 0);
    const own = [
      ...new Map(
        all.filter((object) => this.surroundings.isWritten(object)).map((object) => [object.name, object]),
      ).values(),
    ];
    const sum = (objects: Manifest[]) => objects.reduce((total, object) => total + this.taken(resource, object), 0);
    const live = sum(all.filter((object) => !this.surroundings.isWritten(object)));
    let total = 0;
    return {
      own: new Map(own.map((object) => [object, total += this.taken(resource, object)])),
      outside: Math.max(live, MADE_BY_KUBERNETES[like.kind] ?? 0),
    };
  }

  /**
   * What an object takes of `services`, `services.loadbalancers`, `services.nodeports`, `count/services`,
   * `count/deployments.apps`, `requests.storage`, `gold.storageclass.storage.k8s.io/persistentvolumeclaims`.
   */
  private taken(resource: string, object: Manifest): number {
    const spec = Field.of(object, []).get('spec');
    if (object.kind === 'PersistentVolumeClaim') {
      return claimUsage(spec, this.surroundings.defaultStorageClass).get(resource) ?? 0;
    }
    if (resource === 'services.nodeports') {
      return object.kind === 'Service' ? nodePorts(spec) : 0;
    }
    return counts(resource, object) ? 1 : 0;
  }
}

/** Ports that nodes open for a Service (kubernetes pkg/quota/v1/evaluator/core/services.go `Usage`). */
function nodePorts(spec: Field): number {
  const ports = spec.get('ports').items();
  const type = spec.get('type').value;
  const isWithout = type === 'LoadBalancer' && spec.get('allocateLoadBalancerNodePorts').value === false;
  return type !== 'NodePort' && type !== 'LoadBalancer' ? 0
    : isWithout ? ports.filter((port) => (port.get('nodePort').value ?? 0) !== 0).length : ports.length;
}

/** Whether an object takes one of a resource that counts objects. */
function counts(resource: string, object: Manifest): boolean {
  if (resource === 'services.loadbalancers') {
    return object.kind === 'Service' && Field.of(object, []).get('spec', 'type').value === 'LoadBalancer';
  }
  const name = resource.startsWith('count/') ? resource.slice('count/'.length) : undefined;
  if (name === undefined) {
    return Object.hasOwn(ALIASES, resource) && ALIASES[resource] === object.kind;
  }
  const group = groupOf(object);
  return name === resourceOf(object.kind) + (group && `.${group}`);
}
