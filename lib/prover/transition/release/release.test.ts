import { isOtherwise } from '../change/change';
import { KnownPlaces } from '../forms/known-places';
import { Mover } from './mover';
import { shapesOf } from './release';
import { keyOf } from '../../../manifests';
import { Task } from '../../placement';
import { cpuApp, nodesOf } from '../../../../test/support/capacity';
import { moverFor, releaseOf } from '../../../../test/support/movers';
import { load, noSurge, surge, workload } from '../../../../test/support/rollout';

const pools = (cpu = 10, count = 2) => [nodesOf('cpu', count, cpu)];
const web = (cpu: number, spec: object = surge(2), pod: object = {}) =>
  workload('Deployment', 'web', { cpu }, spec, pod);
const agent = (cpu: number, pod: object = {}, spec: object = {}) => workload('DaemonSet', 'agent', { cpu }, spec, pod);
const other = cpuApp('other', 1, 3);
const names = (tasks: readonly Task[]) => tasks.map(({ workload: { name } }) => name);
const told = (movers: readonly Mover[]) =>
  movers.map(({ old, fresh, from, to, discipline }) => [old?.index, fresh?.index, from, to, discipline]);

describe('old and new pods', () => {
  test('are tasks of their own where they differ, the old ones after all others', () => {
    const { capacity, movers } = releaseOf([web(4), other], [web(5), other], pools());
    expect([names(capacity.tasks), told(movers)]).toEqual([['web', 'other', 'web'], [[2, 0, 2, 2, 'roll']]]);
    expect(capacity.tasks[2]).toMatchObject({ least: 2, most: 2 });
  });

  test('are one where they are alike, unless there were more', () => {
    const scaled = (from: number, to: number) => {
      const { capacity, movers } = releaseOf([web(4, surge(from))], [web(4, surge(to))], pools());
      return [capacity.tasks.length, told(movers)];
    };
    expect(scaled(1, 3)).toEqual([1, [[0, 0, 1, 3, 'scale']]]);
    expect(scaled(3, 1)).toEqual([2, [[1, 0, 3, 1, 'scale']]]);
    expect(scaled(2, 2)).toEqual([1, []]);
  });

  test('are only the one or the other where a workload comes or goes', () => {
    const come = releaseOf([], [web(4)], pools());
    expect(told(come.movers)).toEqual([[undefined, 0, 0, 2, 'roll']]);
    const gone = releaseOf([web(4)], [], pools(), true);
    expect(told(gone.movers)).toEqual([[0, undefined, 2, 0, 'scale']]);
    expect(releaseOf([agent(1)], [agent(2)], pools()).movers).toEqual([]);
  });

  test('are found by task and by workload', () => {
    const release = releaseOf([web(4), other], [web(5), other], pools());
    const { capacity: { tasks }, movers: [mover] } = release;
    expect(tasks.map((task) => release.moverOfTask(task) === mover)).toEqual([true, false, true]);
    expect([release.moverOf(tasks[0].workload), release.moverOf(tasks[1].workload)]).toEqual([mover, undefined]);
    expect(tasks.map((task) => release.startOf(task))).toEqual([0, 3, 2]);
    expect([release.changeOf(tasks[0].workload)?.kind, release.changeOf(tasks[1].workload)?.kind])
      .toEqual(['updated', 'unchanged']);
    expect(shapesOf(mover)).toEqual([mover.old, mover.fresh]);
    expect([shapesOf(moverFor({ old: tasks[0], fresh: tasks[0] })), shapesOf(moverFor({ fresh: tasks[0] })),
      shapesOf(moverFor())])
      .toEqual([[tasks[0]], [tasks[0]], []]);
  });
});

