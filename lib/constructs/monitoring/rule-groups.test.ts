import { Duration } from 'cdk8s';
import { Cluster, NodePool } from '../../cluster';
import { MetricsKind } from '../workload/workload-metrics';
import { AlertThresholds } from './alert-thresholds';
import { MonitoredWorkload } from './monitored-workload';
import { ruleGroups, RuleSource } from './rule-groups';
import { resolveThresholds } from './thresholds';

const workload = (name: string, more: object = {}): MonitoredWorkload => ({
  name, gpuResources: [], startupSeconds: 1000, deadlineSeconds: 1200, rolloutSeconds: 1200, replicas: 1,
  isStatefulSet: false, refusesDrains: false, podPattern: `${name}-[a-z0-9]+-[a-z0-9]{5}`, metrics: undefined, ...more,
}) as unknown as MonitoredWorkload;
const groupsOf = (workloads: MonitoredWorkload[], more: Partial<RuleSource> = {}): any[] => ruleGroups({
  namespace: 'apps', workloads, thresholds: resolveThresholds(), runbookBaseUrl: 'https://wiki.example.com', ...more,
});
const namesOf = (workloads: MonitoredWorkload[]): string[] => groupsOf(workloads).map(({ name }) => name);
const alertOf = (groups: any[], name: string): any =>
  groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === name);

const kind = (each: MetricsKind) => ({ metrics: { kind: each } });
const plain = workload('web');
const llm = workload('llm', kind(MetricsKind.LANGUAGE_MODEL));
const embed = workload('embed', kind(MetricsKind.TRITON));
const qdrant = workload('qdrant', kind(MetricsKind.QDRANT));
const trained = workload('train', { gpuResources: ['nvidia_com_gpu'] });
const sliced = workload('slice', { gpuResources: ['nvidia_com_mig_1g_5gb', 'nvidia_com_gpu'] });

test('there are groups for what there is, and records where a model or a GPU is', () => {
  expect(namesOf([plain])).toEqual(['workloads', 'platform']);
  expect(namesOf([llm])).toEqual(['records', 'workloads', 'models', 'platform']);
  expect(namesOf([embed])).toEqual(['records', 'workloads', 'models', 'platform']);
  expect(namesOf([qdrant])).toEqual(['workloads', 'qdrant', 'platform']);
  expect(namesOf([trained])).toEqual(['records', 'workloads', 'gpus', 'platform']);
  expect(groupsOf([llm])[0].interval).toBe('30s');
  expect(alertOf(groupsOf([llm]), 'EmbeddingQueueSlow')).toBeUndefined();
  expect(alertOf(groupsOf([embed]), 'EmbeddingQueueSlow')).toBeDefined();
});

test('an alert names its section in the runbook of its group', () => {
  const groups = groupsOf([embed, qdrant, trained]);
  expect(['StartSlow', 'EmbeddingQueueSlow', 'QdrantReplicaDead', 'GpuIdle', 'ClaimFilling']
    .map((name) => alertOf(groups, name).annotations.runbook_url)).toEqual([
    'https://wiki.example.com/workloads.md#startslow', 'https://wiki.example.com/models.md#embeddingqueueslow',
    'https://wiki.example.com/qdrant.md#qdrantreplicadead', 'https://wiki.example.com/gpus.md#gpuidle',
    'https://wiki.example.com/platform.md#claimfilling',
  ]);
});

test('a node is spare beyond the nodes with GPUs that the cluster declares', () => {
  const cluster = new Cluster({
    pools: [
      NodePool.ec2({ name: 'gpu', instanceType: 'g5.2xlarge', nodes: 2 }),
      NodePool.ec2({ name: 'more', instanceType: 'g5.xlarge', nodes: 3 }),
      NodePool.ec2({ name: 'cpu', instanceType: 'm6i.2xlarge', nodes: 7 }),
    ],
  });
  const spare = (...workloads: MonitoredWorkload[]) => alertOf(groupsOf(workloads, { cluster }), 'SpareGpuNodeLeft');
  expect(spare(trained).expr).toBe(
    'count((max by (node) (kube_node_status_allocatable{resource="nvidia_com_gpu"}) > 0)) > 5 and on () ' +
      'count((max by (node) (kube_node_status_allocatable{resource="nvidia_com_gpu"}) > 0) unless on (node) ' +
      '(sum by (node) (kube_pod_container_resource_requests{resource="nvidia_com_gpu"} and on (namespace, pod) ' +
      '(kube_pod_status_phase{phase=~"Pending|Running"} == 1)) > 0)) > 0',
  );
  expect(spare(trained)).toMatchObject({
    for: '1h', labels: { severity: 'warning' },
    annotations: {
      summary: 'A GPU node is left over',
      description: '{{ $value }} nodes have GPUs and 5 are declared; for 1 h one of them has held no pod with a GPU.',
    },
  });
  expect(spare(trained, sliced).expr).toContain('{resource=~"nvidia_com_gpu|nvidia_com_mig_1g_5gb"}');
  expect(spare(plain)).toBeUndefined();
  expect(alertOf(groupsOf([trained]), 'SpareGpuNodeLeft')).toBeUndefined();
});

