import { Capacity } from '../capacity';
import { Bystanders, Shortage } from './shortage';
import { Shortages } from './shortages';
import { HOSTNAME, Task, ZONE } from '../tasks/task';
import { capacityOf, cpuApp, nodesOf, taskNamed } from '../../../../test/support/capacity';
import { workload } from '../../../../test/support/rollout';

const [PODS, CPU] = [0, 1];
const priority = (name: string, value: number) =>
  ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
const apart = (topologyKey: string, more: object = {}) => ({ affinity: { podAntiAffinity: {
  requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app: 'web' } },
    ...more }],
} } });
const spread = (topologyKey: string, more: object = {}) => ({ topologySpreadConstraints: [{
  topologyKey, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...more,
}] });
const ofRevision = { matchLabelKeys: ['pod-template-hash'] };
const three = () => [nodesOf('cpu', 3, 8)];
const web = ({ tasks }: Capacity): Task => tasks.find(({ workload: { name } }) => name === 'web')!;
const short = (capacity: Capacity, pods: number, bystanders?: Bystanders): Shortage | undefined =>
  Shortages.on(capacity).of(web(capacity), pods, bystanders);
/** The most pods that nothing is known to be short of. */
function most(capacity: Capacity, bystanders?: Bystanders): number {
  return Array.from({ length: 60 },
    (_, pods) => pods).filter((pods) => short(capacity, pods, bystanders) === undefined).length
    - 1;
}

test('as many pods as slots are not short of anything, and one more is short of slots', () => {
  const capacity = capacityOf(three(), cpuApp('web', 3));
  expect(short(capacity, 6)).toBeUndefined();
  expect(short(capacity, 7)).toEqual({ asked: 7, offered: 6 });
  expect(short(capacity, 8)).toEqual({ asked: 8, offered: 6 });
  expect(short(capacity, 9)).toEqual({ resource: CPU, asked: 27000, offered: 24000 });
});

test('the resource that is short most comes first', () => {
  const capacity = capacityOf([nodesOf('cpu', 1, 8)], workload('Deployment', 'web', { cpu: 4, memory: '8Gi' }));
  expect(short(capacity, 3)).toMatchObject({ resource: CPU, asked: 12000, offered: 8000 });
  expect(short(capacity, 60)).toMatchObject({ resource: CPU });
  const memory = capacityOf([nodesOf('cpu', 1, 8)], workload('Deployment', 'web', { cpu: 2, memory: '32Gi' }));
  expect(short(memory, 5)).toMatchObject({ resource: 2, asked: 5 * 2 ** 35, offered: 2 ** 36 });
  const pods = capacityOf([nodesOf('cpu', 1, 8)], cpuApp('web', 0.1));
  expect(short(pods, 51)).toEqual({ resource: PODS, asked: 51, offered: 50 });
});

test('a task without a node is short of one, if it has pods', () => {
  const capacity = capacityOf(three(), cpuApp('web', 1, 1, { nodeSelector: { none: 'such' } }));
  expect([short(capacity, 0), short(capacity, 2)]).toEqual([undefined, { asked: 2, offered: 0 }]);
  const one = capacityOf([nodesOf('cpu', 1, 8)], cpuApp('web', 1));
  expect([short(one, 0, { without: 0 }), short(one, 1, { without: 0 })])
    .toEqual([undefined, { asked: 1, offered: 0 }]);
});

test('a node that is left out offers nothing, if the task could use it', () => {
  const pools = [nodesOf('a', 2, 8, { labels: { pool: 'a' } }), nodesOf('b', 1, 4)];
  const anywhere = capacityOf(pools, cpuApp('web', 2));
  expect([most(anywhere), most(anywhere, { without: 0 }), most(anywhere, { without: 2 })]).toEqual([10, 6, 8]);
  expect(short(anywhere, 13, { without: 0 })).toEqual({ resource: CPU, asked: 26000, offered: 12000 });
  const pinned = capacityOf(pools, cpuApp('web', 2, 1, { nodeSelector: { pool: 'a' } }));
  expect([most(pinned), most(pinned, { without: 0 }), most(pinned, { without: 2 })]).toEqual([8, 4, 8]);
  expect(short(pinned, 9, { without: 2 })).toEqual({ resource: CPU, asked: 18000, offered: 16000 });
});

