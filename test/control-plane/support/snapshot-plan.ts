import { BUILT_IN_RESOURCES, getAll } from '../../../lib/cluster';
import { Snapshot } from '../../../lib/cluster/snapshot';
import { Model } from '../../../lib/manifests';
import { plan, PlanReport } from '../../../lib/prover/plan';
import { RolloutPlan } from '../../../lib/prover/updates';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';

/** What a snapshot holds: all that every cluster serves. */
const READ = getAll(BUILT_IN_RESOURCES);

/**
 * Whose volumes those of the stand-in for nodes are like, by the topology that its classes name: like it, these make
 * volumes for several nodes too.
 */
const PROVISIONERS: Json = { zone: 'cinder.csi.openstack.org', node: 'docker.io/hostpath', none: 'efs.csi.aws.com' };

/** The driver of the stand-in is known to nobody: the prover is told one that places volumes as it does. */
export function asProvisioned(object: Json): Json {
  return object.kind !== 'StorageClass' ? object
    : { ...object, provisioner: PROVISIONERS[object.parameters?.topology] ?? object.provisioner };
}

/**
 * What the prover says of the change from what the cluster has now, as `plan --from` does with what kubectl prints.
 *
 * @param isSeen which objects are told; by default all that the cluster has
 */
export async function planFromSnapshot(
  plane: ControlPlane, asked: string, isSeen: (object: Json) => boolean = () => true,
): Promise<RolloutPlan> {
  return planFromText(await snapshotOf(plane, isSeen), asked);
}

/** What kubectl prints of what the cluster has now. */
export async function snapshotOf(plane: ControlPlane, isSeen: (object: Json) => boolean): Promise<string> {
  const list = JSON.parse((await plane.kubectl(...READ)).stdout) as Json;
  return JSON.stringify({ ...list, items: list.items.filter(isSeen).map(asProvisioned) });
}

/** What the prover says of the change from what kubectl has printed. */
export function planFromText(text: string, asked: string, remedies = false): PlanReport {
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(text)]);
  const options = { kubernetes: snapshot.kubernetes, live: snapshot.objects, asked: snapshot.asked };
  const model = Model.load([{ file: 'after.yaml', text: asked }], undefined, options);
  const before = snapshot.described(model.manifests);
  return plan(model, {
    cluster: snapshot.clusterFor(model, before),
    from: {
      model: new Model(before, options), name: 'the cluster', prune: false, isLive: true,
      places: snapshot.placesOf(before),
    },
    remedies,
  });
}
