import { Cluster } from '../../../cluster';
import { Capacity, Placement, Task } from '../../placement';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import {
  app, apartFrom, beside, claim, mounting, ofRevision, only, Scene, SceneNode, spread as spreadOf, Way,
} from '../../../../test/support/scene';
import { Rolling } from './rolling';

const spread = (topologyKey: string, more: object = {}) => ({
  topologySpreadConstraints: [{
    topologyKey, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } },
    ...more,
  }],
});
const together = (topologyKey: string) => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app: 'web' } } }],
    },
  },
});
const HOST = 'kubernetes.io/hostname';
const REVISION = { matchLabelKeys: ['pod-template-hash'] };
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });

/** What may become of an update whose pods, of four cores each, stand on so many nodes as named, by node. */
const from = (places: number[], spec: any, pod: object, cpu = '8') => {
  const cluster = new Cluster({ pools: [pool('cpu', places.length, { cpu, extendedResources: {} })] });
  const capacity = new Capacity(load(workload('Deployment', 'web', { cpu: 4 }, spec, pod)), cluster);
  const [task] = capacity.tasks;
  const own = new Map(places.flatMap((pods, node) => pods > 0 ? [[node, pods] as const] : []));
  return new Rolling(new Placement(capacity), task, spec.replicas, task.workload.bounds(spec.replicas)!).from(own);
};
const ENDS = { finishes: true, blocks: false };
const STUCK = { finishes: false, blocks: true };

test.each<[string, number[], object, object, string, object]>([
  ['a surge onto the emptier node', [1, 1], surge(2), spread(HOST), '8', ENDS],
  ['a surge where each node is full', [1, 1], surge(2), spread(HOST), '4', STUCK],
  ['a surge beside an empty node', [1, 0], surge(1), spread(HOST), '8', ENDS],
  ['a pod that may be missing leaves its domain the emptiest', [1, 1], noSurge(2), spread(HOST), '4', ENDS],
  ['new pods count by themselves', [1, 1], surge(2), spread(HOST, REVISION), '8', ENDS],
  ['all leave, all come back', [1, 1], recreate(2), spread(HOST), '4', ENDS],
  ['pods that stay together have room where they are', [2, 0], surge(2), together(HOST), '12', ENDS],
  ['pods that stay together have none', [2, 0], surge(2), together(HOST), '8', STUCK],
  ['the last one gone, the first may go anywhere', [2, 0], recreate(2), together(HOST), '8', ENDS],
])(
  'every way from one start (kubernetes pkg/controller/deployment/rolling.go, recreate.go): %s',
  (_, places, spec, pod, cpu, expected) => {
    expect(from(places, spec, pod, cpu)).toEqual(expected);
  },
);

interface Start {
  /** Nodes of the pods of `a`, one for each. */
  readonly at: readonly number[];
  /** The same of others. */
  readonly others?: { readonly [name: string]: readonly number[] };
  /** What differs from the task as it is read. */
  readonly own?: (task: Task) => Partial<Task>;
}

/** What may become of an update of `a`: its pods ask for a core each. */
function of(nodes: readonly SceneNode[], way: Way, pod: object, { at, others = {}, own }: Start, ...more: object[]) {
  const scene = new Scene(nodes, app('a', at.length, 1, way, pod), ...more);
  const task = scene.task('a');
  const places = new Map<number, number>();
  at.forEach((node) => places.set(node, (places.get(node) ?? 0) + 1));
  return new Rolling(
    scene.standing(others), { ...task, ...own?.(task) }, at.length, scene.mover('a').bounds,
  ).from(places);
}

const EITHER = { finishes: true, blocks: true };
const MISSING = { unavailable: 1 };
const MORE = { surge: 1 };
const BOTH = { surge: 1, unavailable: 1 };
const RECREATE = { recreate: true };
const x = (cpu: number) => ({ cpu, zone: 'x' });
const y = (cpu: number) => ({ cpu, zone: 'y' });

describe('pods that nothing but room decides about', () => {
  test('need room for one more where none may be missing', () => {
    expect([2, 3].map((cpu) => of([cpu], MORE, {}, { at: [0, 0] }))).toEqual([STUCK, ENDS]);
    expect(of([2], MISSING, {}, { at: [0, 0] })).toEqual(ENDS);
    expect(of([1, 1], MORE, {}, { at: [0] })).toEqual(ENDS);
    expect(of([1, 1], MORE, {}, { at: [0], others: { b: [1] } }, app('b', 1, 1))).toEqual(STUCK);
  });

  test('are not judged where they stand on a node that does not take them', () => {
    expect(of([1, 1], MISSING, only(0), { at: [1] })).toBeUndefined();
    expect(of([1, 1], MISSING, {}, { at: [0], others: { b: [0] } }, app('b', 1, 1))).toBeUndefined();
  });
});

