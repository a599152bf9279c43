import { AlertmanagerConfigSpec, AlertMatcher, AlertRoute } from '../../../imports/monitoring.coreos.com';
import { AlertReceiver } from './alert-receiver';

/**
 * Alerts of kube-prometheus-stack that fire on every normal start of a model, by the label that they share with the
 * alert WorkloadStarting: https://runbooks.prometheus-operator.dev
 */
const WHILE_STARTING: { readonly [label: string]: string[] } = {
  pod: ['KubePodNotReady', 'KubeContainerWaiting'],
  deployment: ['KubeDeploymentReplicasMismatch', 'KubeDeploymentRolloutStuck'],
  statefulset: ['KubeStatefulSetReplicasMismatch', 'KubeStatefulSetUpdateNotRolledOut'],
  job: ['TargetDown'],
};

const NOBODY = 'nobody';

/** Who gets the alerts of an app. */
export interface AlertReceivers {
  readonly receiver: AlertReceiver;
  /** For what somebody must see at once; the other one without it. */
  readonly criticalReceiver?: AlertReceiver;
}

/**
 * Where the alerts of one namespace go, by severity. The operator adds a matcher for the namespace to every route and
 * every inhibition.
 */
export function alertmanagerConfigSpec(receivers: AlertReceivers, namespace: string): AlertmanagerConfigSpec {
  const { receiver, criticalReceiver = receiver } = receivers;
  return {
    route: {
      receiver: 'default',
      groupBy: ['alertname', 'app'],
      groupWait: '30s',
      groupInterval: '5m',
      repeatInterval: '12h',
      routes: [
        severity('none', { receiver: NOBODY }),
        severity('info', { receiver: 'default', repeatInterval: '24h' }),
        severity('critical', { receiver: 'critical', repeatInterval: '1h' }),
      ],
    },
    receivers: [
      { name: NOBODY },
      receiver._toKube('default', namespace),
      criticalReceiver._toKube('critical', namespace),
    ],
    inhibitRules: [
      ...Object.entries(WHILE_STARTING).map(([label, alerts]) => ({
        sourceMatch: [named('WorkloadStarting')], targetMatch: [named(...alerts)], equal: ['namespace', label],
      })),
      // Who knows that nothing serves need not hear that it starts slowly or lacks metrics.
      {
        sourceMatch: [named('WorkloadDown', 'OutOfMemoryInStart')],
        targetMatch: [named('StartSlow', 'MetricsMissing', 'RolloutStuck')],
        equal: ['namespace', 'app'],
      },
    ],
  };
}

function severity(value: string, route: AlertRoute): AlertRoute {
  return { matchers: [{ name: 'severity', value, matchType: '=' }], ...route };
}

function named(...alerts: string[]): AlertMatcher {
  return { name: 'alertname', value: alerts.join('|'), matchType: alerts.length === 1 ? '=' : '=~' };
}
