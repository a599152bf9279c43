import { Field, Manifest, Model } from '../manifests';
import { LabelKnowledge } from './label-knowledge';
import { OpenPool, openPool } from './open-pool';

/** Annotations of the groups that the cluster autoscaler grows (its `cloudprovider/clusterapi/clusterapi_utils.go`). */
const MOST = [
  'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size',
  'machine.openshift.io/cluster-api-autoscaler-node-group-max-size',
];
const GROUPS: ReadonlySet<string> = new Set(['MachineDeployment', 'MachineSet', 'MachinePool']);

/**
 * Groups of machines among the objects that an autoscaler may make larger for pods that wait: those of Cluster API with
 * a largest size, and what a MachineAutoscaler of OpenShift names. What their nodes hold is said nowhere here.
 */
export function machineGroups(model: Model): OpenPool[] {
  return model.manifests.flatMap((manifest) => {
    const most = largestOf(manifest);
    return most === undefined || most <= fewestOf(manifest) ? [] : [openPool(
      `${manifest.kind} ${manifest.name} may start nodes, up to ${most}, and what they hold is not in the input`,
      { pool: manifest.name, labels: new Map(), taints: [], knowledge: LabelKnowledge.ONLY_WRITTEN },
    )];
  });
}

function largestOf(manifest: Manifest): number | undefined {
  const root = Field.of(manifest, []);
  if (manifest.kind === 'MachineAutoscaler') {
    return root.get('spec', 'maxReplicas').integer();
  }
  const annotations = root.get('metadata', 'annotations').stringMap();
  const written = GROUPS.has(manifest.kind) ? MOST.flatMap((key) => annotations.get(key) ?? []) : [];
  return written.length > 0 && /^\d+$/.test(written[0]) ? Number(written[0]) : undefined;
}

/** So many as there are when nothing waits: the replicas that are written, or the fewest. */
function fewestOf(manifest: Manifest): number {
  const field = manifest.kind === 'MachineAutoscaler' ? 'minReplicas' : 'replicas';
  return Field.of(manifest, []).get('spec', field).integer() ?? 0;
}
