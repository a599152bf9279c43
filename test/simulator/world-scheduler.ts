/** What the scheduler's filters, the volumes and the kubelet of the simulator let happen. */
import { claimOf, Pod, podsAsk, SimWorld, State } from './world';

const domainOf = ({ nodes }: SimWorld, node: number, key: 'host' | 'zone') =>
  (key === 'host' ? node : nodes[node].zone);

/** Filters that hold of pods that stand, however they came. */
export function mayStand(world: SimWorld, { pods, volumes }: State, pod: Pod, node: number): boolean {
  const { kind, claim, apart } = world.workloads[pod.w];
  const others = pods.filter((each) => each !== pod && each.node >= 0);
  const used = others.filter((each) => each.node === node).reduce((sum, each) => sum + podsAsk(world, each), 0);
  const name = claimOf(world, pod);
  const place = name === undefined ? undefined : volumes[name];
  const here = claim?.reach === 'node' ? node : world.nodes[node].zone;
  return (kind !== 'DaemonSet' || pod.ordinal === node)
    && (podsAsk(world, pod) === 0 || used + podsAsk(world, pod) <= world.nodes[node].cpu)
    && (place === undefined || place === here)
    && !(name !== undefined && claim?.mode === 'RWOP' && others.some((each) => claimOf(world, each) === name))
    && !(apart && others.some((each) =>
      each.w === pod.w && each.node === node && (apart === 'all' || each.rev === pod.rev)));
}

function mayCome(world: SimWorld, state: State, pod: Pod, node: number): boolean {
  const { near, spread, sameTemplate } = world.workloads[pod.w];
  const isBeside = !near || state.pods.some((each) =>
    each.w === near.w && each.node >= 0 && domainOf(world, each.node, near.key) === domainOf(world, node, near.key));
  return isBeside && mayStand(world, state, pod, node)
    && (!spread || isEven(world, state, pod, node, sameTemplate === true));
}

function isEven(world: SimWorld, { pods }: State, pod: Pod, node: number, isOneRevision: boolean): boolean {
  const { key, perRevision } = world.workloads[pod.w].spread!;
  const counted = pods.filter((each) => each.w === pod.w && each.node >= 0 && each.phase !== 't'
    && (!perRevision || isOneRevision || each.rev === pod.rev));
  const counts = new Map(world.nodes.map((_, each) => [domainOf(world, each, key), 0]));
  counted.forEach((each) => {
    const domain = domainOf(world, each.node, key);
    counts.set(domain, counts.get(domain)! + 1);
  });
  return counts.get(domainOf(world, node, key))! + 1 - Math.min(...counts.values()) <= 1;
}

/** A pod gets a node, and its volume a place. */
export function placed(world: SimWorld, state: State, pod: Pod, node: number, phase: 's' | 'r'): State {
  const name = claimOf(world, pod);
  const place = world.workloads[pod.w].claim?.reach === 'node' ? node : world.nodes[node].zone;
  return {
    ...state, pods: state.pods.map((each) => (each === pod ? { ...pod, phase, node } : each)),
    volumes: name === undefined ? state.volumes : { ...state.volumes, [name]: place },
  };
}

/** The scheduler gives waiting pods a node; the kubelet starts those whose volume is there, and ends others. */
export function runPods(world: SimWorld, state: State): State[] {
  const replace = (pod: Pod, to?: Partial<Pod>): State => ({
    ...state, pods: state.pods.flatMap((each) => (each !== pod ? each : to ? { ...each, ...to } : [])),
  });
  return state.pods.flatMap((pod): State[] => {
    switch (pod.phase) {
      case 'p':
        return world.nodes.flatMap((_, node) =>
          mayCome(world, state, pod, node) ? [placed(world, state, pod, node, 's')] : []);
      case 's':
        return isAttachable(world, state, pod) ? [replace(pod, { phase: 'r' })] : [];
      case 't':
        return [replace(pod)];
      default:
        return [];
    }
  });
}

/** A volume for one node stays attached there as long as a pod runs with it. */
function isAttachable(world: SimWorld, { pods }: State, pod: Pod): boolean {
  const name = claimOf(world, pod);
  return name === undefined || world.workloads[pod.w].claim?.mode !== 'RWO' || pods.every((each) =>
    claimOf(world, each) !== name || each.node === pod.node || each.phase === 'p' || each.phase === 's');
}
