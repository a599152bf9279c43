import { BUILT_IN_RESOURCES, getAll } from '../../../lib/cluster';
import { Snapshot } from '../../../lib/cluster/snapshot';
import { Model } from '../../../lib/manifests';
import { plan } from '../../../lib/prover/plan';
import { RolloutPlan } from '../../../lib/prover/updates';
import { podsRunning } from '../agreement/outcome';
import { isUpdated } from '../agreement/scenario';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { ClusterView } from '../cluster/view';
import { settle } from './update-once';

/** What a snapshot of the cases holds: all that every cluster serves. */
const READ = getAll(BUILT_IN_RESOURCES);

/** On an object of half-way.yaml: it is deleted, with this propagation policy. */
const DELETED = 'half-way/delete';

/** Applies what comes between the manifest and the change, and waits until nothing moves any more. */
export async function goHalfWay(
  plane: ControlPlane, view: ClusterView, halfWay: readonly Json[], namespaces: readonly string[],
): Promise<void> {
  const applied = halfWay.filter((object) => !isDeletedHalfWay(object));
  const text = applied.map((object) => JSON.stringify(object)).join('\n---\n');
  const { status, stderr } = applied.length === 0 ? { status: 0, stderr: '' }
    : await plane.kubectlWith(text, 'apply', '--server-side', '--force-conflicts', '-f', '-');
  if (status !== 0) {
    throw new Error(`half-way.yaml: ${stderr.trim()}`);
  }
  for (const object of halfWay.filter(isDeletedHalfWay)) {
    await plane.api.delete(pathOf(object), { propagationPolicy: object.metadata.annotations[DELETED] });
  }
  const workloads = applied.filter(isUpdated);
  for (const namespace of namespaces) {
    await settle(plane, view, namespace, () => workloads.every((object) => podsRunning(view, object)));
  }
}

/** Whether an object is not applied but deleted before the snapshot is taken. */
export function isDeletedHalfWay({ metadata }: Json): boolean {
  return metadata.annotations?.[DELETED] !== undefined;
}

/** Of the provisioner here nothing is known: in the place of it one with the same reach. */
function asKnown(kubectl: string): string {
  const list = JSON.parse(kubectl) as Json;
  const provisioners: Json = { zone: 'ebs.csi.aws.com', node: 'rancher.io/local-path', none: 'efs.csi.aws.com' };
  const items = list.items.map((object: Json) => object.kind !== 'StorageClass' ? object
    : { ...object, provisioner: provisioners[object.parameters?.topology] ?? object.provisioner });
  return JSON.stringify({ ...list, items });
}

/** What the prover says of the change from what the cluster has now. */
export async function planFromSnapshot(plane: ControlPlane, asked: string): Promise<RolloutPlan> {
  const { stdout } = await plane.kubectl(...READ);
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(asKnown(stdout))]);
  const options = { live: snapshot.objects, asked: snapshot.asked };
  const model = Model.load([{ file: 'after.yaml', text: asked }], undefined, options);
  const before = snapshot.described(model.manifests);
  return plan(model, {
    cluster: snapshot.clusterFor(model, before),
    from: {
      model: new Model(before, options), name: 'the cluster', prune: false, isLive: true,
      places: snapshot.placesOf(before),
    },
  });
}
