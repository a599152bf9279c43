/** How the values of a panel are drawn. */
export type PanelKind = 'line' | 'number' | 'states';

/** A panel before it is drawn. Queries may use `$namespace`, `$service` and `$__rate_interval`. */
export interface Panel {
  readonly title: string;
  /** What a reader should see in it. */
  readonly description: string;
  readonly kind: PanelKind;
  /** Name of a series, such as `{{pod}}`, by its query. */
  readonly queries: { readonly [legend: string]: string };
  /** Of Grafana: `short`, `s`, `percentunit`, `bytes`, `reqps`. */
  readonly unit: string;
}

/** Panels below a heading. */
export interface Row {
  readonly title: string;
  readonly panels: Panel[];
}

/** A dashboard before it is drawn. */
export interface DashboardPlan {
  /** Part of the names of its ConfigMap and file, such as `overview`. */
  readonly id: string;
  readonly title: string;
  /** Names of the workloads that `$service` chooses from; none for a dashboard of all. */
  readonly services: string[];
  /** Asked for when the app is synthesized. */
  readonly rows: () => Row[];
}

/** Selects the series of a namespace. */
export const IN_NAMESPACE = 'namespace="$namespace"';

/** Selects the metrics that a service itself serves. */
export const OF_APP = 'namespace="$namespace", app="$service"';

/** Selects the metrics about the pods of a service, whether a Deployment or a StatefulSet made them. */
export const OF_PODS = 'namespace="$namespace", pod=~"$service-.*"';