test('others that cannot go elsewhere take their share of each resource', () => {
  const capacity = capacityOf(three(), cpuApp('web', 2), cpuApp('other', 4, 3));
  expect(short(capacity, 6)).toBeUndefined();
  expect(short(capacity, 7)).toEqual({ resource: CPU, asked: 26000, offered: 24000 });
  expect(short(capacity, 7, { others: 'absent' })).toBeUndefined();
  expect(short(capacity, 7, { others: () => 2 })).toBeUndefined();
  expect(short(capacity, 7, { but: new Map([[taskNamed(capacity, 'other'), 2]]) })).toBeUndefined();
  expect(short(capacity, 9, { but: new Map([[taskNamed(capacity, 'other'), 2]]) })).toMatchObject({ asked: 26000 });
});

test('pods that wait for ever are in nobody\'s way', () => {
  // Of four that ask 5 of a node of 8, one on each of three nodes can run.
  const capacity = capacityOf(three(), cpuApp('web', 1), cpuApp('other', 5, 9));
  expect([most(capacity), Shortages.on(capacity).standing(taskNamed(capacity, 'other'), 9)]).toEqual([9, 3]);
});

test('as many pods stand as slots, resources and volumes let', () => {
  const standing = (pods: number, ...objects: object[]) => {
    const capacity = capacityOf(three(), ...objects);
    return Shortages.on(capacity).standing(web(capacity), pods);
  };
  expect([standing(5, cpuApp('web', 3, 9)), standing(9, cpuApp('web', 3, 9)), standing(9, cpuApp('web', 3, 2))])
    .toEqual([5, 6, 2]);
  expect(standing(40, cpuApp('web', 1, 40))).toBe(24);
  expect(standing(9, cpuApp('web', 1, 9, apart(HOSTNAME)))).toBe(3);
  const mounting = (mode: string) => [
    cpuApp('web', 3, 9, { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] }),
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
      spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } } },
  ];
  expect(['ReadWriteOncePod', 'ReadWriteOnce', 'ReadWriteMany'].map((mode) => standing(9, ...mounting(mode))))
    .toEqual([1, 2, 6]);
});

test('pods that keep apart have one slot a node, or a domain', () => {
  const pools = [nodesOf('cpu', 4, 8, { zones: ['a', 'b'] })];
  const of = (pod: object, bystanders?: Bystanders) => most(capacityOf(pools, cpuApp('web', 1, 1, pod)), bystanders);
  expect([of(apart(HOSTNAME)), of(apart(HOSTNAME), { without: 1 })]).toEqual([4, 3]);
  expect([of(apart(ZONE)), of(apart(ZONE), { without: 1 })]).toEqual([2, 2]);
});

test('spread over domains limits pods that it counts, those of one revision where all are of one', () => {
  const pools = [nodesOf('a', 2, 2, { zones: ['a'] }), nodesOf('b', 1, 8, { zones: ['b'] })];
  const of = (pod: object, bystanders?: Bystanders) => most(capacityOf(pools, cpuApp('web', 1, 1, pod)), bystanders);
  expect([of({}), of(spread(ZONE)), of(spread(ZONE, { maxSkew: 2 }))]).toEqual([12, 9, 10]);
  expect(of(spread(ZONE), { without: 0 })).toBe(5);
  expect([of(spread(ZONE, ofRevision)), of(spread(ZONE, ofRevision), { settled: true })]).toEqual([12, 9]);
  const others = { labelSelector: { matchLabels: { app: 'other' } } };
  expect(of(spread(ZONE, others), { settled: true })).toBe(12);
  const settled = capacityOf(pools, cpuApp('web', 1, 1, spread(ZONE, ofRevision)));
  expect([most(settled), most(settled, { settled: true }), most(settled)]).toEqual([12, 9, 12]);
});