describe('who may decide about a mover', () => {
  const only = (name: string) => ({ nodeSelector: { pool: name } });
  const two = ['a', 'b'].map((name) => nodesOf(name, 1, 10, { labels: { pool: name } }));
  const app = (name: string, cpu: number, where: string) => cpuApp(name, cpu, 1, only(where));

  test('are those that it meets, old and new pods of all where all move', () => {
    const release = releaseOf(
      [app('web', 1, 'a'), app('api', 1, 'a'), app('far', 1, 'b')],
        [app('web', 2, 'a'), app('api', 2, 'b'), app('far', 1, 'b')], two);
    const [mover] = release.movers;
    const around = (isTogether: boolean) => {
      const { tasks, nodes } = release.around(mover, isTogether);
      return [tasks.map((task) => `${task.workload.name}${release.startOf(task) > 0 ? '' : '+'}`), nodes];
    };
    expect(around(false)).toEqual([['web+', 'web', 'api'], [0]]);
    expect(around(true)).toEqual([['web+', 'api+', 'far', 'web', 'api'], [0, 1]]);
  });
});

describe('DaemonSets beside', () => {
  const all = [0, 1];
  const of = (from: object[], to: object[], cpu = 10, nodes = pools(cpu)) => releaseOf(from, to, nodes);

  test('are named where they change on some of the nodes', () => {
    const small = [nodesOf('small', 1, 1), nodesOf('cpu', 1, 10)];
    const name = (from: object[], to: object[], nodes = all, on = small) =>
      of(from, to, 0, on).daemonAmong(nodes, isOtherwise)?.name;
    expect([name([agent(1)], [agent(2)], [1]), name([agent(1)], [agent(2)], [0]), name([agent(1)], [agent(1)]),
      name([], [agent(1)]), name([agent(1)], [agent(2)], [])])
        .toEqual(['agent', 'agent', undefined, 'agent', undefined]);
  });

  test('may hold more than is counted where old pods asked for more, or new ones find no room', () => {
    const more = (from: object[], to: object[], nodes = all, cpu = 10) => of(from, to, cpu).mayHoldMore(nodes);
    expect([more([agent(1)], [agent(2)]), more([agent(2)], [agent(1)]), more([agent(1)], [agent(1)]),
      more([], [agent(2)])])
      .toEqual([false, true, false, false]);
    expect([more([agent(1)], [agent(11)]), more([agent(2)], [agent(1)], [])]).toEqual([true, false]);
    expect(more([agent(1, { nodeSelector: { x: 'y' } })], [agent(1, {})])).toBe(true);
  });

  test('may hold more where pods stand that found room beside old ones only', () => {
    const big = cpuApp('big', 9, 1);
    expect(of([agent(1), big], [agent(2), big]).mayHoldMore(all)).toBe(true);
    expect(of([agent(1), cpuApp('big', 8, 1)], [agent(2), cpuApp('big', 8, 1)]).mayHoldMore(all)).toBe(false);
    expect(of([agent(1), cpuApp('big', 11, 1)], [agent(2), cpuApp('big', 11, 1)]).mayHoldMore(all)).toBe(false);
  });

  test('are evicted by tasks of higher priority', () => {
    const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1 };
    const evicts = (pod: object, nodes = all) => {
      const release = of([high, agent(1), cpuApp('web', 1, 1, pod)], [high, agent(1), cpuApp('web', 1, 1, pod)]);
      return release.evictsDaemon(release.capacity.tasks, nodes);
    };
    expect([evicts({}), evicts({ priorityClassName: 'high' }), evicts({ priorityClassName: 'high' }, [])])
      .toEqual([false, true, false]);
  });

  test('keep another one off where their old pods may stand otherwise', () => {
    const log = (pod: object) => workload('DaemonSet', 'log', { cpu: 1 }, {}, pod);
    const keeps = (from: object, to: object) => {
      const release = of([agent(1), log(from)], [agent(1), log(to)]);
      return release.keepsOff(release.capacity.daemons[0]);
    };
    const port = (hostPort: number) =>
      ({ containers: [{ name: 'main', ports: [{ hostPort }], resources: { requests: { cpu: 1 } } }] });
    expect([keeps({}, {}), keeps(port(80), port(81)), keeps({ hostname: 'a' }, { hostname: 'b' })])
      .toEqual([false, true, false]);
  });
});

