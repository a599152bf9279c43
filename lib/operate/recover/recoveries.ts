import { Snapshot } from '../../cluster/snapshot';
import { plural } from '../../util/plural';
import { Manifest, Model } from '../../manifests';
import { downtimePhrase, WorkloadPlan } from '../../prover/updates';
import { switchCommand } from '../deploy/apply-command';
import { holdersOf } from '../obstacles';
import { planChange } from '../live-plan';
import { revisionBefore, withSpec } from '../rollback/revision-before';
import { fieldOf } from '../view';
import { kubectlName, refOf } from '../workload-ref';
import { isScaledByOthers, ownerWorkload } from './owner-workload';
import { Recovery } from './recovery';
import { Stuck } from './stuck';

/** Codes of obstacles that are a want of room. */
const ROOM = ['unschedulable', 'volume', 'quota'];

/**
 * All that may unblock a rollout, the smallest change first, each with what the prover says of it; none of what is no
 * workload that can be read.
 */
export function recoveriesOf(stuck: Stuck): Recovery[] {
  if (new Model([stuck.workload]).workloads.length === 0) {
    return [];
  }
  const lacking = lackingResources(stuck);
  return [
    ...undo(stuck),
    ...(ROOM.includes(stuck.obstacle.code)
      ? [...barePods(stuck, lacking), ...recreate(stuck), ...scaleDowns(stuck, lacking), ...moreNodes(stuck, lacking)]
      : []),
  ];
}

/** Extended resources of which the scheduler says that there are too few: `nvidia.com/gpu`. */
export function lackingResources({ obstacle }: Stuck): string[] {
  const said = obstacle.evidence.flatMap((line) => [...line.matchAll(/Insufficient ([\w./-]+\w)/g)]);
  return [...new Set(said.map(([, resource]) => resource))].filter((resource) => resource.includes('/'));
}

/** Back to the revision whose pods serve, else to the one before. Where they serve, no pod has to start. */
function undo({ workload, view, snapshot, running, serving }: Stuck): Recovery[] {
  const target =
    serving ?? running ?? (workload.kind === 'Deployment' ? revisionBefore(workload, view) : undefined);
  if (target === undefined) {
    return [];
  }
  const { verdict, witness, ...plan } = planOf([target.manifest], [serving ? target.manifest : workload], snapshot);
  return [{
    id: 'undo',
    title: `back to revision ${target.revision}${serving ? ', whose pods serve' : ''}`,
    effect: `${serving ? 'no downtime' : effectOf(plan)}; the update is not made`,
    verdict, witness, changed: [workload],
    commands: [[
      '--namespace', workload.namespace, 'rollout', 'undo', kubectlName(refOf(workload)), '--to-revision',
      String(target.revision),
    ]],
  }];
}

/** The old pod stops first, and its room is what the new one takes. */
function recreate({ workload, snapshot, running, serving }: Stuck): Recovery[] {
  // A new pod may have its node already, and wait there for the volume of the old one.
  const before = running ?? serving;
  const strategy = fieldOf(workload).get('spec', 'strategy', 'type').value;
  if (workload.kind !== 'Deployment' || strategy === 'Recreate' || before === undefined) {
    return [];
  }
  const recreated = (manifest: Manifest) => withSpec(manifest, { strategy: { type: 'Recreate' } }, 'Recreate');
  const { verdict, witness, ...plan } = planOf([recreated(workload)], [recreated(before.manifest)], snapshot);
  return [{
    id: 'recreate', title: 'stop the old pod first, by strategy Recreate',
    effect: `the update is made, ${effectOf(plan)}`,
    verdict, witness, changed: [workload], commands: [switchCommand(refOf(workload))],
  }];
}

/** Pods that nobody makes again and that hold what is lacking. */
function barePods(stuck: Stuck, lacking: readonly string[]): Recovery[] {
  return holdingPods(stuck, lacking).filter((pod) => ownerWorkload(pod, stuck.view) === 'nobody').map((pod) => ({
    id: 'delete-pod' as const, title: `delete pod ${pod.namespace}/${pod.name}`,
    effect: 'nobody makes it again, and what runs in it ends; the update is made',
    ...goOn(stuck, without([pod], stuck.snapshot)), changed: [pod],
    commands: [['--namespace', pod.namespace, 'delete', 'pod', pod.name]],
  }));
}