describe('pods that keep apart', () => {
  test('of each other, on nodes and in zones', () => {
    const apart = (nodes: readonly SceneNode[], key: 'host' | 'zone' = 'host') =>
      of(nodes, MORE, apartFrom('a', key), { at: [0] });
    expect([apart([9]), apart([1, 1])]).toEqual([STUCK, ENDS]);
    expect([apart([x(9), x(9)], 'zone'), apart([x(1), y(1)], 'zone'), apart([2], 'zone')]).toEqual([STUCK, ENDS, ENDS]);
  });

  test('of those of one revision', () => {
    const apart = (cpus: number[], at: number[]) => of(cpus, MORE, apartFrom('a', 'host', ofRevision), { at });
    expect([apart([1], [0]), apart([2], [0]), apart([2, 2], [0, 1])]).toEqual([STUCK, ENDS, ENDS]);
    // The new one of the large node is there, and the old one of the small node stays.
    expect(apart([2, 1], [0, 1])).toEqual(EITHER);
  });

  test('of others, where nothing else matters and where places do', () => {
    const others = { b: [1] };
    expect(of([1, 2], MORE, apartFrom('b'), { at: [0], others }, app('b', 1, 1))).toEqual(STUCK);
    const pod = { ...apartFrom('b'), ...spreadOf('a', 'host', { maxSkew: 5 }) };
    expect(of([1, 2], MORE, pod, { at: [0], others }, app('b', 1, 1))).toEqual(STUCK);
    expect(of([1, 2], MORE, pod, { at: [0] }, app('b', 1, 1))).toEqual(ENDS);
  });
});

describe('pods with a volume', () => {
  const held = (nodes: readonly SceneNode[], way: Way, at: readonly number[], stays: 'zone' | 'node' = 'zone') =>
    of(nodes, way, mounting('v'), { at }, ...claim('v', stays));

  test('of one node wait elsewhere until no other has it', () => {
    expect([held([1], MORE, [0]), held([2], MORE, [0]), held([2, 2], MORE, [0])]).toEqual([STUCK, ENDS, EITHER]);
    expect([MORE, BOTH, RECREATE].map((way) => held([1, 1], way, [0]))).toEqual([STUCK, ENDS, ENDS]);
    // The second one waits on another node than the first.
    expect([held([2, 1], RECREATE, [0, 0]), held([2], RECREATE, [0, 0])]).toEqual([EITHER, ENDS]);
  });

  test('come to its zone alone', () => {
    expect([held([x(1), x(1)], BOTH, [0]), held([x(1), y(1)], BOTH, [0])]).toEqual([ENDS, ENDS]);
    expect([held([x(2), x(1)], RECREATE, [0, 0]), held([x(2), y(1)], RECREATE, [0, 0])]).toEqual([EITHER, ENDS]);
    // Otherwise one would come to the other zone, where the second one has no room.
    const pod = { ...mounting('v'), ...spreadOf('a', 'zone', { maxSkew: 2 }) };
    expect(of([x(2), y(1)], RECREATE, pod, { at: [0, 0] }, ...claim('v'))).toEqual(ENDS);
  });

  test('come to its node alone, if that is where it stays', () => {
    const both = (stays: 'zone' | 'node') => held([x(2), x(1)], RECREATE, [0, 0], stays);
    expect([both('zone'), both('node')]).toEqual([EITHER, ENDS]);
  });

  test('wait for others that mount it', () => {
    const shared = (b: number) => of([2, 2], RECREATE, mounting('v'), {
      at: [0], others: { b: [b] },
    }, ...claim('v'), app('b', 1, 1, {}, mounting('v')));
    expect([shared(0), shared(1)]).toEqual([EITHER, EITHER]);
    expect(of([2], RECREATE, mounting('v'), { at: [0], others: { b: [0] } },
      ...claim('v'), app('b', 1, 1, {}, mounting('v')))).toEqual(ENDS);
  });

  test('of one pod come when the last one has gone', () => {
    const alone = (way: Way) => of([2, 2], way, mounting('v'), { at: [0] }, ...claim('v', 'zone', 'ReadWriteOncePod'));
    expect([alone(MORE), alone(MISSING), alone(RECREATE)]).toEqual([STUCK, ENDS, ENDS]);
  });
});