describe('known places', () => {
  const places = (objects: object[], at: Record<string, Record<string, number>>) =>
    new Map(load(...objects).workloads.map(({ manifest, name }) =>
      [keyOf(manifest), new Map(Object.entries(at[name] ?? {}))]));
  const known = (from: object[], to: object[], at: Record<string, Record<string, number>>) => {
    const release = releaseOf(from, to, pools(), false, places(from, at));
    return { release, them: new KnownPlaces(release), mover: release.movers[0] };
  };
  const before = [web(4), other];
  const after = [web(5), other];
  const at = (one: number, two: number) => ({ web: { 'cpu-1': 2 }, other: { 'cpu-1': one, 'cpu-2': two } });

  test('are complete where each pod stands on a node that holds it', () => {
    const complete = (where: Record<string, Record<string, number>>) => known(before, after, where).them.areComplete;
    expect([complete(at(1, 2)), complete({ web: { 'cpu-1': 2 } }), complete({ ...at(1, 2), web: { 'cpu-1': 1 } }),
      complete({ ...at(1, 2), web: { gone: 2 } }), complete({ web: { 'cpu-1': 2 }, other: { 'cpu-1': 3 } })])
      .toEqual([true, false, false, false, false]);
  });

  test('begin a change where they are known of all that meet', () => {
    const { them, release: { capacity: { tasks } } } = known(before, after, { web: { 'cpu-1': 2 } });
    expect([them.start([tasks[2]])?.from.count(tasks[2], 0), them.start(tasks), them.nodesOf(tasks[2]),
      them.nodesOf(tasks[1])])
      .toEqual([2, undefined, [0], []]);
  });

  test('leave slots to new pods, so many old ones beside', () => {
    const { them, mover, release: { capacity: { tasks } } } = known(before, after, at(1, 2));
    const slots = them.slotsOf(mover, { tasks, movers: [] })!;
    // Node 1 has 1 and two old pods of 4, node 2 has 2: beside none one and one slot, beside one still 5 on node 1.
    expect([slots(0), slots(1), slots(2), slots(0, [0]), slots(1, [0]), slots(2, [0]), slots(0, [1])])
      .toEqual([2, 2, 1, 1, 1, 0, 1]);
    expect(them.slotsOf(mover, { tasks, movers: [mover] })!(0)).toBeLessThanOrEqual(2);
    expect(them.slotsOf({ ...mover, from: 1, to: 2 }, { tasks, movers: [] })).toBeUndefined();
    expect(them.slotsOf({ ...mover, fresh: undefined }, { tasks, movers: [] })).toBeUndefined();
    const repelled = { ...mover.fresh!, repulsions: [{ other: mover.old!, topologyKey: 'kubernetes.io/hostname' }] };
    // An old pod takes the whole of its node from those that it keeps off.
    const apart = them.slotsOf({ ...mover, fresh: repelled }, { tasks, movers: [] })!;
    expect([apart(0), apart(1), apart(0, [0]), apart(1, [0])]).toEqual([2, 1, 1, 0]);
    const byZone = { ...mover.fresh!, repulsions: [{ other: mover.old!, topologyKey: 'zone' }] };
    expect(them.slotsOf({ ...mover, fresh: byZone }, { tasks, movers: [] })).toBeUndefined();
    const zonal = { ...mover.fresh!, apart: { topologyKey: 'zone', perRevision: false } };
    expect(them.slotsOf({ ...mover, fresh: zonal }, { tasks, movers: [] })).toBeUndefined();
  });

  test('count what other movers may take wherever they go', () => {
    const [from, to] = [4, 5].map((cpu) => [web(cpu, noSurge(1)), cpuApp('other', cpu - 3, 1)]);
    const { them, mover, release } = known(from, to, { web: { 'cpu-1': 1 }, other: { 'cpu-2': 1 } });
    const others = release.movers.filter((each) => each !== mover);
    const slots = them.slotsOf(mover, { tasks: release.capacity.tasks, movers: others })!;
    // Four slots less one wherever the other goes; three where it stands.
    expect([slots(0), them.slotsOf(mover, { tasks: release.capacity.tasks, movers: [] })!(0)]).toEqual([3, 3]);
  });
});