describe('pods of DaemonSets', () => {
  const daemon = (name: string, cpu: number, pod: object = {}) => workload('DaemonSet', name, { cpu }, {}, pod);
  const urgent = cpuApp('web', 2, 1, { priorityClassName: 'urgent' });

  test('take their room, unless the task evicts them', () => {
    expect(most(capacityOf(three(), daemon('agent', 2), cpuApp('web', 2)))).toBe(9);
    expect(most(capacityOf(three(), priority('urgent', 1), daemon('agent', 2), urgent))).toBe(12);
    expect(most(capacityOf(three(), priority('urgent', 1), daemon('agent', 2), urgent), { without: 0 })).toBe(8);
  });

  test('leave it while they are gone', () => {
    const capacity = capacityOf(three(), daemon('agent', 2), daemon('log', 4), cpuApp('web', 2));
    const [agent, log] = capacity.daemons;
    expect([most(capacity), most(capacity, { gone: [agent] }), most(capacity, { gone: [log] }),
      most(capacity, { gone: [agent, log] }), most(capacity, { gone: [agent, log], without: 0 }), most(capacity)])
      .toEqual([3, 6, 9, 12, 8, 3]);
    expect(short(capacity, 13, { gone: [agent, log] })).toEqual({ resource: CPU, asked: 26000, offered: 24000 });
    const single = capacityOf(three(), daemon('agent', 2), cpuApp('web', 2, 1, apart(HOSTNAME)));
    expect(most(single, { gone: single.daemons })).toBe(3);
  });
});

test('the roomiest node holds so many, one where old and new pods keep apart', () => {
  const pools = [nodesOf('a', 1, 4, { labels: { pool: 'a' } }), nodesOf('b', 1, 8)];
  const of = (pod: object, ...more: object[]) => {
    const capacity = capacityOf(pools, ...more, cpuApp('web', 2, 1, pod));
    return Shortages.on(capacity).mostOnOneNode(web(capacity));
  };
  expect([of({}), of({ nodeSelector: { pool: 'a' } }), of({ nodeSelector: { pool: 'none' } }), of(apart(HOSTNAME)),
    of(apart(HOSTNAME, ofRevision))]).toEqual([4, 2, 0, 1, 4]);
  const agent = workload('DaemonSet', 'agent', { cpu: 2 });
  expect([of({}, agent), of({ priorityClassName: 'urgent' }, agent, priority('urgent', 1))]).toEqual([3, 4]);
});

test('a task outlives any node where the others have a slot for each of its pods', () => {
  const of = (replicas: number, pod: object = {}, ...more: object[]) => {
    const pools = [nodesOf('a', 2, 4, { zones: ['a'] }), nodesOf('b', 1, 8, { zones: ['b'] })];
    const capacity = capacityOf(pools, ...more, cpuApp('web', 2, replicas, pod));
    return Shortages.on(capacity).outlivesAnyNode(web(capacity));
  };
  expect([of(4), of(5)]).toEqual([true, false]);
  expect(of(1, { nodeSelector: { pool: 'none' } })).toBe(false);
  expect([of(1, apart(HOSTNAME)), of(1, spread(ZONE))]).toEqual([false, false]);
  const beside = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: ZONE, labelSelector: { matchLabels: { app: 'web' } } }] } } };
  expect(of(1, beside)).toBe(false);
  const agent = workload('DaemonSet', 'agent', { cpu: 2 });
  expect([of(2, {}, agent), of(3, {}, agent), of(4, {}, agent)]).toEqual([true, false, false]);
  expect(of(1, { priorityClassName: 'urgent' }, agent, priority('urgent', 1))).toBe(false);
});

test('what is counted for one task is counted for another of the same kind, and for no other', () => {
  const capacity = capacityOf(three(), priority('urgent', 1), workload('DaemonSet', 'agent', { cpu: 2 }),
    cpuApp('one', 2), cpuApp('two', 2), cpuApp('web', 2, 1, apart(HOSTNAME)),
    cpuApp('urgent', 2, 1, { priorityClassName: 'urgent' }));
  const shortages = Shortages.on(capacity);
  expect(Shortages.on(capacity)).toBe(shortages);
  const room = (name: string) => Array.from({ length: 20 }, (_, pods) => pods).filter((pods) =>
    shortages.of(taskNamed(capacity, name), pods, { others: 'absent' }) === undefined).length - 1;
  expect(['one', 'two', 'web', 'urgent', 'one', 'web'].map(room)).toEqual([9, 9, 3, 12, 9, 3]);
});
