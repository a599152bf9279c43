import { Capacity } from './capacity';
import { Components, componentsOf, neighbourhood } from './components';
import { Task } from './tasks/task';
import { capacityOf, cpuApp, nodesOf, taskNamed } from '../../../test/support/capacity';

const in_ = (...names: string[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: names }] }],
  } } },
});
const pools = ['a', 'b', 'c', 'd'].map((name) => nodesOf(name, 2, 4, { labels: { pool: name } }));
const of = (...apps: [name: string, ...pools: string[]][]): Capacity =>
  capacityOf(pools, ...apps.map(([name, ...where]) => cpuApp(name, 1, 1, in_(...where))));
const names = (tasks: readonly Task[]) => tasks.map(({ workload: { name } }) => name);
const around = (components: Components, capacity: Capacity, ...targets: string[]) => {
  const { tasks, nodes } = components.around(...targets.map((name) => taskNamed(capacity, name)));
  return [names(tasks), nodes];
};
/** Of the tasks of a capacity those that are there. */
const there = (capacity: Capacity, present: string[], ...wholes: string[][]) => {
  const find = (each: string[]) => each.map((name) => taskNamed(capacity, name));
  return new Components(capacity, find(present), wholes.map(find));
};

test('tasks that may use one node are one component, also through others', () => {
  const capacity = of(['web', 'a'], ['api', 'b', 'c'], ['both', 'a', 'b'], ['far', 'd']);
  const all = componentsOf(capacity);
  expect(around(all, capacity, 'web')).toEqual([['web', 'api', 'both'], [0, 1, 2, 3, 4, 5]]);
  expect(around(all, capacity, 'far')).toEqual([['far'], [6, 7]]);
  expect(around(all, capacity, 'far', 'api')).toEqual([['web', 'api', 'both', 'far'], [0, 1, 2, 3, 4, 5, 6, 7]]);
  const id = (name: string) => all.idOf(taskNamed(capacity, name));
  expect([id('web') === id('api'), id('web') === id('both'), id('web') === id('far')]).toEqual([true, true, false]);
  expect(componentsOf(capacity)).toBe(all);
});

test('a neighbourhood is a component without the one that asks', () => {
  const capacity = of(['web', 'a'], ['api', 'a', 'b'], ['far', 'c']);
  const { tasks, nodes } = neighbourhood(capacity, taskNamed(capacity, 'web'));
  expect([names(tasks), nodes]).toEqual([['api'], [0, 1, 2, 3]]);
});

test('tasks without pods, and those that fit nowhere, join nobody', () => {
  const capacity = capacityOf(pools, cpuApp('web', 1, 1, in_('a')), cpuApp('none', 1, 0, in_('a', 'b')),
    cpuApp('huge', 9, 1, in_('a', 'b')), cpuApp('api', 1, 1, in_('b')));
  expect(around(componentsOf(capacity), capacity, 'web')).toEqual([['web'], [0, 1]]);
});

test('a task that is not there is told with those that it meets, and its nodes', () => {
  const capacity = of(['web', 'a'], ['api', 'b'], ['new', 'a', 'c'], ['bridge', 'a', 'b'], ['lone', 'd']);
  const components = there(capacity, ['web', 'api']);
  expect(around(components, capacity, 'new')).toEqual([['web', 'new'], [0, 1, 4, 5]]);
  expect(around(components, capacity, 'bridge')).toEqual([['web', 'api', 'bridge'], [0, 1, 2, 3]]);
  expect(around(components, capacity, 'lone')).toEqual([['lone'], [6, 7]]);
  expect(around(components, capacity, 'web')).toEqual([['web'], [0, 1]]);
  expect(around(components, capacity, 'new', 'web')).toEqual([['web', 'new'], [0, 1, 4, 5]]);
  expect(around(components, capacity, 'new', 'lone')).toEqual([['web', 'new', 'lone'], [0, 1, 4, 5, 6, 7]]);
});

test('further tasks come in at their place, once, and leave the nodes in order', () => {
  const capacity = of(['first', 'd'], ['web', 'a', 'b'], ['mid', 'a'], ['last', 'b'], ['end', 'a']);
  const components = there(capacity, ['web', 'last']);
  expect(around(components, capacity, 'mid')).toEqual([['web', 'mid', 'last'], [0, 1, 2, 3]]);
  expect(around(components, capacity, 'end', 'mid')).toEqual([['web', 'mid', 'last', 'end'], [0, 1, 2, 3]]);
  expect(around(components, capacity, 'mid', 'mid')).toEqual([['web', 'mid', 'last'], [0, 1, 2, 3]]);
  const early = of(['new', 'a', 'b'], ['web', 'b'], ['far', 'c']);
  expect(around(there(early, ['web', 'far']), early, 'new')).toEqual([['new', 'web'], [0, 1, 2, 3]]);
});

test('sets that are one join what they meet', () => {
  const capacity = of(['old', 'a'], ['new', 'b'], ['next', 'c'], ['web', 'b'], ['far', 'd']);
  const all = ['old', 'new', 'next', 'web', 'far'];
  expect(around(there(capacity, all), capacity, 'old')).toEqual([['old'], [0, 1]]);
  expect(around(there(capacity, all, ['old', 'new', 'next']), capacity, 'old'))
    .toEqual([['old', 'new', 'next', 'web'], [0, 1, 2, 3, 4, 5]]);
});

describe('a task that names another by a term', () => {
  const HOST = 'kubernetes.io/hostname';
  const web = { labelSelector: { matchLabels: { app: 'web' } } };
  const required = (kind: string) =>
    ({ [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, ...web }] } });
  const mounts = { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] };
  const claim = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const terms: [string, object, object][] = [
    ['anti-affinity', { affinity: { ...in_('b').affinity, ...required('podAntiAffinity') } }, {}],
    ['affinity', { affinity: { ...in_('b').affinity, ...required('podAffinity') } }, {}],
    ['spread', { ...in_('b'), topologySpreadConstraints:
      [{ topologyKey: HOST, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...web }] }, {}],
    ['a volume', { ...in_('b'), ...mounts }, mounts],
  ];

  test.each(terms)('is in one component with it: %s', (_, naming, named) => {
    const capacity = capacityOf(pools, claim, cpuApp('web', 1, 1, { ...in_('a'), ...named }),
      cpuApp('api', 1, 1, naming), cpuApp('far', 1, 1, in_('c')));
    expect(around(componentsOf(capacity), capacity, 'web')).toEqual([['web', 'api'], [0, 1, 2, 3]]);
    expect(around(componentsOf(capacity), capacity, 'far')).toEqual([['far'], [4, 5]]);
  });

  test.each(terms)('also where one of the two is not there: %s', (_, naming, named) => {
    const capacity = capacityOf(pools, claim, cpuApp('web', 1, 1, { ...in_('a'), ...named }),
      cpuApp('api', 1, 1, naming), cpuApp('far', 1, 1, in_('c')));
    for (const [present, absent] of [['web', 'api'], ['api', 'web']]) {
      expect(around(there(capacity, [present, 'far']), capacity, absent)).toEqual([['web', 'api'], [0, 1, 2, 3]]);
    }
  });
});