test('GPU pods of any workload may wait for a GPU', () => {
  expect(alertOf(groupsOf([trained, sliced]), 'GpuPodUnschedulable').expr).toBe('max by (namespace, pod) (' +
    'kube_pod_status_unschedulable{namespace="apps", pod=~"train-[a-z0-9]+-[a-z0-9]{5}|slice-[a-z0-9]+-[a-z0-9]{5}"}) == 1');
});

test('a start that is over before others would tell of it inhibits nothing', () => {
  const starting = (deadlineSeconds: number) =>
    alertOf(groupsOf([workload('web', { deadlineSeconds })]), 'WorkloadStarting');
  expect(starting(599)).toBeUndefined();
  expect(starting(600).labels).toEqual({
    severity: 'none', namespace: 'apps', app: 'web', job: 'web', deployment: 'web',
  });
});

test('what may take a while is waited for, with a minute to spare', () => {
  const groups = groupsOf([workload('web'), workload('db', { isStatefulSet: true, rolloutSeconds: 3000 })]);
  const of = (app: string, name: string) => groups.flatMap(({ rules }) => rules)
    .find(({ alert, labels }: any) => alert === name && labels.app === app);
  expect(of('web', 'WorkloadDown').for).toBe('21m');
  expect(of('web', 'WorkloadDown').annotations.description).toContain('available for 21 min, longer than');
  expect(of('web', 'RolloutStuck').for).toBe('1m');
  expect(of('db', 'RolloutStuck').for).toBe('51m');
  expect(of('web', 'StartSlow').expr).toMatch(/ > 800\) and .* < 1200\) unless .*\[16m40s\]\)\) == 1\)$/);
  expect(of('web', 'DisruptionBudgetBlocksDrains').for).toBe('1h');
  expect(of('web', 'DisruptionBudgetBlocksDrains').annotations.description)
    .toBe('web-pdb has let no pod be evicted for 1 h: kubectl drain and node upgrades wait.');
  expect(of('web', 'MetricsMissing')).toBeUndefined();
});

test('a drain is waited for twice as long as the pods take, and no alert tells of a budget that refuses by design', () => {
  const blocks = (more: object) => alertOf(groupsOf([workload('web', more)]), 'DisruptionBudgetBlocksDrains');
  expect(blocks({ deadlineSeconds: 3600 }).for).toBe('2h');
  expect(blocks({ refusesDrains: true })).toBeUndefined();
});

describe('a threshold is refused by its name where it is', () => {
  const share = 'is no share; write a number between 0 and 1, such as 0.9';
  test.each<[AlertThresholds, string]>([
    ...(['slowStart', 'kvCache', 'errorRatio', 'gpuMemory'] as const).flatMap((name) =>
      [0, 1, -0.1, NaN].map((value): [AlertThresholds, string] => [{ [name]: value }, `thresholds.${name} ${value} ${share}`])),
    [{ waitingRequests: -1 }, 'thresholds.waitingRequests -1 is not a whole number; write 0 or more'],
    [{ timeToFirstToken: Duration.seconds(0) }, 'thresholds.timeToFirstToken 0 s is no time'],
    [{ queueTime: Duration.millis(0) }, 'thresholds.queueTime 0 s is no time; write for example Duration.seconds(5)'],
    ...(['idleGpu', 'waitForGpu', 'spareNode'] as const).map((name): [AlertThresholds, string] =>
      [{ [name]: Duration.seconds(59) }, `thresholds.${name}`]),
    ...(['claimForecast', 'certificateExpiry'] as const).map((name): [AlertThresholds, string] =>
      [{ [name]: Duration.minutes(59) }, `thresholds.${name}`]),
  ])('%j', (thresholds, message) => {
    expect(() => resolveThresholds(thresholds)).toThrow(message);
  });

  test('but not at its ends', () => {
    expect(resolveThresholds({ waitingRequests: 0 }).waitingRequests).toBe(0);
    expect(resolveThresholds({ idleGpu: Duration.minutes(1), claimForecast: Duration.hours(1) }))
      .toMatchObject({ idleGpu: 60, claimForecast: 3600 });
  });
});
