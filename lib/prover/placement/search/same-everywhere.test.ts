import { createHash } from 'node:crypto';
import { Capacity } from '../capacity';
import { closedPlacement } from './closing';
import { pack, PackingStyle } from './packing';
import { Placement } from '../placement';
import { closeInside, refilled } from './refilling';
import { packWithRepairs, placeMore } from './repair-packing';
import { seeded } from './seeded';
import { Shuffling } from './shuffled';
import { shuffle } from './shuffling';
import { Task } from '../tasks/task';
import { capacityOf } from '../../../../test/support/capacity';
import { noSurge, pool, workload } from '../../../../test/support/rollout';

// What a search finds decides whether a proof is found, so it must not change by accident. Where a search gets better,
// its row is written anew: the numbers before the colon say how good it is.
const SEEDS = Array.from({ length: 8 }, (_, seed) => seed);
const most = ({ most: pods }: Task) => pods;
const term = (app: string) => ({ labelSelector: { matchLabels: { app } } });
const apart = (app: string) => ({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
  { topologyKey: 'kubernetes.io/hostname', ...term(app) }] } } });
const even = (app: string) => ({ topologySpreadConstraints: [
  { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', ...term(app) }] });
const victim = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'low' }, value: -1 };

/** Nodes in three zones, nearly full of workloads of many shapes: some keep apart, are spread, or may be evicted. */
function fleet(seed: number, share: number): Capacity {
  const below = seeded(seed + 1);
  const pools = ['a', 'b', 'c'].map((zone, index) => pool(`cpu-${zone}`, 2,
    { cpu: String(12 + 4 * index), memory: '48Gi', extendedResources: index < 2 ? { 'nvidia.com/gpu': '4' } : {} },
    { labels: { 'topology.kubernetes.io/zone': zone } }));
  const objects: object[] = [];
  for (let [cpus, memory] = [6, 12]; Math.max(cpus / 96, memory / 288) < share;) {
    const [name, cpu, times, replicas] = [`w${objects.length}`, 1 + below(4), [1, 2, 4, 6][below(4)], 1 + below(3)];
    const pod = [{}, {}, {}, apart(name), even(name), { priorityClassName: 'low' }][below(6)];
    const requests = { cpu, memory: `${cpu * times}Gi`, ...below(9) === 0 ? { 'nvidia.com/gpu': 1 } : {} };
    objects.push(workload('Deployment', name, requests, noSurge(replicas), pod));
    [cpus, memory] = [cpus + replicas * cpu, memory + replicas * cpu * times];
  }
  return capacityOf(pools, victim, workload('Deployment', 'web', { cpu: 3, memory: '6Gi' }, noSurge(2)), ...objects);
}
const openOn = (capacity: Capacity, { room }: Placement): number =>
  room.filter((left) => capacity.tasks[0].requests.every((asked, resource) => asked <= left[resource])).length;

/** So many nodes that still have room for the first workload, and where all pods stand. */
function told(capacity: Capacity, placement: Placement | undefined): string {
  if (!placement) {
    return '-';
  }
  const places = placement.places.map((pods) => [...pods].sort(([one], [two]) => one - two));
  const print = createHash('sha256').update(JSON.stringify(places)).digest('hex').slice(0, 6);
  return `${openOn(capacity, placement)}:${print}`;
}
const each = (find: (capacity: Capacity, seed: number) => Placement | undefined, share = 0.75): string =>
  SEEDS.map((seed) => {
    const capacity = fleet(seed, share);
    return told(capacity, find(capacity, seed));
  }).join(' ');
const nodesOf = ({ nodes }: Capacity) => nodes.map((_, node) => node);
function shuffling(capacity: Capacity, own: Partial<Shuffling> = {}): Shuffling | undefined {
  const nodes = nodesOf(capacity);
  const from = pack(capacity, most, 'even') ?? pack(capacity, most, 'compact');
  return from && {
    capacity, task: capacity.tasks[0], inside: nodes, nodes, from, budget: { steps: 3_000 },
    limits: { mostMoved: () => Infinity }, ...own,
  };
}

test.each<[string, string]>([
  ['compact', '0:66a23e - - - - 1:15e18a - -'],
  ['even', '4:fbe9ca 2:5cb4db 0:581d53 - 2:0b84e6 0:526985 1:2ba345 -'],
  ['hostile', '2:cdf764 2:5cb4db 2:39927e - 2:f5f1ab 2:b0dea5 - -'],
])('a %s packing', (style, expected) =>
  expect(each((capacity) => pack(capacity, most, style as PackingStyle))).toBe(expected));

test.each<[string, Parameters<typeof pack>[3], string]>([
  ['one first', {}, '2:8e0e23 2:dee478 - - - 2:7dfece - -'],
  ['one first at home', { home: (node) => node < 3 }, '2:37b3d8 1:87019a - - - 2:c06e1e - -'],
  ['nodes that are filled before others', { fill: (node) => node % 2 === 0 },
    '1:6c4101 2:b02782 - 1:1374ab 1:4a2e4c 1:512a04 1:6fb747 -'],
])('a packing with %s', (_, wish, expected) =>
  expect(each((capacity) => pack(capacity, most, 'hostile', { first: capacity.tasks[0], ...wish }))).toBe(expected));

test('a packing with repairs', () =>
  expect(each((capacity) => packWithRepairs(capacity, most, { steps: 2_000 }), 0.85))
    .toBe('- 1:772e40 - - 0:e83950 1:15e18a 0:78e761 0:d27823'));

test('further pods in a packing', () =>
  expect(each((capacity, seed) => {
    const from = pack(capacity, most, 'even') ?? pack(capacity, most, 'compact');
    const some = capacity.placeable.filter(({ index }) => index % 4 === seed % 4);
    return from && placeMore(from, some.map((task) => ({ task, waits: task.index % 8 === 0 })), { steps: 500 },
      ({ index }) => index % 5 !== 0);
  }, 0.7)).toBe('2:c1dce0 1:8595ad 0:76e7bb - 1:8d4c04 2:5620bf 0:f79147 1:e8adbb'));

test.each<[string, number, string]>([
  ['where all nodes are to be closed', 6, '1:ed1f57 1:c04f4e 0:d4e84d 1:a09ba3 1:ed233c 1:05bce0 0:85c4f1 -'],
  ['where some are', 3, '1:eb83c7 2:975be8 1:5a9855 2:23a43f 2:3a7bb8 2:96f852 1:e9dc3d -'],
])('a placement that closes nodes, %s', (_, count, expected) =>
  expect(each((capacity) => {
    const [task] = capacity.tasks;
    const nodes = nodesOf(capacity);
    return closedPlacement({
      capacity, task, homes: [nodes.slice(0, 4), nodes], inside: nodes.slice(0, count), countOf: most,
      budget: { steps: 20_000 }, example: pack(capacity, most, 'compact'),
    });
  }, 0.7)).toBe(expected));

test.each<[string, Partial<Shuffling>, string]>([
  ['as it comes', {}, '0:9515a6 0:635df2 0:581d53 - 0:887b2f 0:526985 0:65b458 -'],
  ['by another seed', { seed: 5 }, '0:1bd270 0:20022b 0:581d53 - 0:3e8294 0:526985 0:c064f6 -'],
  ['almost closed', { isAlmostClosed: true }, '0:bb99cc 0:48a3c0 0:581d53 - 0:0e65a0 0:526985 0:b5c729 -'],
  ['with few that move', { limits: { mostMoved: ({ index }) => index % 3 } },
    '0:727a36 0:87317d 0:581d53 - 0:1eccf8 0:526985 0:01214d -'],
  ['between some nodes', { inside: [0, 2, 3], nodes: [0, 1, 2, 3] },
    '3:ee23c6 0:5455f9 0:581d53 - 1:575d35 0:526985 1:7d8ff4 -'],
  ['with pods that are told to keep apart',
    { limits: { mostMoved: () => Infinity, isApart: ({ index }) => index === 2 } },
      '0:9515a6 0:635df2 0:581d53 - 0:887b2f 0:526985 0:65b458 -'],
])('pods exchanged at random, %s', (_, own, expected) =>
  expect(each((capacity) => {
    const asked = shuffling(capacity, own);
    return asked && shuffle(asked).placement;
  })).toBe(expected));

test.each<[string, Partial<Shuffling>, string]>([
  ['wherever they are', {}, '0:4e9ea6 0:e4fdbc - - 0:42e113 - 0:4948d7 -'],
  ['between some nodes', { inside: [0, 2, 3], nodes: [0, 1, 2, 3] }, '1:47b3ca 0:2cedc8 - - 0:420893 - 1:f67dae -'],
])('nodes filled anew, %s', (_, own, expected) =>
  expect(each((capacity) => {
    const asked = shuffling(capacity, own);
    return asked && refilled(asked)?.placement;
  })).toBe(expected));

test('nodes closed by either', () =>
  expect(each((capacity) => {
    const asked = shuffling(capacity);
    return asked && closeInside(asked).placement;
  })).toBe('0:4e9ea6 0:e4fdbc 0:581d53 - 0:42e113 0:526985 0:4948d7 -'));
