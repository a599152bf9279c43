import {
  agent, apartFrom, app, claim, mounting, priority, ranked, Scene, SceneNode, spread,
} from '../../../../test/support/scene';
import { Placement, Task } from '../../placement';
import { Judge } from './judge';

/** What an autoscaler of a workload may choose. */
const scaler = (name: string, minReplicas: number, maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas, maxReplicas },
});
const MORE = { surge: 1 };
const SURE = { verdict: 'proven', witness: [], wherever: true, presumesStart: false };
const BY_PREEMPTION = 'it finishes only if its priority evicts other pods';

/** How the update of `a` is judged; `own`: what differs from the task as it is read. */
function decided(
  nodes: readonly SceneNode[], objects: readonly object[], own: (task: Task) => Partial<Task> = () => ({}),
  provesOnly = false,
) {
  const scene = new Scene(nodes, ...objects);
  const task = scene.task('a');
  Object.assign(task, own(task));
  const { blocking, finishing, ...said } = new Judge(scene.capacity, () => provesOnly).decide(task);
  const of = (placement?: Placement) => scene.nodesIn(placement);
  return { said, blocking: of(blocking), finishing: of(finishing) };
}

test('1: no pod is wanted', () =>
  expect(decided([1], [app('a', 0, 1, MORE)]).said).toEqual({ verdict: 'proven', witness: [], wherever: true }));

describe('2: a claim takes no pod more', () => {
  const held = (nodes: readonly SceneNode[], mode: string, ...more: object[]) =>
    decided(nodes, [app('a', 1, 1, MORE, mounting('v')), ...claim('v', 'zone', mode), ...more]).said;

  test('where it is for one, or no node holds two', () => {
    expect(held([4], 'ReadWriteOncePod')).toEqual({ verdict: 'impossible', witness: [], presumesStart: false });
    expect(held([1, 1], 'ReadWriteOnce')).toEqual({ verdict: 'impossible', witness: [], presumesStart: true });
    expect(held([4], 'ReadWriteOnce').verdict).not.toBe('impossible');
    expect(held([1, 1], 'ReadWriteMany').verdict).toBe('proven');
  });
});

describe('3: the nodes do not hold the pods', () => {
  test('by themselves, or beside those that stand', () => {
    expect(decided([1], [app('a', 1, 1, MORE)]))
      .toEqual({ said: { verdict: 'impossible', witness: [], presumesStart: false }, blocking: { a: [0] } });
    expect(decided([2], [app('a', 1, 1, MORE), app('b', 1, 1)]).said)
      .toEqual({ verdict: 'impossible', witness: [], presumesStart: true });
  });

  test('unless others may be evicted', () => {
    const said = decided([2], [app('a', 1, 1, MORE, ranked('unknown')), app('b', 1, 1)]).said;
    expect(said).toEqual({ verdict: 'possible', witness: [BY_PREEMPTION], presumesStart: true });
  });
});

describe('4: every placement of the others leaves room', () => {
  test('wherever all stand', () => {
    expect(decided([3], [app('a', 1, 1, MORE), app('b', 1, 1)]).said).toEqual(SURE);
    expect(decided([2], [app('a', 1, 1), app('b', 1, 1)]).said).toEqual(SURE);
  });

  test('but where a volume was made before its pod had a place', () => {
    const early = ({ claims }: Task) => ({ claims: { ...claims, placedEarly: ['v'] } });
    expect(decided([3], [app('a', 1, 1, MORE)], early).said).toEqual({ ...SURE, wherever: false, presumesStart: true });
  });

  test('or has others make it', () => {
    const high = [app('a', 1, 1, MORE, ranked('high')), priority('high', 1), app('b', 1, 1)];
    expect(decided([2], high).said).toEqual({
      ...SURE, witness: ['where no room is free it evicts pods of lower priority: Deployment/b'] });
  });
});

test('5: what is not modelled leaves it open', () => {
  const open = (nodes: number[]) => decided(nodes, [app('a', 1, 3, MORE), app('b', 2, 1)],
    () => ({ unmodelled: ['this', 'that'] })).said;
  expect(open([4, 4])).toEqual({ verdict: 'unknown', witness: ['not modelled: this', 'not modelled: that'] });
  expect(open([4]).verdict).toBe('impossible');
});

