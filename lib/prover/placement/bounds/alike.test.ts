import { kindOf } from './alike';
import { holdsExclusively, holdsVolumeOf, HOSTNAME, mayPart, Task, ZONE } from '../tasks/task';
import { NO_CLAIMS, spreadOver, taskOf } from '../../../../test/support/capacity';
import { load, surge, workload } from '../../../../test/support/rollout';

const [other] = load(workload('Deployment', 'other', {}, surge(1))).workloads;
const self = taskOf();
const kind = (own: Partial<Task> = {}) => kindOf(taskOf(own));
const spread = (more: Parameters<typeof spreadOver>[1] = {}) =>
  ({ spreads: [spreadOver([0, 1], { counted: [self], ...more })] });

test.each<[string, Partial<Task>]>([
  ['attracts', { attractions: [{ topologyKey: ZONE, targets: [], satisfied: [], self: false }] }],
  ['repels', { repulsions: [{ other: self, topologyKey: HOSTNAME }] }],
  ['ties', { ties: [{ claim: 'c', topologyKey: HOSTNAME, users: [self] }] }],
  ['is not modelled of', { unmodelled: ['something'] }],
  ['is not known of the claims of', { claims: { ...NO_CLAIMS, unknown: ['c'] } }],
  ['is not seen of the volumes of', { claims: { ...NO_CLAIMS, unseenVolumes: ['v'] } }],
  ['is placed early for', { claims: { ...NO_CLAIMS, placedEarly: ['c'] } }],
  ['attaches to one node of', { claims: { ...NO_CLAIMS, attachment: 'node' } }],
  ['keeps on its node', { claims: { ...NO_CLAIMS, staysOnNode: true } }],
  ['keeps in its zone', { claims: { ...NO_CLAIMS, staysInZone: true } }],
  ['refuses', { refusal: 'something' }],
  ['closes groups to', { closedBy: new Map([[0, [other]]]) }],
  ['is ousted by', { ousts: new Map([[other, true]]) }],
  ['counts others with', spread({ counted: [self, taskOf({ index: 1 })] })],
  ['counts others than', spread({ self: false })],
])('a task is of no kind where something %s it', (_, own) => expect(kind(own)).toBeUndefined());

test('tasks of one kind ask the same, for as many pods of one priority on the same nodes', () => {
  expect(kind({ index: 3 })).toBe(kind());
  for (const own of [
    { requests: Float64Array.of(1, 2) }, { eligible: [true, false] }, { least: 0 }, { most: 2 },
    { rank: { value: 1, evicts: true } }, { apart: { topologyKey: HOSTNAME, perRevision: false } }, spread(),
  ]) {
    expect(kind(own)).not.toBe(kind());
    expect(kind({ ...own, index: 3 })).toBe(kind(own));
  }
});

test('pods that keep apart or are spread are of one kind where they do so alike', () => {
  const apart = (topologyKey: string, perRevision: boolean) => kind({ apart: { topologyKey, perRevision } });
  expect(new Set([apart(HOSTNAME, false), apart(HOSTNAME, true), apart(ZONE, false)]).size).toBe(3);
  const spreads = [{}, { topologyKey: HOSTNAME }, { maxSkew: 2 }, { minDomains: 2 }, { perRevision: true },
    { domainOf: [0, 0] }].map((more) => kind(spread(more)));
  expect(new Set(spreads).size).toBe(6);
  expect(spreads).not.toContain(undefined);
});

describe('whether old pods hold what new ones mount', () => {
  const node = { claims: { ...NO_CLAIMS, attachment: 'node' as const } };
  const pod = { claims: { ...NO_CLAIMS, attachment: 'pod' as const } };
  const old = taskOf({ index: 4 });
  const tied = (...users: Task[]) => ({ ties: [{ claim: 'c', topologyKey: HOSTNAME, users }] });

  test('is so for those of the same task', () => {
    const [free, byNode, byPod] = [{}, node, pod].map((own) => taskOf(own));
    expect([free, byNode, byPod].map((task) => [holdsVolumeOf(task, task), holdsExclusively(task, task)]))
      .toEqual([[false, false], [true, true], [false, true]]);
  });

  test('is so for those that share the volume of a node', () => {
    expect(holdsVolumeOf(old, taskOf({ ...node, ...tied(self, old) }))).toBe(true);
    expect(holdsVolumeOf(old, taskOf({ ...node, ...tied(self) }))).toBe(false);
    expect(holdsVolumeOf(old, taskOf({ ...tied(self, old) }))).toBe(false);
    const zonal = { ties: [{ claim: 'c', topologyKey: ZONE, users: [old] }] };
    expect(holdsExclusively(old, taskOf({ ...pod, ...zonal }))).toBe(false);
    expect(holdsExclusively(undefined, taskOf({ ...pod, ...tied(old) }))).toBe(false);
  });
});

test('pods that an affinity names may leave it where they are others', () => {
  const part = (isSelf: boolean, ...targets: Task[]) =>
    mayPart({ self: isSelf, targets, topologyKey: ZONE, satisfied: [] });
  expect([part(false, self), part(true, self), part(false)]).toEqual([true, false, false]);
});