/** One pod less of another workload that holds what is lacking, whichever of its pods goes. */
function scaleDowns(stuck: Stuck, lacking: readonly string[]): Recovery[] {
  const held = new Map<Manifest, Manifest[]>();
  for (const pod of holdingPods(stuck, lacking)) {
    const owner = ownerWorkload(pod, stuck.view);
    if (typeof owner !== 'string') {
      held.set(owner, [...held.get(owner) ?? [], pod]);
    }
  }
  return [...held].filter(([owner]) => ['Deployment', 'StatefulSet'].includes(owner.kind)
    && !isScaledByOthers(owner, stuck.view)).flatMap(([owner, pods]): Recovery[] => {
    const replicas = fieldOf(owner).get('spec', 'replicas').integer() ?? 1;
    const outcomes = pods.map((pod) => goOn(stuck, without([pod], stuck.snapshot)));
    const worst = outcomes.find(({ verdict }) => verdict !== 'proven') ?? outcomes[0];
    return replicas < 1 ? [] : [{
      id: 'scale-down', title: `scale ${owner.namespace}/${owner.id} from ${replicas} to ${replicas - 1}`,
      effect: replicas === 1 ? `${owner.name} is down until it is scaled up again; the update is made`
        : `${owner.name} serves with ${plural(replicas - 1, 'pod')}; the update is made`,
      ...worst, changed: [owner],
      commands: [[
        '--namespace', owner.namespace, 'scale', kubectlName(refOf(owner)), `--replicas=${replicas - 1}`,
      ]],
    }];
  });
}

/** One node more of a kind that the cluster has. */
function moreNodes(stuck: Stuck, lacking: readonly string[]): Recovery[] {
  const offering = stuck.snapshot.nodes.filter(({ free }) =>
    lacking.length > 0 && lacking.every((each) => (free.get(each) ?? 0) > 0));
  // Equal nodes are tried once, as where each is a pool of its own.
  const shapes = new Map([...offering].reverse().map((node) => [JSON.stringify([[...node.free], node.taints]), node]));
  return [...shapes.values()].reverse().slice(0, 2).map(({ pool, name }) => ({
    id: 'add-node' as const, title: `one node more like ${name}`,
    effect: 'no downtime, and the update is made; it costs what a node costs',
    ...goOn(stuck, stuck.snapshot, pool), changed: [], commands: [],
  }));
}

/** Pods of other workloads that hold what is lacking. */
function holdingPods({ view, workload }: Stuck, lacking: readonly string[]): Manifest[] {
  const { fresh, old } = view.podsOf(workload);
  const own = new Set([...fresh, ...old].map((pod) => `${pod.namespace}/${pod.name}`));
  const names = new Set(lacking.flatMap((resource) => holdersOf(resource, view).flatMap(({ pods }) => pods)));
  return view.pods.filter((pod) => {
    const name = `${pod.namespace}/${pod.name}`;
    return names.has(name) && !own.has(name) && pod.namespace !== 'kube-system';
  });
}

/** What becomes of the update that is stuck when the cluster is another one. */
function goOn(
  { workload, running }: Stuck, snapshot: Snapshot, morePool?: string,
): Pick<Recovery, 'verdict' | 'witness'> {
  const { verdict, witness } = planOf([workload], [running?.manifest ?? workload], snapshot, morePool);
  return { verdict, witness };
}

function planOf(to: Manifest[], from: Manifest[], snapshot: Snapshot, morePool?: string): WorkloadPlan {
  return planChange(to, from, snapshot, morePool).report.workloads[0];
}

function without(pods: readonly Manifest[], snapshot: Snapshot): Snapshot {
  return snapshot.with({ pods: snapshot.pods.filter((pod) => !pods.includes(pod)) });
}

function effectOf({ downtimeSeconds }: Pick<WorkloadPlan, 'downtimeSeconds'>): string {
  return downtimePhrase(downtimeSeconds);
}
