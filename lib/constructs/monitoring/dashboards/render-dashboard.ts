import { createHash } from 'crypto';
import { Builder, DashboardSdk, dashboardSdk } from './dashboard-sdk';
import { layOut } from './layout';
import { DashboardPlan, Panel } from './panel';

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** When an update began: the controller has seen a new generation. */
const ROLLOUTS = ['deployment', 'statefulset'].map((kind) =>
  `changes(kube_${kind}_status_observed_generation{namespace="$namespace"}[2m]) > 0`).join(' or ');

/** The JSON of a dashboard of one namespace, for the sidecar of Grafana. */
export function renderDashboard(plan: DashboardPlan, namespace: string): string {
  const sdk = dashboardSdk();
  const { DashboardBuilder, RowBuilder, DatasourceVariableBuilder } = sdk.dashboard;
  const builder = new DashboardBuilder(`${namespace}: ${plan.title}`)
    .uid(uid(namespace, plan.id))
    .tags(['cdk8s-nim', namespace])
    .readonly()
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
    .withVariable(choice(sdk, 'namespace', [namespace]))
    .annotation(rollouts(sdk));
  if (plan.services.length > 0) {
    builder.withVariable(choice(sdk, 'service', plan.services));
  }
  let id = 0;
  for (const { title, at, panels } of layOut(plan.rows())) {
    builder.withRow(new RowBuilder(title).id(++id).gridPos(at));
    panels.forEach(({ panel, at: place }) => builder.withPanel(draw(sdk, panel).id(++id).gridPos(place)));
  }
  return JSON.stringify((builder as unknown as { build(): object }).build(), undefined, 2);
}

/** At most 40 characters, the same whenever it is rendered. */
function uid(namespace: string, id: string): string {
  return `${id}-${createHash('sha256').update(`${namespace}/${id}`).digest('hex').slice(0, 16)}`;
}

function choice(sdk: DashboardSdk, name: string, values: string[]): Builder {
  const options = values.map((value, index) => ({ text: value, value, selected: index === 0 }));
  return new sdk.dashboard.CustomVariableBuilder(name).values(values.join(',')).current(options[0]).options(options);
}

function draw(sdk: DashboardSdk, { title, description, kind, queries, unit }: Panel): Builder {
  const panel = new sdk[kind].PanelBuilder()
    .title(title).description(description).unit(unit).datasource(DATASOURCE);
  Object.entries(queries).forEach(([legend, expr], index) => panel.withTarget(
    new sdk.prometheus.DataqueryBuilder().refId(String.fromCharCode(65 + index)).expr(expr).legendFormat(legend),
  ));
  return kind === 'line' ? panel.min(0) : panel;
}

function rollouts(sdk: DashboardSdk): Builder {
  return new sdk.dashboard.AnnotationQueryBuilder()
    .name('Rollouts').enable(true).datasource(DATASOURCE).expr(ROLLOUTS).step('60s').iconColor('blue')
    .titleFormat('Rollout of {{deployment}}{{statefulset}}');
}