describe('pods that stand beside others', () => {
  const near = (...names: string[]) => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: HOST, labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: names }] } }] } } });

  test('go where the others are, their own kind among them', () => {
    const either = (cpu: number, b: number[]) =>
      of([1, cpu], RECREATE, near('a', 'b'), { at: [0], others: { b } }, app('b', 1, 1));
    expect([either(1, [1]), either(2, [1]), either(1, [])]).toEqual([STUCK, ENDS, ENDS]);
    const others = (b: number[]) => of([1, 2], RECREATE, beside('b'), { at: [0], others: { b } }, app('b', 1, 1));
    expect([others([1]), others([])]).toEqual([ENDS, STUCK]);
  });

  test('go to their own kind in a zone', () => {
    const zoned = (...nodes: SceneNode[]) => of(nodes, MORE, beside('a', 'zone'), { at: [0] });
    expect([zoned(x(1), x(1)), zoned(x(1), y(1)), zoned(1, 1)]).toEqual([ENDS, STUCK, STUCK]);
  });

  test('go where a daemon satisfies them', () => {
    const satisfied = (there: boolean) => of([1, 1], MORE, beside('a'), { at: [0], own: ({ attractions }) => ({
      attractions: attractions.map((each) => ({ ...each, satisfied: [false, there] })) }) });
    expect([satisfied(true), satisfied(false)]).toEqual([ENDS, STUCK]);
  });
});

describe('pods that are spread', () => {
  test('have all room of a zone, however many nodes it is', () => {
    const zones = (...nodes: SceneNode[]) => of(nodes, MORE, spreadOf('a', 'zone'), { at: [0, nodes.length - 1] });
    expect([zones(x(1), x(1), y(1)), zones(x(1), y(1)), zones(x(1.5), x(0.5), y(1))]).toEqual([ENDS, STUCK, STUCK]);
  });

  test('come to no node without the label', () => {
    expect([of([1, 1], MORE, spreadOf('a', 'zone'), { at: [0] })]).toEqual([STUCK]);
    expect(of([x(1), 1], MORE, spreadOf('a', 'zone'), { at: [0] })).toEqual(STUCK);
  });

  test('count pods of others that are selected, and only those', () => {
    const pod = spreadOf('b', 'zone');
    const beyond = (b: number[], room: number) =>
      of([x(4), y(room)], MORE, pod, { at: [0], others: { b } }, app('b', b.length, 0.1));
    expect([beyond([0], 0.9), beyond([0, 0], 0.9), beyond([0, 0], 1)]).toEqual([ENDS, STUCK, ENDS]);
    const both = { ...spreadOf('a', 'zone', { labelSelector: {} }) };
    const all = (b: number[]) => of([x(4), y(1)], MORE, both, { at: [1], others: { b } }, app('b', b.length, 0.1));
    expect([all([0]), all([]), all([0, 0])]).toEqual([ENDS, ENDS, STUCK]);
  });

  test('count as few domains as there are', () => {
    const least = (minDomains: number, maxSkew: number) =>
      of([x(4), x(4)], MORE, spreadOf('a', 'zone', { minDomains, maxSkew }), { at: [0] });
    expect([least(1, 1), least(2, 1), least(2, 2)]).toEqual([ENDS, STUCK, ENDS]);
  });

  test('are not tried in all ways where there are too many', () => {
    const wide = (nodes: number) => of(new Array<number>(nodes).fill(2), { surge: nodes },
      spreadOf('a', 'host', { maxSkew: 9 }), { at: Array.from({ length: nodes }, (_, node) => node) });
    expect([wide(3), wide(6)]).toEqual([ENDS, undefined]);
  });
});

test('as many may be missing and more may come as the strategy says', () => {
  const three = (way: Way, cpu: number) => of([cpu], way, {}, { at: [0, 0, 0] });
  expect([three({ surge: 2 }, 3), three({ surge: 2 }, 4), three({ surge: 0, unavailable: 3 }, 3), three(RECREATE, 3)])
    .toEqual([STUCK, ENDS, ENDS, ENDS]);
  // Surge alone lets nothing leave before a new one is there.
  expect([three({ surge: 1, unavailable: 1 }, 3), three({ surge: 1, unavailable: 0 }, 3)]).toEqual([ENDS, STUCK]);
});
