import { numbers } from './cases';
import { SimChange, SimWorld } from './world';
import { FAMILIES, Next } from './world-families';

/** Everything is replaced by pods like it, on nodes that have little more than these take. */
function restarted({ nodes, workloads }: SimWorld, next: Next): SimWorld {
  const tight = nodes.map((node) => ({ ...node }));
  const asked = workloads.map(({ kind, before }) =>
    before.cpu * (kind === 'DaemonSet' ? nodes.length : before.replicas));
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  for (let spare = sum(tight.map(({ cpu }) => cpu)) - sum(asked) - 1 - next(3); spare > 0; spare--) {
    const largest = tight.reduce((most, node) => (node.cpu > most.cpu ? node : most));
    largest.cpu--;
  }
  return {
    nodes: tight,
    workloads: workloads.map((each) => ({ ...each, after: each.before, sameTemplate: false, mounts: undefined })),
  };
}

const WAYS: readonly [number, number, boolean][] = [[1, 0, false], [0, 1, false], [1, 1, false], [0, 1, true]];

function crowd(next: Next, rest: Partial<SimChange>, ...least: readonly number[]): SimChange[] {
  return least.map((cpu, w) => {
    const [surge, unavailable, recreate] = WAYS[next(WAYS.length)];
    const pods = { replicas: w === 0 ? 1 : 1 + next(2), cpu: cpu + next(2) };
    return { kind: 'Deployment', before: pods, after: pods, surge, unavailable, recreate, ...w === 0 ? rest : {} };
  });
}

const nodesOf = (next: Next, zones: number) => Array.from({ length: 2 + next(2) }, (_, at) =>
  ({ cpu: 3 + next(2), zone: `z${at % zones}` }));

/** Restarts beside each other that are close, and of volumes that pods wait for on other nodes. */
const CLOSE: typeof FAMILIES = {
  'three workloads that leave each other little room': (next) => ({
    nodes: nodesOf(next, 1), workloads: crowd(next, {}, 2, 1, 1),
  }),
  'a new pod that waits for its volume beside others that take turns': (next) => ({
    nodes: nodesOf(next, 1),
    workloads: crowd(next, {
      claim: { mode: 'RWO', reach: 'zone' }, surge: 1, unavailable: 0, recreate: false,
    }, 1, 2, 1),
  }),
};

export function made(what: string, count: number, seed: number): SimWorld[] {
  const next: Next = numbers(seed);
  return Array.from({ length: count }, () => restarted((FAMILIES[what] ?? CLOSE[what])(next), next));
}

/** Kinds of worlds whose restarts are judged as such. */
export const KINDS = [
  ...Object.keys(FAMILIES).filter((what) => !/quota|other volumes/.test(what)), ...Object.keys(CLOSE),
];
