import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  DeviceClaim, GpuNimService, HealthCheck, KubernetesTarget, Nim, StatelessService, VectorStore,
} from '../../../lib';
import { EMBEDDING_IMAGE } from '../../support/examples';
import { distManifests, Manifest } from '../../support/manifests';
import { NEWEST } from '../binaries/versions';
import { Json } from '../cluster/api';
import { useControlPlane } from '../support/live';

const live = useControlPlane();
const version = process.env.KUBERNETES ?? NEWEST;

/** Props that a version of Kubernetes has and those before it drop. */
const newer = Number(version.slice(2)) < 35 ? {} : {
  imageVolumes: [{ name: 'weights', image: 'registry.example.com/weights:1', mountPath: '/weights' }],
  podResources: { cpu: '64', memory: '256Gi' },
  deviceClaims: [DeviceClaim.fromTemplate('nic', 'one-nic').request('port')],
};
const common = {
  labels: { team: 'search' }, podLabels: { tier: 'inference' }, objectAnnotations: { 'example.com/team': 'search' },
  ...newer,
};

function rendered(): Manifest[] {
  const app = new App();
  KubernetesTarget.set(app, version);
  const chart = new Chart(app, 'lab', { namespace: 'lab', disableResourceNameHashes: true });
  const resources = { cpu: '1', memory: '2Gi' };
  new GpuNimService(chart, 'nim', { nim: Nim.fromImage(EMBEDDING_IMAGE), ...common });
  new StatelessService(chart, 'web', {
    image: 'registry.example.com/web:1', containerPort: 8080, resources, ...common,
    readiness: HealthCheck.httpGet('/ready'),
  });
  new VectorStore(chart, 'store', { resources, ...common });
  return parseAllDocuments(app.synthYaml()).map((document) => document.toJS() as Manifest);
}

/** What the server makes of an object, with unknown fields refused. */
async function taken(object: Manifest): Promise<Json> {
  const { apiVersion, kind, metadata: { namespace } } = object;
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { resources } = await live.plane.api.get(base);
  const { name } = resources.find((each: Json) => each.kind === kind && !each.name.includes('/'));
  return live.plane.api.create(
    `${base}${namespace ? `/namespaces/${namespace}` : ''}/${name}?dryRun=All&fieldValidation=Strict`, object as Json,
  );
}

/** The server keeps no zero where that is the default. */
const withoutZeros = (object: Manifest): object =>
  JSON.parse(JSON.stringify(object), (_, value: unknown) => (value === 0 || value === '' ? undefined : value));

const isBuiltIn = ({ apiVersion }: Manifest): boolean => !apiVersion.includes('.') || apiVersion.includes('.k8s.io/');

async function makeNamespaces(objects: Manifest[]): Promise<void> {
  for (const name of new Set(objects.map(({ metadata }) => metadata.namespace ?? 'lab'))) {
    await live.plane.api.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
      .catch(() => undefined);
  }
}

test('the API server takes every object strictly, and keeps what is in it', async () => {
  const objects = rendered().filter(isBuiltIn);
  await makeNamespaces(objects);
  expect(objects.length).toBeGreaterThan(15);
  for (const object of objects) {
    expect(await taken(object)).toMatchObject(withoutZeros(object));
  }
});

test('it takes what is rendered when nobody names a version', async () => {
  const objects = distManifests('research-ops').filter((object) => isBuiltIn(object) && object.kind !== 'Namespace');
  await makeNamespaces(objects);
  for (const object of objects) {
    expect(await taken(object)).toMatchObject(withoutZeros(object));
  }
});
