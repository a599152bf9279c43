import { Chart, Duration, Testing } from 'cdk8s';
import { Nim } from '../nim/nim';
import { GpuNimService } from '../nim/gpu-nim-service';
import { StatelessService } from '../stateless/stateless-service';
import { VectorStore } from '../vector-store/vector-store';
import { VectorStoreTopology } from '../vector-store/vector-store-topology';
import { DisruptionBudget } from '../workload/disruption-budget';
import { HealthCheck } from '../workload/health-check';
import { AlertThresholds } from './alert-thresholds';
import { Monitoring } from './monitoring';

/** The alerts of a language model, embedding, a vector store of three and a web service, by their names. */
function alertsOf(thresholds: AlertThresholds = {}): { [name: string]: any } {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'apps' });
  const disruptionBudget = DisruptionBudget.maxUnavailable(1);
  new GpuNimService(chart, 'embed', {
    nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'), disruptionBudget,
  });
  new GpuNimService(chart, 'llm', { nim: Nim.fromImage('nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4') });
  new VectorStore(chart, 'qdrant', {
    topology: VectorStoreTopology.cluster({ nodes: 3 }), resources: { cpu: '1', memory: '1Gi' },
  });
  new StatelessService(chart, 'web', {
    image: 'registry.example.com/web:1', containerPort: 8080, metricsPath: '/metrics',
    resources: { cpu: '100m', memory: '128Mi' }, readiness: HealthCheck.httpGet('/ready'), disruptionBudget,
  });
  Monitoring.attach(chart, { thresholds });
  const rules = Testing.synth(chart).find(({ kind }) => kind === 'PrometheusRule').spec.groups
    .flatMap((group: any) => group.rules).filter(({ alert }: any) => alert !== undefined);
  const nameOf = ({ alert, labels: { app } }: any): string => (app ? `${alert} ${app}` : alert);
  return Object.fromEntries(rules.map((rule: any) => [nameOf(rule), rule]));
}

const namesBy = (severity: string) => [...new Set(Object.values(alertsOf())
  .filter(({ labels }) => labels.severity === severity).map(({ alert }) => alert))].sort();

test('somebody is woken only for what serves nobody, loses data or cannot end by itself', () => {
  expect(namesBy('critical')).toEqual([
    'GpuXidError', 'OutOfMemoryInStart', 'QdrantNodeDown', 'QdrantRecoveryMode', 'QdrantReplicaDead',
    'RequestErrorsHigh', 'RolloutStuck', 'WorkloadDown',
  ]);
  expect(namesBy('info')).toEqual(['DisruptionBudgetBlocksDrains', 'GpuIdle']);
  expect(namesBy('none')).toEqual(['WorkloadStarting']);
  expect(namesBy('warning')).toEqual([
    'ArgoCdAppDegraded', 'CertificateExpiring', 'ClaimFilling', 'EmbeddingQueueSlow', 'GpuMemoryNearlyFull',
    'GpuPodUnschedulable', 'KvCacheNearlyFull', 'MetricsMissing', 'QdrantErrorsHigh', 'RequestQueueGrowing',
    'SecretSyncFailing', 'StartSlow', 'TimeToFirstTokenHigh',
  ]);
});

