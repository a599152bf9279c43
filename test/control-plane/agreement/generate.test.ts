import { generate } from './generate';
import { planOf, transitionOf } from './prover';

const SEEDS = Array.from({ length: 300 }, (_, index) => index + 1);
const scenarios = SEEDS.map((seed) => generate(seed));

test('a seed makes the same scenario every time', () => {
  expect(SEEDS.slice(0, 40).map((seed) => generate(seed))).toEqual(scenarios.slice(0, 40));
});

test('every feature is in at least a tenth of the scenarios', () => {
  const share = (feature: string) =>
    scenarios.filter(({ features }) => features.includes(feature)).length / scenarios.length;
  const features = [
    'Deployment', 'StatefulSet', 'DaemonSet', 'other kinds', 'Recreate', 'GPU', 'zones', 'taint', 'node affinity',
    'anti-affinity', 'pod affinity', 'spread', 'host port', 'priority', 'volume', 'RWO', 'RWX', 'RWOP',
    'claim template', 'quota', 'LimitRange', 'budget', 'autoscaler', 'joint update', 'transition', 'changed requests',
    'changed replicas', 'changed strategy',
  ];
  expect(features.filter((feature) => share(feature) < 0.1)).toEqual([]);
});

test('no two scenarios share nodes, zones or a namespace', () => {
  const names = scenarios.flatMap(({ namespace, nodes }) => [namespace, ...nodes.map(({ metadata }) => metadata.name)]);
  expect(new Set(names).size).toBe(names.length);
  scenarios.forEach(({ namespace, nodes }) => nodes.forEach(({ metadata }) =>
    expect(metadata.labels['topology.kubernetes.io/zone']).toMatch(new RegExp(`^${namespace}-[ab]$`))));
});

test('every pod is kept to the nodes of its scenario', () => {
  for (const { namespace, workloads } of scenarios) {
    for (const { from } of workloads) {
      const { nodeSelector } = from.kind === 'Pod' ? from.spec : from.spec.template.spec;
      expect(nodeSelector).toMatchObject({ scenario: namespace });
    }
  }
});

test('a transition changes what is written of some workloads, and never their names, kinds or labels', () => {
  const changed = scenarios.flatMap(({ workloads }) => workloads.filter(({ from, to }) => from !== to));
  expect(changed.filter(({ from, to }) => JSON.stringify(from.spec) !== JSON.stringify(to.spec)).length)
    .toBeGreaterThan(0.9 * changed.length);
  for (const { from, to } of changed) {
    expect([to.kind, to.metadata, to.spec.selector, to.spec.template.metadata.labels])
      .toEqual([from.kind, from.metadata, from.spec.selector, from.spec.template.metadata.labels]);
  }
});

test('the prover judges each of them without a fault', () => {
  for (const scenario of [...scenarios.slice(0, 30), generate(707)]) {
    expect([planOf(scenario, '1.37'), transitionOf(scenario, '1.37')].map(({ workloads }) => workloads.length))
      .toEqual(Array(2).fill(scenario.workloads.length));
  }
});
