import { Task } from '../../placement';
import { missingResource, nameOf, Timeline, TimelinePod, TimelineStep } from '../../updates';
import { JointMoves, Move } from './joint-moves';
import { Scene, Way } from './joint-search';

/** More steps than a person reads are left out before the last, and more nodes are not drawn. */
const MOST_STEPS = 14;
const MOST_NODES = 8;
const AT_THE_END = 'nothing moves any more';

/**
 * Who holds what while everything changes: one way to its end, seen through the resource for which a new pod waits
 * there, or else the one that decides.
 */
export function jointTimeline(scene: Scene, way: Way): Timeline | undefined {
  const { start, moves } = way;
  const { capacity, movers, tasks } = scene;
  const resource = resourceOf(scene, way);
  const state = new JointMoves(start, movers);
  const touched = new Set([
    ...moves.map(({ node }) => node),
    ...movers.flatMap((_, at) => [...state.standing[at].old.keys()]),
  ]);
  const nodes = [...touched]
    .filter((node) => node >= 0 && capacity.room[node][resource] > 0)
    .sort((one, two) => one - two);
  if (resource < 0 || nodes.length > MOST_NODES) {
    return undefined;
  }
  const steps: TimelineStep[] = [];
  const record = (title: string) => {
    steps.push({ title, pods: nodes.flatMap((node) => podsOn(state, tasks, node, resource)) });
  };
  record('before the change');
  const left = moves.length - MOST_STEPS;
  moves.forEach((move, index) => {
    state.do(move);
    const isLeftOut = left > 0 && index >= MOST_STEPS - 1;
    if (!isLeftOut) {
      record(titleOf(state, move));
    } else if (index === moves.length - 1) {
      record(`${left + 1} steps later`);
    }
  });
  const waiting = movers.flatMap((mover, at): TimelinePod[] =>
    state.isDone(at) || !mover.fresh
      ? []
      : Array.from({ length: state.freshWanted(at) - state.standing[at].freshPods }, () => ({
          workload: mover.name,
          revision: 'new',
          phase: 'Pending',
          units: mover.fresh!.requests[resource],
        })),
  );
  if (waiting.length > 0) {
    record(AT_THE_END);
    steps.at(-1)!.pods.push(...waiting);
  }
  return {
    resource: capacity.resources[resource],
    nodes: nodes.map((node) => ({
      node: capacity.nodes[node].name,
      pool: capacity.nodes[node].pool,
      units: capacity.room[node][resource],
    })),
    steps,
    blocked: movers.some((_, at) => !state.isDone(at)),
  };
}

function resourceOf({ capacity, movers, tasks }: Scene, { start, moves, end }: Way): number {
  const last = new JointMoves(start, movers);
  moves.forEach((move) => last.do(move));
  const waiting = movers.find(({ fresh }, at) => fresh && !last.isDone(at));
  if (waiting) {
    return missingResource(end, waiting.fresh!);
  }
  const asked = (resource: number) => tasks.some((task) => task.requests[resource] > 0);
  const extended = capacity.resources.findIndex((name, resource) => name.includes('/') && asked(resource));
  return extended >= 0 ? extended : capacity.resources.indexOf('cpu');
}

function titleOf(state: JointMoves, { kind, mover, node: at }: Move): string {
  const { movers: { [mover]: { name } }, placement: { capacity: { nodes } } } = state;
  const node = nodes[at]?.name ?? '';
  const isHeld = kind === 'comes' && state.waitsForVolume(mover, at);
  const words: { readonly [key in Move['kind']]: string } = {
    'comes': `a new pod of ${name} starts on ${node}`,
    'is added': `a further old pod of ${name} starts on ${node}`,
    'leaves': `an old pod of ${name} leaves ${node}`,
    'is too many': `a pod of ${name} leaves ${node}, as fewer are wanted`,
    'gives up': `an old pod of ${name} that waits is given up`,
  };
  return isHeld ? `a new pod of ${name} comes to ${node} and waits there for the volume` : words[kind];
}

function podsOn(
  state: JointMoves,
  tasks: readonly Task[],
  node: number,
  resource: number,
): TimelinePod[] {
  const { placement, placement: { capacity }, movers, standing } = state;
  return tasks.flatMap((task) => {
    const at = movers.findIndex(({ old, fresh }) => old === task || fresh === task);
    const old = at < 0 ? placement.count(task, node) : movers[at].old === task ? (standing[at].old.get(node) ?? 0) : 0;
    const pod = (revision: TimelinePod['revision']): TimelinePod => ({
      workload: at < 0 ? nameOf(task.workload) : movers[at].name,
      revision,
      phase: revision === 'new' && at >= 0 && state.waitsForVolume(at, node) ? 'Starting' : 'Running',
      node: capacity.nodes[node].name,
      pool: capacity.nodes[node].pool,
      units: task.requests[resource],
    });
    return task.requests[resource] === 0
      ? []
      : Array.from({ length: placement.count(task, node) }, (_, index) => pod(index < old ? 'old' : 'new'));
  });
}
