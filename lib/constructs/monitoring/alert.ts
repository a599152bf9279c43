import { Rule } from '../../../imports/monitoring.coreos.com';
import { prometheusDuration } from './prometheus-duration';

/** How soon somebody must look: `none` is for inhibition only. */
export type Severity = 'critical' | 'warning' | 'info' | 'none';

/** An alert before it is rendered. */
export interface Alert {
  /** Name, of which the page of its group in docs/runbooks has a section. */
  readonly name: string;
  readonly severity: Severity;
  readonly expr: string;
  /** Seconds for which the expression must hold. */
  readonly forSeconds: number;
  readonly summary: string;
  /** With the numbers: `{{ $value }}` is that of the expression. */
  readonly description: string;
  /** Workload that it is about, where the series do not say. */
  readonly app?: string;
  /** Further labels, by which it inhibits the alerts of others. */
  readonly labels?: { readonly [label: string]: string };
}

/** What all alerts of one namespace have in common. */
export interface AlertContext {
  readonly namespace: string;
  readonly runbookBaseUrl: string;
}

/**
 * The rule of an alert, explained on a page in docs/runbooks. Every alert carries the namespace of the app, those about
 * nodes and GPUs too: Alertmanager hands an AlertmanagerConfig only alerts of its own namespace.
 */
export function renderAlert(alert: Alert, page: string, { namespace, runbookBaseUrl }: AlertContext): Rule {
  return {
    alert: alert.name,
    expr: alert.expr,
    for: alert.forSeconds > 0 ? prometheusDuration(alert.forSeconds) : undefined,
    labels: { severity: alert.severity, namespace, ...(alert.app && { app: alert.app }), ...alert.labels },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: `${runbookBaseUrl}/${page}.md#${alert.name.toLowerCase()}`,
    },
  };
}
