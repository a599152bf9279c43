import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector, SecretKeySelector } from './k8s';

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor */
export class ServiceMonitor extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' };

  constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    super(scope, id, { ...ServiceMonitor.GVK, ...props });
  }
}

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor */
export class PodMonitor extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor' };

  constructor(scope: Construct, id: string, props: PodMonitorProps) {
    super(scope, id, { ...PodMonitor.GVK, ...props });
  }
}

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule */
export class PrometheusRule extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule' };

  constructor(scope: Construct, id: string, props: PrometheusRuleProps) {
    super(scope, id, { ...PrometheusRule.GVK, ...props });
  }
}

/** https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfig */
export class AlertmanagerConfig extends ApiObject {
  public static readonly GVK: GroupVersionKind = {
    apiVersion: 'monitoring.coreos.com/v1alpha1', kind: 'AlertmanagerConfig',
  };

  constructor(scope: Construct, id: string, props: AlertmanagerConfigProps) {
    super(scope, id, { ...AlertmanagerConfig.GVK, ...props });
  }
}

export interface ServiceMonitorProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: ServiceMonitorSpec;
}

export interface ServiceMonitorSpec {
  readonly selector: LabelSelector;
  readonly endpoints: MetricsEndpoint[];
  readonly jobLabel?: string;
  readonly targetLabels?: string[];
}

export interface PodMonitorProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: PodMonitorSpec;
}

export interface PodMonitorSpec {
  readonly selector: LabelSelector;
  readonly podMetricsEndpoints: MetricsEndpoint[];
  readonly jobLabel?: string;
  readonly podTargetLabels?: string[];
}

export interface MetricsEndpoint {
  /** Name of the port. */
  readonly port: string;
  readonly path?: string;
  readonly scheme?: string;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  readonly honorLabels?: boolean;
  readonly authorization?: { readonly credentials: SecretKeySelector };
  readonly relabelings?: Relabeling[];
}

export interface Relabeling {
  readonly action?: string;
  readonly sourceLabels?: string[];
  readonly regex?: string;
  readonly targetLabel?: string;
  readonly replacement?: string;
}

export interface PrometheusRuleProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: PrometheusRuleSpec;
}

export interface PrometheusRuleSpec {
  readonly groups: RuleGroup[];
}

export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: Rule[];
}

export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

export interface AlertmanagerConfigProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: AlertmanagerConfigSpec;
}

export interface AlertmanagerConfigSpec {
  readonly route: AlertRoute;
  readonly receivers: AlertmanagerReceiver[];
  readonly inhibitRules?: InhibitRule[];
}

export interface AlertRoute {
  readonly receiver: string;
  readonly matchers?: AlertMatcher[];
  readonly groupBy?: string[];
  readonly groupWait?: string;
  readonly groupInterval?: string;
  readonly repeatInterval?: string;
  readonly routes?: AlertRoute[];
}

export interface AlertMatcher {
  readonly name: string;
  readonly value: string;
  /** One of `=`, `!=`, `=~` and `!~`. */
  readonly matchType: string;
}

export interface InhibitRule {
  readonly sourceMatch: AlertMatcher[];
  readonly targetMatch: AlertMatcher[];
  readonly equal?: string[];
}

export interface AlertmanagerReceiver {
  readonly name: string;
  readonly slackConfigs?: SlackConfig[];
  readonly pagerdutyConfigs?: PagerDutyConfig[];
  readonly webhookConfigs?: WebhookConfig[];
}

export interface SlackConfig {
  readonly apiURL: SecretKeySelector;
  readonly channel: string;
  readonly sendResolved?: boolean;
  readonly title?: string;
  readonly text?: string;
}

export interface PagerDutyConfig {
  readonly routingKey: SecretKeySelector;
  readonly sendResolved?: boolean;
  readonly description?: string;
  readonly severity?: string;
}

export interface WebhookConfig {
  readonly urlSecret: SecretKeySelector;
  readonly sendResolved?: boolean;
}
