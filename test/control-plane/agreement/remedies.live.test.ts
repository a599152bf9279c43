import { execFileSync } from 'node:child_process';
import { NEWEST } from '../binaries/versions';
import { useControlPlane } from '../support/live';
import { ailing, AilingOptions, budget, daemonSet, deployment, models, service } from './ailing-scenario';
import { carryOut } from './carry-out';
import { carryOutOrder, orderOf } from './carry-out-order';
import { withKustomization } from './mended-objects';
import { Observation } from './observation';
import { Random } from './random';
import { trialsOf } from './remedy-trials';
import { Scenario } from './scenario';
import { Stage } from './stage';
import { disagreementOf } from './tally';

const live = useControlPlane();
const MINOR = NEWEST.split('.').slice(0, 2).join('.');

const cache = models('cache');
const read = { ...cache, container: { volumeMounts: [{ ...cache.container.volumeMounts[0], readOnly: true }] } };
/** By the remedy that is carried out, and what ails. */
const CASES: { readonly [remedy: string]: AilingOptions } = {
  'update: slice-nvidia.com/mig-3g.40gb': {
    nodes: [{ offers: { 'nvidia.com/mig-3g.40gb': '2' } }],
    workloads: [deployment('llm', { annotations: { 'cdk8s-nim/gpu-memory-gib': '30' } })],
  },
  'update: shared-claim': { nodes: [{}, {}], context: cache.context, workloads: [deployment('llm', cache)] },
  'update: volume-per-pod': { nodes: [{}, {}], context: cache.context, workloads: [deployment('llm', cache)] },
  'update: image-volume': { nodes: [{}, {}], context: read.context, workloads: [deployment('llm', read)] },
  'drain: one-may-leave': {
    nodes: [{}, {}, {}], context: [budget('llm', { maxUnavailable: 0 })],
    workloads: [deployment('llm', { spec: { replicas: 2 } })],
  },
  'drain: one-more-replica': {
    // Who has a Service may have another pod; what nobody calls may be one for a reason.
    nodes: [{}, {}, {}], context: [budget('llm', { minAvailable: 1 }), service('llm')], workloads: [deployment('llm')],
  },
  'drain: one-budget': {
    nodes: [{}, {}],
    context: [
      budget('llm', { maxUnavailable: 1 }),
      { ...budget('llm', { maxUnavailable: 1 }), metadata: { name: 'second' } },
    ],
    workloads: [deployment('llm')],
  },
  'drain: without-daemons': {
    nodes: [{}, {}, {}], context: [budget('llm', { maxUnavailable: 1 }, { team: 'ml' })],
    workloads: [
      deployment('llm', { spec: { replicas: 2 }, labels: { team: 'ml' } }),
      daemonSet('agent', { labels: { team: 'ml' } }),
    ],
  },
  'downtime: surge': {
    nodes: [{ gpus: 2 }], workloads: [deployment('llm', { spec: { strategy: { type: 'Recreate' } } })],
  },
};

const changed = (name: string, before: number, after: number) => {
  const [from, to] = [before, after].map((gpus) => deployment(name, { gpus }));
  to.spec.template.metadata.annotations.rev = 'next';
  return { from, to };
};

/** What a scenario shows on the real control plane, and what contradicts the promises made of it. */
async function seenOf(scenario: Scenario, act: (stage: Stage) => Promise<Observation[]>) {
  const stage = new Stage(live.plane, live.view, scenario, new Random(1));
  await stage.open();
  try {
    const seen = await act(stage);
    return { seen, disagreements: seen.flatMap((each) => disagreementOf(each) ?? []) };
  } finally {
    await stage.close();
  }
}

test.each(Object.entries(CASES))('%s', async (id, options) => {
  const scenario = ailing(id.replace(/\W+/g, '-'), options);
  const trials = trialsOf(scenario, MINOR, 100);
  const trial = trials.find((each) => each.id === id);
  expect(trials.map((each) => each.id)).toContain(id);
  const { seen, disagreements } = await seenOf(scenario, (stage) => carryOut(stage, trial!));
  expect(seen.filter(({ question }) => question === 'remedy')).not.toEqual([]);
  expect(disagreements).toEqual([]);
});

test('kubectl apply -k switches to Recreate what kubectl apply has made with the strategy left out', async () => {
  const llm = deployment('llm', { spec: { strategy: undefined } });
  const scenario = ailing('apply', { nodes: [{}], workloads: [llm] });
  const { fix } = trialsOf(scenario, MINOR, 100).find(({ id }) => id === 'update: recreate')!;
  const objects = [...scenario.context, ...scenario.workloads.map(({ from }) => from)];
  const { plane } = live;
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  expect(await plane.kubectlWith(list, 'apply', '-f', '-')).toMatchObject({ status: 0 });
  withKustomization(objects, fix, (folder) =>
    execFileSync(plane.binaries.kubectl, ['--kubeconfig', plane.kubeconfig, 'apply', '-k', folder]));
  const { stdout } = await plane.kubectl('-n', 'apply', 'get', 'deployment', 'llm', '-o', 'jsonpath={.spec.strategy}');
  expect(JSON.parse(stdout)).toEqual({ type: 'Recreate' });
  // Its pod would take room of what follows.
  await plane.kubectl('delete', 'namespace', 'apply');
});

test('a model that shrinks goes first, and leaves the room in which two others are updated without a pause', async () => {
  const workloads = [changed('one', 1, 1), changed('two', 1, 1), changed('large', 2, 1)];
  const scenario = ailing('order', { nodes: [{ gpus: 4 }], workloads });
  const order = orderOf(scenario, MINOR)!;
  expect(order.steps.map(({ name, way }) => `${name.replace('order/Deployment/', '')}: ${way}`))
    .toEqual(['large: strategy Recreate', 'one: as written', 'two: as written']);
  const { seen, disagreements } = await seenOf(scenario, (stage) => carryOutOrder(stage, order));
  expect(seen.map(({ good, floor }) => [good, floor!.planned])).toEqual([[true, 0], [true, 1], [true, 1]]);
  expect(disagreements).toEqual([]);
});
