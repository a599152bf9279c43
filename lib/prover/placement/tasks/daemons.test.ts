import { Cluster } from '../../../cluster';
import { Capacity } from '..';
import { load, pool, workload } from '../../../../test/support/rollout';

const daemon = (name: string, cpu: number, pod: object = {}) => workload('DaemonSet', name, { cpu }, {}, pod);
const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 9 };
const port = { containers: [{ name: 'main', resources: { requests: { cpu: 1 } }, ports: [{ hostPort: 80 }] }] };

/** Each daemon with the number of nodes it runs on, and what keeps it off others. */
const placed = (...objects: object[]) =>
  new Capacity(load(...objects), new Cluster({ pools: [pool('cpu', 2)] })).daemons.map(
    ({ workload: { name }, nodes, shortages }) => [
      name, nodes.length,
      ...shortages.map(({ resource, rival, alone }) => rival?.name ?? `${resource}${alone ? ' alone' : ''}`),
    ],
  );

test.each<[string, object[], unknown[][]]>([
  ['one on each node', [daemon('a', 8)], [['a', 2]]],
  ['a node selector that no node meets', [daemon('a', 1, { nodeSelector: { no: 'such' } })], [['a', 0]]],
  ['too large for any node', [daemon('a', 9)], [['a', 0, 'cpu alone', 'cpu alone']]],
  [
    'the first takes what the second lacks',
    [daemon('a', 5), daemon('b', 5)],
    [
      ['a', 2], ['b', 0, 'cpu', 'cpu'],
    ],
  ],
  [
    'the higher priority comes first',
    [daemon('a', 5), daemon('b', 5, { priorityClassName: 'high' }), high],
    [
      ['a', 0, 'cpu', 'cpu'], ['b', 2],
    ],
  ],
  [
    'a host port keeps the second off',
    [daemon('a', 1, port), daemon('b', 1, port)],
    [
      ['a', 2], ['b', 0, 'a', 'a'],
    ],
  ],
])('daemons on two nodes of eight cores (kubernetes pkg/controller/daemon): %s', (_, objects, expected) => {
  expect(placed(...objects)).toEqual(expected);
});

test('what a daemon takes is not there for other pods', () => {
  const capacity = new Capacity(load(daemon('a', 3)), new Cluster({ pools: [pool('cpu', 1)] }));
  expect(capacity.room[0][capacity.resources.indexOf('cpu')]).toBe(5000);
});
