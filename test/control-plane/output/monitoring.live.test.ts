import { join } from 'node:path';
import { ROOT } from '../../support/manifests';
import { pathOf } from '../cluster/objects';
import { outOfSync } from '../support/argo';
import { definitionsFor, distManifests, environment, namespaceOf } from '../support/environments';
import { useControlPlane } from '../support/live';

// dist/research-ops-monitoring, on a cluster without the Prometheus operator and on one with its definitions.

const live = useControlPlane();
const folder = join(ROOT, 'dist', 'research-ops-monitoring');
const manifests = distManifests('research-ops-monitoring');
const apply = () => live.plane.kubectl('apply', '-f', folder);

beforeAll(async () => {
  await live.plane.kubectl('create', 'namespace', namespaceOf(environment('research-ops')));
});

test('without the definitions of the operator, its own kinds are refused and the dashboards are taken', async () => {
  const { status, stdout, stderr } = await apply();
  const refused = [...stderr.matchAll(/no matches for kind "(\w+)"/g)].map(([, kind]) => kind);
  expect(status).toBe(1);
  expect(new Set(refused)).toEqual(new Set(['PodMonitor', 'PrometheusRule', 'AlertmanagerConfig']));
  const dashboards = manifests.filter(({ kind }) => kind === 'ConfigMap');
  expect(stdout.match(/configmap\/\S+ created/g)).toHaveLength(dashboards.length);
});

test('with them, everything is applied, and nothing differs afterwards', async () => {
  for (const definition of definitionsFor(manifests)) {
    await live.plane.api.create(pathOf(definition, { collection: true }), definition);
  }
  // The API server serves a kind a moment after it has taken its definition.
  let outcome = await apply();
  for (let tries = 0; tries < 60 && outcome.status !== 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    outcome = await apply();
  }
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  expect(await live.plane.kubectl('diff', '-f', folder)).toMatchObject({ status: 0, stdout: '' });
  expect(await outOfSync(live.plane, 'structured', manifests)).toEqual([]);
});
