import { Cluster, Taint } from '../../../cluster';
import { mostUnderSpread, SpreadDomains } from './spread-domains';
import { HOSTNAME, ZONE } from './task';
import { spreadOver, taskOf } from '../../../../test/support/capacity';
import { load, pool, surge, workload } from '../../../../test/support/rollout';

const cluster = new Cluster({ pools: [
  pool('zoned', 3, {}, { zones: ['a', 'b'] }),
  pool('spot', 1, {}, { zones: ['c'], labels: { tier: 'spot' }, taints: [Taint.noSchedule('spot', 'true')] }),
  pool('plain', 1),
] });
const nodes = {
  nodes: cluster._nodes,
  domain: (node: number, key: string) =>
    (key === HOSTNAME ? cluster._nodes[node].name : cluster._nodes[node].labels.get(key)),
};
const constraint = (own: object = {}) =>
  ({ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', labelSelector: {}, ...own });
/** What the first constraint of a pod counts. */
function first(own: object = {}, pod: object = {}, ...more: object[]) {
  const { workloads: [each] } = load(workload('Deployment', 'web', {}, surge(1),
    { topologySpreadConstraints: [constraint(own), ...more], ...pod }));
  return new SpreadDomains(nodes).of(taskOf({ workload: each }), each.pod.spread[0]);
}

test('domains are numbered as they come, and a node without the label is in none', () => {
  expect(first()).toEqual({ topologyKey: ZONE, maxSkew: 1, minDomains: 1, domainOf: [0, 1, 0, 2, -1], domains: 3 });
  expect(first({ maxSkew: 2, minDomains: 5 })).toMatchObject({ maxSkew: 2, minDomains: 5 });
  expect(first({ topologyKey: HOSTNAME }).domainOf).toEqual([0, 1, 2, 3, 4]);
  expect(first({ topologyKey: 'rack' })).toMatchObject({ domainOf: [-1, -1, -1, -1, -1], domains: 0 });
});

test('a node counts only where it has the keys of all constraints of the pod', () =>
  expect(first({ topologyKey: HOSTNAME }, {}, constraint())).toMatchObject({ domainOf: [0, 1, 2, 3, -1], domains: 4 }));

test('nodes that the pod does not select do not count, unless it asks to ignore that', () => {
  const spot = { nodeSelector: { tier: 'spot' } };
  expect(first({}, spot).domainOf).toEqual([-1, -1, -1, 0, -1]);
  expect(first({ nodeAffinityPolicy: 'Ignore' }, spot).domainOf).toEqual([0, 1, 0, 2, -1]);
});

test('nodes whose taints the pod does not tolerate count, unless it asks to honor that', () => {
  const honor = { nodeTaintsPolicy: 'Honor' };
  expect(first(honor).domainOf).toEqual([0, 1, 0, -1, -1]);
  expect(first(honor, { tolerations: [{ key: 'spot', operator: 'Exists' }] }).domainOf).toEqual([0, 1, 0, 2, -1]);
});

test('what was looked up for one pod is the answer for those alone that ask the same', () => {
  const { workloads } = load(...[
    {}, {}, { nodeSelector: { tier: 'spot' } }, { tolerations: [{ key: 'spot', operator: 'Exists' }] },
  ].map((pod, index) => workload('Deployment', `w${index}`, {}, surge(1),
    { ...pod, topologySpreadConstraints: [constraint(), constraint({ nodeTaintsPolicy: 'Honor' })] })));
  const known = new SpreadDomains(nodes);
  const [one, two, selecting, tolerating] = workloads.map((each) =>
    each.pod.spread.map((spread) => known.of(taskOf({ workload: each }), spread)));
  expect(two[0]).toBe(one[0]);
  expect(two[1]).toBe(one[1]);
  expect([one, selecting, tolerating].map((each) => each.map(({ domainOf }) => domainOf.slice(0, 4)))).toEqual([
    [[0, 1, 0, 2], [0, 1, 0, -1]], [[-1, -1, -1, 0], [-1, -1, -1, -1]], [[0, 1, 0, 2], [0, 1, 0, 2]],
  ]);
  // Tolerations matter only where they are asked for.
  expect(tolerating[0]).toBe(one[0]);
});

test.each<[string, Parameters<typeof spreadOver>, number[], number]>([
  ['each domain has the skew above the one that holds least', [[0, 1]], [5, 2], 5],
  ['slots of the nodes of a domain add up', [[0, 1, 1]], [5, 2, 1], 7],
  ['a wider skew lets more stand', [[0, 1], { maxSkew: 2 }], [5, 2], 6],
  ['no domain holds more than its slots', [[0, 1], { maxSkew: 9 }], [5, 2], 7],
  ['a domain without room holds all others down', [[0, 1]], [5, 0], 1],
  ['nodes that do not count hold none', [[0, 1, -1]], [5, 2, 9], 5],
  ['with too few domains the skew itself is the limit', [[0, 1], { minDomains: 3 }], [5, 2], 2],
  ['and with just enough it is not', [[0, 1], { minDomains: 2 }], [5, 2], 5],
  ['where no domain counts there is no limit', [[-1, -1], { domains: 0 }], [5, 2], Infinity],
])('%s', (_, spread, slots, most) =>
  expect(mostUnderSpread(spreadOver(...spread), slots.map((__, node) => node), slots)).toBe(most));

test('slots belong to the nodes that are given with them', () =>
  expect(mostUnderSpread(spreadOver([0, 1, 1]), [2, 0], [2, 5])).toBe(5));
