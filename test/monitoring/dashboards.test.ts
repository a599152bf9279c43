import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { testWith } from '../support/test-with';
import { dashboardsOf, queriesOf } from './dashboards';
import { promtool } from './promtool';
import { monitoringObjects } from './small-app';

// Made in every test, so that mutation testing knows which tests judge a dashboard.
const made = () => {
  const objects = monitoringObjects({ dashboards: true });
  return { objects, dashboards: dashboardsOf(objects) };
};
const panelsOf = (dashboard: any): any[] => dashboard.panels.filter(({ type }: any) => type !== 'row');

test('each namespace has an overview, and a dashboard for each kind of service that it has', () => {
  const { objects, dashboards } = made();
  expect(dashboards.map(({ title }) => title)).toEqual([
    'apps: Overview', 'apps: Language models', 'apps: Embedding and reranking', 'apps: Vector stores',
    'apps: Web services',
  ]);
  const labels = objects.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.labels);
  expect(labels.map(({ grafana_dashboard }) => grafana_dashboard)).toEqual(dashboards.map(() => '1'));
});

test('each can be loaded by Grafana', () => made().dashboards.forEach((dashboard) => {
  // https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
  expect(dashboard.uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
  expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(36);
  expect(dashboard.templating.list.map(({ name, type }: any) => [name, type])).toEqual([
    ['datasource', 'datasource'], ['namespace', 'custom'],
    ...(dashboard.title === 'apps: Overview' ? [] : [['service', 'custom']]),
  ]);
  expect(dashboard.annotations.list[0]).toMatchObject({ name: 'Rollouts', enable: true });
  const ids = dashboard.panels.map(({ id }: any) => id).filter((id: any) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
}));

test('no panel covers another or leaves its dashboard', () => made().dashboards.forEach((each) => {
  const cells = each.panels.flatMap(({ gridPos: { x, y, w, h } }: any) => {
    expect(x + w).toBeLessThanOrEqual(24);
    return Array.from({ length: w * h }, (__, index) => `${x + (index % w)},${y + Math.floor(index / w)}`);
  });
  expect(new Set(cells).size).toBe(cells.length);
}));

test('every panel says what to see in it', () => made().dashboards.forEach((dashboard) => {
  for (const { title, description, targets, datasource, fieldConfig } of panelsOf(dashboard)) {
    expect([title, description?.length > 10, targets.length > 0]).toEqual([title, true, true]);
    expect(datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
    expect(fieldConfig.defaults.unit).toBeTruthy();
  }
}));

testWith('Prometheus')('promtool reads every query of every panel and annotation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'queries-'));
  const rules = made().dashboards.flatMap((each) => queriesOf(each))
    .map(({ expr }, index) => ({ record: `query:${index}`, expr }));
  writeFileSync(join(folder, 'rules.yaml'), stringify({ groups: [{ name: 'queries', rules }] }));
  const { status, output } = promtool('check', 'rules', '--lint=none', join(folder, 'rules.yaml'));
  rmSync(folder, { recursive: true });
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(rules.length).toBeGreaterThan(50);
}, 60_000);
