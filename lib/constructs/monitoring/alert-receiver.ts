import { AlertmanagerReceiver } from '../../../imports/monitoring.coreos.com';
import { SecretKey } from '../workload/secret-source';
import { checkCall } from '../../kubernetes/shapes/check-shape';

const TITLE = '[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})';
const TEXT = '{{ range .Alerts }}{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n{{ end }}';

/**
 * Whom alerts are sent to. What lets in, such as the address of a webhook, comes from a Secret in the namespace of the
 * app.
 */
export class AlertReceiver {
  /**
   * A channel of Slack.
   *
   * @param channel such as `#alerts`
   * @param url the key with the address of the incoming webhook
   */
  public static slack(channel: string, url: SecretKey): AlertReceiver {
    checkCall('AlertReceiver.slack', { channel, url });
    return new AlertReceiver('Slack', url, () => ({
      slackConfigs: [{ apiURL: url._toKube(), channel, sendResolved: true, title: TITLE, text: TEXT }],
    }));
  }

  /**
   * A service of PagerDuty, by its events API.
   *
   * @param routingKey the key with the integration key
   */
  public static pagerDuty(routingKey: SecretKey): AlertReceiver {
    checkCall('AlertReceiver.pagerDuty', { routingKey });
    return new AlertReceiver('PagerDuty', routingKey, () => ({
      pagerdutyConfigs: [{
        routingKey: routingKey._toKube(), sendResolved: true,
        description: '{{ .CommonLabels.alertname }}: {{ .CommonAnnotations.summary }}',
        severity: '{{ if .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}error{{ end }}',
      }],
    }));
  }

  /**
   * Anybody who takes the JSON of Alertmanager: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
   *
   * @param url the key with the address
   */
  public static webhook(url: SecretKey): AlertReceiver {
    checkCall('AlertReceiver.webhook', { url });
    return new AlertReceiver('webhook', url, () => ({
      webhookConfigs: [{ urlSecret: url._toKube(), sendResolved: true }],
    }));
  }

  private constructor(
    /** What kind of receiver it is. */
    public readonly kind: string,
    private readonly key: SecretKey,
    private readonly configs: () => Partial<AlertmanagerReceiver>,
  ) {}

  /** @throws when its Secret is in another namespace than the AlertmanagerConfig @internal */
  public _toKube(name: string, namespace: string): AlertmanagerReceiver {
    const { secret } = this.key;
    if (secret.namespace !== undefined && secret.namespace !== namespace) {
      throw new Error(
        `the secret '${secret.name}' of the ${this.kind} receiver lies in namespace '${secret.namespace}', and ` +
          `Alertmanager reads it in '${namespace}'; make the Secret there`,
      );
    }
    return { name, ...this.configs() };
  }
}
