/** A query of a panel with what Grafana would put in place of its variables. */
export interface Query {
  readonly panel: string;
  readonly expr: string;
}

/** The dashboards among objects, as Grafana reads them. */
export function dashboardsOf(objects: any[]): any[] {
  return objects.filter(({ kind }) => kind === 'ConfigMap')
    .flatMap(({ data }) => Object.values(data as { [file: string]: string }).map((text) => JSON.parse(text)));
}

/** Every query of a dashboard, for each service that it can show. */
export function queriesOf({ title, templating, panels, annotations }: any, interval = '1m'): Query[] {
  const valuesOf = (name: string): string[] =>
    templating.list.find((each: any) => each.name === name)?.options.map(({ value }: any) => value) ?? [''];
  const inPlace = (expr: string, service: string): string =>
    expr.replaceAll('$namespace', valuesOf('namespace')[0]).replaceAll('$service', service)
      .replaceAll('$__rate_interval', interval);
  return valuesOf('service').flatMap((service) => [
    ...panels.flatMap((panel: any) => (panel.targets ?? []).map(({ expr }: any) =>
      ({ panel: `${title}: ${panel.title} of ${service}`, expr: inPlace(expr, service) }))),
    ...annotations.list.map(({ name, expr }: any) =>
      ({ panel: `${title}: annotation ${name}`, expr: inPlace(expr, service) })),
  ]);
}