test('6: no placement to start from', () => {
  const sixes = [6, 6, 6].map((cpu, index) => app(`b${index}`, 1, cpu));
  const { said } = decided([8, 8], [app('a', 1, 2, MORE), app('c', 1, 2), ...sixes]);
  expect(said.verdict).toBe('possible');
  expect(said.witness.slice(0, 2)).toEqual([
    'the steady state does not fit, so some pods are Pending already', 'all pods together do not fit the cluster']);
});

describe('7: pods of others that wait take the room', () => {
  test('of a DaemonSet', () => {
    const rivals = [app('a', 1, 3), agent('c', 2), agent('d', 5), app('b', 4, 1)];
    expect(decided([6, 6], rivals).said).toMatchObject({
      verdict: 'possible', witness: ['DaemonSet/d has pods that wait for room, and may take what this update frees'] });
  });
});

describe('8: one placement blocks, and one does not', () => {
  test('both are shown', () => {
    const { said, blocking, finishing } = decided([4, 4], [app('a', 1, 2, MORE), app('b', 4, 1)]);
    expect(said).toEqual({ verdict: 'possible', witness: [], presumesStart: true });
    expect([blocking, finishing].map((pods) => [pods!.a.length, pods!.b.length])).toEqual([[1, 4], [1, 4]]);
    expect(blocking).not.toEqual(finishing);
  });
});

describe('9: a stopped pod leaves room for its successor', () => {
  const objects = [app('a', 1, 3), app('b', 4, 1)];

  test('where no other may come', () => {
    expect(decided([4, 4], objects)).toMatchObject({
      said: { verdict: 'proven', witness: [], presumesStart: true }, blocking: undefined });
    const elastic = decided([4, 4], [...objects, scaler('b', 1, 4)]);
    expect(elastic.said.verdict).toBe('possible');
    expect(elastic.blocking).toBeDefined();
  });

  test('not where the successor takes another one for itself', () =>
    expect(decided([4, 4], [app('a', 1, 3, MORE), app('b', 2, 1)]).said.verdict).toBe('possible'));
});

describe('10: every placement is tried', () => {
  const apart = [app('a', 1, 2, MORE, apartFrom('b')), app('b', 1, 1)];

  test('and none has room', () => {
    expect(decided([3, 3], apart)).toEqual({
      said: { verdict: 'impossible', witness: [], presumesStart: true }, blocking: expect.anything() });
  });

  test('and all have', () => {
    const even = spread('a', 'host', { maxSkew: 1 });
    const { said } = decided([4, 4], [app('a', 2, 1, {}, even), app('b', 2, 1)]);
    expect(said).toMatchObject({ verdict: 'proven' });
  });

  test('unless what shows the contrary is not asked for', () => {
    expect(decided([3, 3], apart, undefined, true).said).toEqual({ verdict: 'unknown', witness: [] });
    expect(decided([6, 6], [app('a', 1, 2, MORE), app('b', 1, 2)], undefined, true).said).toEqual(SURE);
  });

  test('unless there are too many pods, or sizes', () => {
    const many = [app('a', 1, 2, MORE), app('b', 41, 2)];
    expect(decided(new Array<number>(14).fill(7), many).said.verdict).toMatch(/possible|unknown/);
    const sizes = decided([200], [app('a', 1, 1, MORE), scaler('a', 1, 60), app('b', 141, 1)]).said;
    expect(sizes).toMatchObject({ verdict: expect.stringMatching(/possible|unknown/) });
  });
});

describe('a claim of which the access mode is not in the input', () => {
  const open = (nodes: readonly SceneNode[], replicas: number, way: object) =>
    decided(nodes, [app('a', replicas, 1, way, mounting('v'))],
      ({ claims }) => ({ ties: [], claims: { ...claims, attachment: 'free', unknown: ['v'], shared: [] } })).said;
  const said = (one: string, two: string) => ({
    verdict: 'unknown', witness: [`the access mode of claim v is not in the input: ${one}, ${two}`] });

  test('decides where one pod more is made', () => {
    expect(open([4], 1, MORE))
      .toEqual(said('proven when it is ReadWriteMany or ReadWriteOnce', 'impossible when it is ReadWriteOncePod'));
    expect(open([1, 1], 1, MORE))
      .toEqual(said('proven when it is ReadWriteMany', 'impossible when it is ReadWriteOnce'));
  });

  test('does not where one pod is replaced', () =>
    expect(open([4], 1, {})).toMatchObject({ verdict: 'proven', wherever: true }));
});
