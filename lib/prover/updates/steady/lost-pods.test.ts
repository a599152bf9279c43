import { Cluster } from '../../../cluster';
import { planRollout } from '..';
import { load, pool, workload } from '../../../../test/support/rollout';

const HIGH = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 };
const NEVER = { ...HIGH, preemptionPolicy: 'Never' };
const container = (cpu: number) => ({ name: 'main', image: 'main:1', resources: { requests: { cpu } } });
const pod = (more: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', ...metadata }, spec: { containers: [container(1)], ...more },
});
const job = (spec: object) => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once' },
  spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [container(1)] } } },
});
const on = (name: string) => ({ nodeSelector: { disk: name } });
const high = (replicas: number, cpu = 4, more: object = {}) => workload('StatefulSet', 'db', { cpu },
  { replicas, serviceName: 'db' }, { priorityClassName: 'high', ...more });
const fast = (nodes: number) =>
  pool('fast', nodes, { cpu: '4', extendedResources: {} }, { labels: { disk: 'fast' } });
const slow = pool('slow', 1, { cpu: '4', extendedResources: {} }, { labels: { disk: 'slow' } });

function planOf(nodes: number, ...objects: object[]) {
  const { steadyState, workloads } = planRollout(load(...objects), new Cluster({ pools: [fast(nodes), slow] }));
  const of = (name: string) => workloads.find((plan) => plan.name === name)!;
  return { steadyState, of };
}

const EVICTED = 'Pod/bare may be evicted by StatefulSet/db, which has a higher priority, where that comes later and ' +
  'finds no other room: nobody makes it again';

test('a bare Pod stands where pods of higher priority come later: evicted, it is lost (scheduler preemption)', () => {
  const { steadyState, of } = planOf(2, HIGH, high(2, 4, on('fast')), pod());
  const possible = { verdict: 'possible', witness: [EVICTED] };
  expect(of('bare').fits).toEqual(possible);
  expect(of('bare')).toMatchObject(possible);
  expect(steadyState).toEqual(possible);
  expect(of('db').fits.verdict).toBe('proven');
  expect(of('db')).toMatchObject({ verdict: 'proven' });
  expect(of('db').witness).toContain('nobody makes Pod/bare again');
});

test.each<[string, number, object[]]>([
  ['those of higher priority are never let onto its node', 2, [HIGH, high(2, 4, on('fast')), pod(on('slow'))]],
  ['they always have room beside it', 3, [HIGH, high(2, 4, on('fast')), pod()]],
  ['it has their priority', 2, [HIGH, high(1, 4, on('fast')), pod({ priorityClassName: 'high' })]],
  ['a controller makes it again', 2, [HIGH, high(2, 4, on('fast')), pod({}, {
    ownerReferences: [{ apiVersion: 'example.com/v1', kind: 'Maker', name: 'maker', uid: '1', controller: true }],
  })]],
])('a bare Pod is proven to stay where %s', (_, nodes, objects) => {
  const { steadyState, of } = planOf(nodes, ...objects);
  expect([of('bare').fits.verdict, of('bare').verdict, steadyState.verdict]).toEqual(['proven', 'proven', 'proven']);
});

test('a class that evicts nobody leaves a bare Pod where it stands, and waits itself', () => {
  const { of } = planOf(2, NEVER, high(2, 4, on('fast')), pod());
  expect([of('bare').fits.verdict, of('db').fits.verdict]).toEqual(['proven', 'possible']);
});

test('whether it is evicted is unknown where spread decides, or a class that is not in the input', () => {
  const spread = {
    topologySpreadConstraints: [{
      maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'db' } },
    }],
  };
  const spreading = planOf(2, HIGH, high(2, 4, { ...on('fast'), ...spread }), pod());
  expect([spreading.of('bare').fits.verdict, spreading.steadyState.verdict]).toEqual(['unknown', 'unknown']);
  const { verdict, witness } = planOf(2, high(2, 4, on('fast')), pod()).of('bare').fits;
  expect(verdict).toBe('unknown');
  expect(witness[0]).toContain('whose priority may be higher');
});

test('two workloads of classes that are not in the input may each evict the other, and neither does where room is sure', () => {
  const open = (name: string, cpu: number) => workload('StatefulSet', name, { cpu },
    { replicas: 1, serviceName: name }, { priorityClassName: name });
  expect(planOf(3, open('one', 1), open('two', 1), pod()).of('bare').fits.verdict).toBe('proven');
  expect(planOf(1, open('one', 3.5), open('two', 3), pod()).of('bare').fits.verdict).toBe('unknown');
});

test('the surge of a higher priority may evict a bare Pod beside which all pods fit', () => {
  const web = workload('Deployment', 'web', { cpu: 2 },
    { replicas: 2, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    { priorityClassName: 'high', ...on('fast') });
  const { of } = planOf(2, HIGH, web, pod());
  expect(of('bare').fits.verdict).toBe('proven');
  expect(of('bare').together.verdict).toBe('unknown');
});

const IGNORED = {
  podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] },
};

test.each<[string, object, string]>([
  ['none is left', { backoffLimit: 0 }, 'unknown'],
  ['as many are left as pods may evict it', { backoffLimit: 2 }, 'proven'],
  ['the default is left', {}, 'proven'],
  ['its failure policy ignores disruptions', { backoffLimit: 0, ...IGNORED }, 'proven'],
])('the pod of a Job that may be evicted, where of its attempts %s', (_, spec, verdict) => {
  expect(planOf(2, HIGH, high(2, 4, on('fast')), job(spec)).of('once').fits.verdict).toBe(verdict);
});

test('a DaemonSet of higher priority may evict a bare Pod that came before it', () => {
  const agent = workload('DaemonSet', 'agent', { cpu: 2 }, {}, { priorityClassName: 'high' });
  const other = workload('Deployment', 'other', { cpu: 1 }, { replicas: 2, strategy: { type: 'Recreate' } });
  const crowded = planOf(2, HIGH, agent, other, pod());
  expect(crowded.of('bare').fits.verdict).toBe('unknown');
  expect(planOf(2, HIGH, agent, pod()).of('bare').fits.verdict).toBe('proven');
});
