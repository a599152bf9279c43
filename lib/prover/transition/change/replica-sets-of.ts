import { oncePer } from '../../../util/once-per';
import { revisionOf } from '../../../kubernetes/well-known-labels';
import { append, Field, Manifest, Model, objectKey, ownerOf, Workload } from '../../../manifests';

const DESIRED = 'deployment.kubernetes.io/desired-replicas';

/** A ReplicaSet as a snapshot shows it. */
export interface OwnSet {
  readonly workload: Workload;
  /** By what its pods are told from others of the Deployment. */
  readonly revision: string;
  /** Pods that it is to have. */
  readonly wanted: number;
  /** Of these, as its controller has counted them last. */
  readonly available: number;
  /** Pods that the Deployment wanted in all when its controller scaled this one last. */
  readonly desired?: number;
}

/** Looked for once in a snapshot of thousands, by the key of their Deployment. */
const byDeployment = oncePer((objects: readonly Manifest[]) => {
  const sets = new Map<string, Manifest[]>();
  for (const set of objects.filter(({ kind }) => kind === 'ReplicaSet')) {
    const owner = ownerOf(set);
    if (owner?.kind === 'Deployment') {
      append(sets, objectKey('Deployment', set.namespace, owner.name), set);
    }
  }
  return sets;
});

/** The same as the cluster has them. */
export function setsOf({ kind, name, namespace }: Manifest, objects: readonly Manifest[]): readonly Manifest[] {
  return kind === 'Deployment' ? byDeployment(objects).get(objectKey(kind, namespace, name)) ?? [] : [];
}

/** Whether or not the API server lets these in. */
export function wantsPods(set: Manifest): boolean {
  return Field.of(set, []).get('spec', 'replicas').integer() !== 0;
}

/** The ReplicaSets of a Deployment among the objects of a cluster. */
export function replicaSetsOf(deployment: Manifest, objects: readonly Manifest[]): readonly OwnSet[] {
  return new Model([...setsOf(deployment, objects)]).workloads.map((workload) => ({
    workload, desired: desiredOf(workload.manifest),
    revision: revisionOf((label) => workload.pod.labels.get(label)), wanted: workload.replicas,
    available: Field.of(workload.manifest, []).get('status', 'availableReplicas').integer() ?? 0,
  }));
}

/** Undefined where it is not written (kubernetes pkg/controller/deployment/util/deployment_util.go). */
function desiredOf(set: Manifest): number | undefined {
  const written = Field.of(set, []).get('metadata', 'annotations').stringMap().get(DESIRED);
  return written === undefined || !/^\d+$/.test(written) ? undefined : Number(written);
}
