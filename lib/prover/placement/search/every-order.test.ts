import { tryEveryOrder } from './every-order';
import { Placement } from '../placement';
import { Task } from '../tasks/task';
import { capacityOf, cpuApp, nodesOf } from '../../../../test/support/capacity';

/** Pods of the first task leave one after the other; states are told apart by what stands where. */
class Leaving {
  private readonly task: Task;

  constructor(private readonly placement: Placement, private readonly seen: string[]) {
    [this.task] = placement.capacity.tasks;
  }

  public everyMove(): number[] {
    return [...this.placement.places[this.task.index].keys()].sort((one, two) => one - two);
  }

  public do(node: number): void {
    this.placement.add(this.task, node, -1);
  }

  public undo(node: number): void {
    this.placement.add(this.task, node, 1);
  }

  public key(nodes: readonly number[], tasks: readonly Task[], nameOf: (node: number) => string | number): string {
    const key = nodes.map((node) => `${nameOf(node)}:${tasks.map((task) => this.placement.count(task, node)).join()}`)
      .sort().join(' ');
    this.seen.push(key);
    return key;
  }
}

function tried(own: { steps?: number; replicas?: number; pod?: object; isEnough?: (ends: number) => boolean } = {}) {
  const { steps = 9_999, replicas = 2, pod = {}, isEnough = () => false } = own;
  const capacity = capacityOf([nodesOf('cpu', 2, 4, { zones: ['a'] })], cpuApp('web', 1, replicas, pod));
  const [keys, ends]: [string[], string[]] = [[], []];
  const budget = { steps };
  const isComplete = tryEveryOrder<number, Leaving>({
    capacity, tasks: capacity.tasks, nodes: [0, 1], countOf: ({ most }) => most, distinct: capacity.tasks,
    begin: (start) => new Leaving(start, keys),
    atEnd: (_, moves, start) => ends.push(`${moves.join()} ${start.places[0].size}`),
    isEnough: () => isEnough(ends.length),
  }, budget);
  return { isComplete, keys, ends, budget };
}

test('every order from every placement is tried, each state once', () => {
  // Both pods on one node, and one on each: nodes are alike, so that what is left of the latter was seen before.
  const { isComplete, ends, keys, budget } = tried();
  expect([isComplete, ends]).toEqual([true, ['0,0 0']]);
  expect(new Set(keys).size).toBe(4);
  expect(keys.length).toBeGreaterThan(4);
  // Two nodes are looked at for each state, besides what the placements take.
  expect(9_999 - budget.steps).toBeGreaterThanOrEqual(8);
});

test('nodes are told apart by name where a constraint looks beyond them', () => {
  const term = { labelSelector: { matchLabels: { app: 'web' } } };
  const even = (topologyKey: string) => ({ topologySpreadConstraints: [
    { ...term, topologyKey, maxSkew: 9, whenUnsatisfiable: 'DoNotSchedule' }] });
  const apart = (topologyKey: string) => ({ affinity: { podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ ...term, topologyKey }] } } });
  const names = (pod: object, replicas = 2) =>
    tried({ pod, replicas }).keys[0].split(' ').map((each) => each.split(':')[0]);
  expect([names({}), names(even('kubernetes.io/hostname')), names(even('topology.kubernetes.io/zone')),
    names(apart('kubernetes.io/hostname')), names(apart('topology.kubernetes.io/zone'), 1)])
    .toEqual([['0', '0'], ['0', '0'], ['cpu-1', 'cpu-2'], ['0', '0'], ['cpu-1', 'cpu-2']]);
});

test('it ends where the budget does, and leaves nothing changed', () => {
  for (const steps of [1, 3, 5]) {
    const { isComplete, budget } = tried({ steps });
    expect([isComplete, budget.steps < 0]).toEqual([false, true]);
  }
});

test('it ends as soon as enough is known', () => {
  const { isComplete, ends } = tried({ replicas: 3, isEnough: (count) => count > 0 });
  expect([isComplete, ends.length]).toEqual([true, 1]);
});

test('where nothing moves the start is an end', () =>
  expect(tried({ replicas: 0 })).toMatchObject({ isComplete: true, ends: [' 0'] }));
