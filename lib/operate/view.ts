import { Snapshot } from '../cluster/snapshot';
import { DEPLOYMENT_REVISION_ANNOTATION } from '../kubernetes/annotations';
import { CONTROLLER_REVISION_LABEL } from '../kubernetes/well-known-labels';
import { append, Field, Manifest } from '../manifests';
import { ClusterEvent, readEvent } from './cluster-event';
import { WorkloadRef } from './workload-ref';

/** Pods of a workload: those of the revision that is wanted, and those that go. */
export interface PodsOf {
  readonly fresh: readonly Manifest[];
  readonly old: readonly Manifest[];
}

/** One look at a cluster, by what is asked of it. */
export class View {
  public readonly pods: readonly Manifest[];
  private readonly byName = new Map<string, Manifest>();
  private readonly owned = new Map<string, Manifest[]>();
  private readonly events = new Map<string, ClusterEvent[]>();

  constructor(public readonly snapshot: Snapshot) {
    this.pods = snapshot.pods;
    for (const object of [...snapshot.objects, ...snapshot.pods]) {
      if (object.kind === 'Event') {
        const event = readEvent(object);
        append(this.events, key(event.about), event);
      } else {
        this.byName.set(key(object), object);
        const owner = ownerOf(object);
        if (owner !== undefined) {
          append(this.owned, key(owner), object);
        }
      }
    }
    this.events.forEach((events) => events.sort((one, two) => one.at - two.at));
  }

  public find(ref: WorkloadRef): Manifest | undefined {
    return this.byName.get(key(ref));
  }

  /** What was said of an object, the latest last. */
  public eventsOf(ref: WorkloadRef): readonly ClusterEvent[] {
    return this.events.get(key(ref)) ?? [];
  }

  /** ReplicaSets of a Deployment by revision, the newest last. */
  public replicaSetsOf(deployment: WorkloadRef): readonly Manifest[] {
    return this.ownedBy(deployment).filter(({ kind }) => kind === 'ReplicaSet')
      .sort((one, two) => revisionOf(one) - revisionOf(two));
  }

  /** The ReplicaSet that a Deployment wants pods of; undefined until its controller has seen the last change. */
  public newReplicaSet(deployment: Manifest): Manifest | undefined {
    return isObserved(deployment)
      ? this.replicaSetsOf(deployment).find((each) => revisionOf(each) === revisionOf(deployment)) : undefined;
  }

  public podsOf(workload: Manifest): PodsOf {
    if (workload.kind === 'Deployment') {
      const wanted = this.newReplicaSet(workload);
      const sets = this.replicaSetsOf(workload);
      return {
        fresh: wanted === undefined ? [] : this.ownedBy(wanted),
        old: sets.filter((each) => each !== wanted).flatMap((each) => this.ownedBy(each)),
      };
    }
    const pods = this.ownedBy(workload).filter(({ kind }) => kind === 'Pod');
    const revision = fieldOf(workload).get('status', 'updateRevision').string();
    const isOld = (pod: Manifest) => workload.kind === 'StatefulSet' && isObserved(workload) && revision !== undefined
      && fieldOf(pod).get('metadata', 'labels', CONTROLLER_REVISION_LABEL).string() !== revision;
    return { fresh: pods.filter((pod) => !isOld(pod)), old: pods.filter(isOld) };
  }

  private ownedBy(owner: WorkloadRef): Manifest[] {
    return this.owned.get(key(owner)) ?? [];
  }
}

/** Reads what the API server wrote; what is wrong with it is nobody's problem here. */
export function fieldOf(manifest: Manifest): Field {
  return Field.of(manifest, []);
}

/** Whether the controller has seen the last change of an object. */
export function isObserved(object: Manifest): boolean {
  const field = fieldOf(object);
  return (
    (field.get('status', 'observedGeneration').integer() ?? 0) >= (field.get('metadata', 'generation').integer() ?? 0)
  );
}

/** The condition of a type; undefined where there is none. */
export function conditionOf(object: Manifest, type: string): Field | undefined {
  return fieldOf(object).get('status', 'conditions').items().find((each) => each.get('type').value === type);
}

export function isTerminating(object: Manifest): boolean {
  return fieldOf(object).get('metadata', 'deletionTimestamp').isPresent;
}

export function revisionOf(object: Manifest): number {
  return Number(fieldOf(object).get('metadata', 'annotations', DEPLOYMENT_REVISION_ANNOTATION).string() ?? 0);
}

/** The controller of an object; undefined where nobody controls it. */
export function ownerOf(object: Manifest): WorkloadRef | undefined {
  const owner = fieldOf(object).get('metadata', 'ownerReferences').items()
    .find((each) => each.get('controller').value === true);
  return owner && {
    kind: owner.get('kind').string() ?? '', namespace: object.namespace, name: owner.get('name').string() ?? '',
  };
}

function key({ kind, namespace, name }: WorkloadRef): string {
  return `${kind}\0${namespace}\0${name}`;
}
