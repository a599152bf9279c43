import { Snapshot } from '../../../lib/cluster/snapshot';
import { Model } from '../../../lib/manifests';
import { plan } from '../../../lib/prover/plan';
import { RolloutPlan } from '../../../lib/prover/updates';
import { podsRunning } from '../agreement/outcome';
import { isUpdated } from '../agreement/scenario';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { ClusterView } from '../cluster/view';
import { settle } from './update-once';

/** What a snapshot has to hold for the cases: pods, what makes them, and what decides about them. */
const KINDS = [
  'nodes', 'pods', 'namespaces', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'replicasets.apps',
  'jobs.batch', 'persistentvolumeclaims', 'persistentvolumes', 'storageclasses', 'csinodes', 'csidrivers',
  'resourcequotas', 'limitranges', 'priorityclasses', 'poddisruptionbudgets',
];

/** Applies what comes between the manifest and the change, and waits until nothing moves any more. */
export async function goHalfWay(
  plane: ControlPlane, view: ClusterView, halfWay: readonly Json[], namespaces: readonly string[],
): Promise<void> {
  const text = halfWay.map((object) => JSON.stringify(object)).join('\n---\n');
  const { status, stderr } = await plane.kubectlWith(text, 'apply', '--server-side', '--force-conflicts', '-f', '-');
  if (status !== 0) {
    throw new Error(`half-way.yaml: ${stderr.trim()}`);
  }
  const workloads = halfWay.filter(isUpdated);
  for (const namespace of namespaces) {
    await settle(plane, view, namespace, () => workloads.every((object) => podsRunning(view, object)));
  }
}

/** What the prover says of the change from what the cluster has now. */
export async function planFromSnapshot(plane: ControlPlane, asked: string): Promise<RolloutPlan> {
  const { stdout } = await plane.kubectl('get', KINDS.join(','), '--all-namespaces', '--output', 'json');
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(stdout)]);
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
