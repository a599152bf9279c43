import { AlertReceiver } from '../../../lib/constructs/monitoring/alert-receiver';
import { RecordedMetric } from '../../../lib/constructs/workload/recorded-metric';
import { SecretSource } from '../../../lib/constructs/workload/secret-source';
import { monitoringObjects, NAMESPACE, ruleGroupsOf } from '../../monitoring/small-app';
import { dashboardsOf, queriesOf } from '../../monitoring/dashboards';
import { convert } from './convert';
import { SentAlert, Stack } from './stack';

// From the metrics of a pod to the webhook of who is on duty, through the programs that do it in a cluster. Only times
// are shorter: what must hold for minutes holds for two seconds here, and rates are taken over twenty.

const objects = monitoringObjects({
  dashboards: true, receiver: AlertReceiver.webhook(SecretSource.existing('alerts').key('url')),
});

/** Of kube-prometheus-stack: what fires in every start of a model. */
const OF_OTHERS = {
  name: 'others',
  rules: [{
    alert: 'KubePodNotReady', expr: 'kube_pod_status_ready{condition="true"} == 0', labels: { severity: 'warning' },
  }],
};

const faster = (groups: any[]): object => ({
  groups: [...groups, OF_OTHERS].map(({ name, rules }) => ({
    name,
    rules: rules.map((rule: any) => ({
      ...rule, expr: rule.expr.replaceAll('[5m]', '[20s]'), ...(rule.for && { for: '2s' }),
    })),
  })),
});

const sooner = ({ spec, ...config }: any): object =>
  ({ ...config, spec: { ...spec, route: { ...spec.route, groupWait: '1s', groupInterval: '1s' } } });

let stack: Stack;

beforeAll(async () => {
  const configs = objects.filter(({ kind }) => kind === 'AlertmanagerConfig').map(sooner);
  stack = await Stack.start(
    faster(ruleGroupsOf(objects).groups), (webhook) => convert(configs, { url: webhook }, NAMESPACE),
  );
});

afterAll(() => stack.stop());

const sentOf = (alertname: string): SentAlert[] =>
  stack.sent.filter(({ labels, status }) => labels.alertname === alertname && status === 'firing');

const LANGUAGE_MODELS = ['llm', 'sglang', 'vllm'];

const RECORDED: [RecordedMetric, { [app: string]: number }][] = [
  [RecordedMetric.REQUESTS_WAITING, { embed: 3, llm: 40, sglang: 3, vllm: 3 }],
  [RecordedMetric.REQUESTS_RUNNING, { llm: 8, sglang: 8, vllm: 8 }],
  [RecordedMetric.KV_CACHE_USAGE, { llm: 0.5, sglang: 0.5, vllm: 0.5 }],
  [RecordedMetric.TIME_TO_FIRST_TOKEN, { llm: 9.1, sglang: 9.1, vllm: 9.1 }],
  [RecordedMetric.TOKENS_PER_SECOND, { llm: 100, sglang: 100, vllm: 100 }],
  [RecordedMetric.REQUESTS_PER_SECOND, { embed: 10, llm: 10, sglang: 10, vllm: 10 }],
  [RecordedMetric.ERROR_RATIO, { embed: 0.1, llm: 0.1, sglang: 0.1, vllm: 0.1 }],
  [RecordedMetric.QUEUE_SECONDS, { embed: 0.1 }],
];

const NAMED = RECORDED.map(([{ name }, expected]) => [name, expected] as const);

test.each(NAMED)('%s is the same of every server', async (name, expected) => {
  const apps = Object.keys(expected).sort();
  await stack.until(
    async () => (await stack.query(`${name}{namespace="apps"}`)).map(({ metric, value }) => [metric.app, value] as const),
    (found) => String(found.map(([app]) => app).sort()) === String(apps)
      && found.every(([app, value]) => Math.abs(value / expected[app] - 1) < 0.2),
  );
});

test('a long queue reaches the webhook, with its numbers', async () => {
  const [alert] = await stack.until(() => sentOf('RequestQueueGrowing'), (answer) => answer.length > 0);
  expect(alert).toMatchObject({
    receiver: 'apps/monitoring/default',
    labels: { namespace: 'apps', app: 'llm', severity: 'warning' },
    annotations: { description: '40 requests wait in the queue of llm; more than 10 have for 5 min.' },
  });
});

test('a broken GPU that nobody holds reaches who is on duty for critical alerts', async () => {
  const [alert] = await stack.until(() => sentOf('GpuXidError'), (answer) => answer.length > 0);
  expect(alert).toMatchObject({
    receiver: 'apps/monitoring/critical', labels: { namespace: 'apps', Hostname: 'gpu-1', severity: 'critical' },
    annotations: { description: 'GPU 1 of gpu-1 reported Xid 79 within 15 min.' },
  });
});

test('requests that fail reach the webhook for every server', async () => {
  await stack.until(
    () => sentOf('RequestErrorsHigh').map(({ labels }) => labels.app),
    (apps) => [...LANGUAGE_MODELS, 'embed'].every((app) => apps.includes(app)),
  );
  await stack.until(() => sentOf('QdrantErrorsHigh'), (answer) => answer.length > 0);
});

test('while a model starts, the alerts of others about it are kept back', async () => {
  const notReady = await stack.until(
    async () => (await stack.alerts()).filter(({ labels }) => labels.alertname === 'KubePodNotReady'),
    (alerts) => alerts.length > 0 && alerts.every(({ status }) => status.state === 'suppressed'),
  );
  expect(notReady.map(({ labels, status }) => [labels.pod, status.inhibitedBy.length])).toEqual([
    ['embed-6d4cf56db6-x7k2p', 1],
  ]);
  expect(sentOf('WorkloadStarting')).toEqual([]);
});

test.each(dashboardsOf(objects).map((each) => [each.title, each]))(
  'no panel of %s stays empty, for no service', async (_, dashboard) => {
    const queries = queriesOf(dashboard, '20s');
    const panels = [...new Set(queries.map(({ panel }) => panel))];
    // Of two queries of a panel, one for each kind of controller, either may find nothing.
    const emptyPanels = async (): Promise<string[]> => {
      const series = await Promise.all(queries.map(({ expr }) => stack.query(expr)));
      return panels.filter((name) => queries.every(({ panel }, index) => panel !== name || series[index].length === 0));
    };
    await stack.until(emptyPanels, (left) => left.length === 0);
    expect(panels.length).toBeGreaterThan(3);
  },
);

test('nothing else is sent', async () => {
  const expected = [
    'GpuXidError', 'QdrantErrorsHigh', 'RequestErrorsHigh', 'RequestQueueGrowing', 'TimeToFirstTokenHigh',
  ];
  const names = () => [...new Set(stack.sent.map(({ labels }) => labels.alertname))].sort();
  await stack.until(names, (found) => expected.every((name) => found.includes(name)));
  expect(names()).toEqual(expected);
});
