import { SecretSource } from '../workload/secret-source';
import { AlertReceiver } from './alert-receiver';
import { alertmanagerConfigSpec } from './alertmanager-config';

const key = SecretSource.existing('alerts').key('url');
const ofKey = { name: 'alerts', key: 'url' };

test.each<[string, () => AlertReceiver, object]>([
  ['Slack', () => AlertReceiver.slack('#alerts', key), {
    slackConfigs: [{
      apiURL: ofKey, channel: '#alerts', sendResolved: true,
      title: '[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})',
      text: '{{ range .Alerts }}{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n{{ end }}',
    }],
  }],
  ['PagerDuty', () => AlertReceiver.pagerDuty(key), {
    pagerdutyConfigs: [{
      routingKey: ofKey, sendResolved: true,
      description: '{{ .CommonLabels.alertname }}: {{ .CommonAnnotations.summary }}',
      severity: '{{ if .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}error{{ end }}',
    }],
  }],
  ['webhook', () => AlertReceiver.webhook(key), { webhookConfigs: [{ urlSecret: ofKey, sendResolved: true }] }],
])('a receiver of %s is told of every alert, and of its end', (kind, make, configs) => {
  const receiver = make();
  expect(receiver._toKube('default', 'apps')).toEqual({ name: 'default', ...configs });
  expect(receiver.kind).toBe(kind);
});

test('a Secret of the own namespace will do, one of another will not', () => {
  const of = (namespace: string) => AlertReceiver.webhook(SecretSource.inNamespace('alerts', namespace).key('url'));
  expect(of('apps')._toKube('default', 'apps').name).toBe('default');
  expect(() => of('other')._toKube('default', 'apps')).toThrow(
    "the secret 'alerts' of the webhook receiver lies in namespace 'other', and Alertmanager reads it in 'apps'; " +
      'make the Secret there',
  );
});

describe('alerts of a namespace', () => {
  const receiver = () => AlertReceiver.webhook(key);
  const spec = () => alertmanagerConfigSpec(
    { receiver: receiver(), criticalReceiver: AlertReceiver.pagerDuty(key) }, 'apps',
  );

  test('are grouped by alert and app, and repeated by severity', () => {
    const { route } = spec();
    expect(route).toMatchObject({
      receiver: 'default', groupBy: ['alertname', 'app'], groupWait: '30s', groupInterval: '5m', repeatInterval: '12h',
    });
    expect(route!.routes).toEqual([
      { matchers: [{ name: 'severity', value: 'none', matchType: '=' }], receiver: 'nobody' },
      { matchers: [{ name: 'severity', value: 'info', matchType: '=' }], receiver: 'default', repeatInterval: '24h' },
      {
        matchers: [{ name: 'severity', value: 'critical', matchType: '=' }], receiver: 'critical', repeatInterval: '1h',
      },
    ]);
  });

  test('go to those who are given; what is critical to the other where there is only one', () => {
    expect(spec().receivers!.map((each) => Object.keys(each))).toEqual([
      ['name'], ['name', 'webhookConfigs'], ['name', 'pagerdutyConfigs'],
    ]);
    expect(alertmanagerConfigSpec({ receiver: receiver() }, 'apps').receivers![2]).toHaveProperty('webhookConfigs');
  });

  test('that every start of a model brings are silenced while it starts', () => {
    expect(spec().inhibitRules!.slice(0, -1).map(({ sourceMatch, targetMatch, equal }) =>
      [sourceMatch![0], targetMatch![0].value, targetMatch![0].matchType, equal])).toEqual([
      ['KubePodNotReady|KubeContainerWaiting', '=~', 'pod'],
      ['KubeDeploymentReplicasMismatch|KubeDeploymentRolloutStuck', '=~', 'deployment'],
      ['KubeStatefulSetReplicasMismatch|KubeStatefulSetUpdateNotRolledOut', '=~', 'statefulset'],
      ['TargetDown', '=', 'job'],
    ].map(([alerts, matchType, label]) =>
      [{ name: 'alertname', value: 'WorkloadStarting', matchType: '=' }, alerts, matchType, ['namespace', label]]));
  });

  test('that follow from one that is told are not told', () => {
    expect(spec().inhibitRules!.at(-1)).toEqual({
      sourceMatch: [{ name: 'alertname', value: 'WorkloadDown|OutOfMemoryInStart', matchType: '=~' }],
      targetMatch: [{ name: 'alertname', value: 'StartSlow|MetricsMissing|RolloutStuck', matchType: '=~' }],
      equal: ['namespace', 'app'],
    });
  });
});