test('each alert has a headline of some words and a description in whole sentences', () => {
  for (const { alert, annotations: { summary, description } } of Object.values(alertsOf())) {
    expect([alert, summary]).toEqual([alert, expect.stringMatching(/^\S+ .*[^. ]$/)]);
    expect([alert, description]).toEqual([alert, expect.stringMatching(/^\S.{30,}[^ ]\.$/)]);
    expect(`${alert}: ${summary} ${description}`).not.toMatch(/ {2}|undefined|NaN|\[object/);
  }
});

test('what an alert is about is named in its headline, its description or both', () => {
  const texts = Object.entries(alertsOf()).map(([name, { annotations }]) =>
    [name, `${annotations.summary} ${annotations.description}`] as const);
  const subjects: [RegExp, string[]][] = [
    [/ embed$/, ['embed']], [/ llm$/, ['llm']], [/ web$/, ['web']], [/ qdrant$/, ['qdrant']],
    [/^(Request|KvCache|TimeToFirst|EmbeddingQueue|QdrantErrors|QdrantReplica|QdrantRecovery)/, ['{{ $labels.app }}']],
    [/^GpuPodUnschedulable/, ['{{ $labels.pod }}']],
    [/^Gpu(Idle|MemoryNearlyFull)/, ['{{ $labels.gpu }}', '{{ $labels.Hostname }}', '{{ $labels.pod }}']],
    [/^GpuXid/, ['{{ $labels.gpu }}', '{{ $labels.Hostname }}', 'Xid {{ $value }}']],
    [/^(Certificate|SecretSync|ArgoCd)/, ['{{ $labels.name }}']],
    [/^Claim/, ['{{ $labels.persistentvolumeclaim }}']],
  ];
  for (const [which, wanted] of subjects) {
    const own = texts.filter(([name]) => which.test(name));
    expect([which.source, own.length > 0]).toEqual([which.source, true]);
    own.forEach(([name, text]) => expect([name, wanted.filter((part) => !text.includes(part))]).toEqual([name, []]));
  }
});

test('a threshold is in the expression of its alert and, in words, in its description', () => {
  const alerts = alertsOf({
    waitingRequests: 7, kvCache: 0.5, timeToFirstToken: Duration.seconds(3), errorRatio: 0.25,
    queueTime: Duration.millis(250), gpuMemory: 0.75, idleGpu: Duration.minutes(30), waitForGpu: Duration.minutes(45),
    claimForecast: Duration.hours(5), certificateExpiry: Duration.hours(48),
  });
  const expected: [string, string, string][] = [
    ['RequestQueueGrowing', ' > 7', 'more than 7 have for 5 min.'],
    ['KvCacheNearlyFull', ' > 0.5 and ', 'while requests wait; the limit is 50 %.'],
    ['TimeToFirstTokenHigh', ' > 3', 'or longer for its first token; the limit is 3 s.'],
    ['RequestErrorsHigh', ' > 0.25', 'fail; the limit is 25 %.'],
    ['QdrantErrorsHigh', ' > 0.25', 'end with a status of 5xx; the limit is 25 %.'],
    ['EmbeddingQueueSlow', ' > 0.25', 'on average; the limit is 0.25 s.'],
    ['GpuMemoryNearlyFull', ' > 0.75', 'of its memory; the limit is 75 %.'],
    ['GpuIdle', '[30m]) == 0', 'has done no work for 30 min.'],
    ['ClaimFilling', ', 18000) < 0', 'below 5 %, or will be full within 5 h.'],
    ['CertificateExpiring', ' < 172800', 'it should have been renewed 48 h before.'],
  ];
  expect(expected.map(([name]) => [name, alerts[name].expr, alerts[name].annotations.description])).toEqual(
    expected.map(([name, expr, text]) => [name, expect.stringContaining(expr), expect.stringContaining(text)]),
  );
  expect(alerts.GpuPodUnschedulable).toMatchObject({
    for: '45m',
    annotations: { description: expect.stringContaining('no node for 45 min, longer than a new node takes') },
  });
  expect(alerts.GpuIdle.for).toBe('30m');
});

test('an alert waits as long as what it tells may take on an ordinary day', () => {
  const times = Object.entries(alertsOf()).filter(([name]) => !/ (embed|llm|web|qdrant)$/.test(name))
    .map(([name, rule]) => [name, rule.for]);
  expect(Object.fromEntries(times)).toEqual({
    RequestQueueGrowing: '5m', KvCacheNearlyFull: '10m', TimeToFirstTokenHigh: '10m', RequestErrorsHigh: '5m',
    EmbeddingQueueSlow: '10m', GpuPodUnschedulable: '10m', GpuIdle: '2h', GpuMemoryNearlyFull: '15m',
    GpuXidError: undefined, QdrantRecoveryMode: undefined, QdrantReplicaDead: '5m', QdrantErrorsHigh: '5m',
    ClaimFilling: '15m', CertificateExpiring: '1h', SecretSyncFailing: '15m', ArgoCdAppDegraded: '5m',
  });
});

test('the words of a time are those of its seconds', () => {
  const { 'WorkloadDown llm': down, 'StartSlow llm': slow, 'RolloutStuck web': stuck } = alertsOf();
  expect(down.annotations.description.replace(/\d+ min/g, 'N min')).toBe(
    'No pod of llm has been available for N min, longer than a start may take (pull of the image and N min of startup ' +
      'budget).',
  );
  expect(slow.annotations.description).toMatch(/startup budget of \d+ min; after that the kubelet kills it\.$/);
  expect(stuck.annotations.description).toMatch(/^An update of web may take \d+ (s|min) and has not finished\.$/);
});

test('what starts inhibits the alerts of others by the labels that they carry', () => {
  const { 'WorkloadStarting llm': llm, 'WorkloadStarting qdrant': qdrant } = alertsOf();
  expect(llm.labels).toEqual({ severity: 'none', namespace: 'apps', app: 'llm', job: 'llm', deployment: 'llm' });
  expect(llm.annotations.description).toMatch(/may take \d+ min\. This alert only inhibits others\.$/);
  expect(qdrant.labels).toMatchObject({ app: 'qdrant', job: 'qdrant', statefulset: 'qdrant' });
  expect(qdrant.labels.deployment).toBeUndefined();
});
