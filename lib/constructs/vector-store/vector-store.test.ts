import { Duration } from 'cdk8s';
import { RETAIN_ANNOTATIONS } from '../workload/persistent-claim';
import { SecretSource, VectorStoreTopology } from '../..';
import { aStore } from '../../../test/support/examples';
import { fullStoreProps } from '../../../test/support/full-props';
import {
  controller, environment, mainContainer, newChart, only, podSpec, render, Rendered,
} from '../../../test/support/synth';

const KEY = SecretSource.existing('qdrant-keys').key('api-key');
const READ_ONLY = SecretSource.existing('qdrant-keys').key('read-only');

test('with its required properties only', () => {
  expect(render(aStore)).toMatchSnapshot();
});

test('with every property, as a single node', () => {
  expect(
    render((chart) => aStore(chart, 'store', fullStoreProps(chart, VectorStoreTopology.singleNode()))),
  ).toMatchSnapshot();
});

test('a single node is replaced in place, so that it never waits for a volume that its predecessor holds', () => {
  const { kind, spec } = controller(render(aStore));
  expect(kind).toBe('Deployment');
  expect(spec).toMatchObject({
    replicas: 1,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  });
});

test('a single node keeps its data in one claim that one node can attach', () => {
  const manifests = render((chart) => aStore(chart, 'store', { storageSize: '100Gi', storageClass: 'gp3' }));
  expect(only(manifests, 'PersistentVolumeClaim')).toMatchObject({
    metadata: { name: 'store-storage', annotations: RETAIN_ANNOTATIONS },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '100Gi' } } },
  });
  expect(podSpec(manifests).volumes[0].persistentVolumeClaim).toEqual({ claimName: 'store-storage' });
  expect(mainContainer(manifests).volumeMounts[0]).toEqual({ name: 'store-storage', mountPath: '/qdrant/storage' });
});

test('data of 10Gi may go with its manifests when that is asked for', () => {
  const claim = only(
    render((chart) => aStore(chart, 'store', { retainStorage: false })),
    'PersistentVolumeClaim',
  );
  expect(claim.metadata.annotations).toBeUndefined();
  expect(claim.spec.resources.requests.storage).toBe('10Gi');
});

test('the image is unprivileged, and its file system is read-only but for data and a marker', () => {
  const manifests = render(aStore);
  expect(mainContainer(manifests).image).toBe('qdrant/qdrant:v1.19.0-unprivileged');
  expect(mainContainer(manifests).securityContext.readOnlyRootFilesystem).toBe(true);
  expect(mainContainer(manifests).volumeMounts.map(({ mountPath }: Rendered) => mountPath)).toEqual([
    '/qdrant/storage', '/qdrant/init',
  ]);
  expect(podSpec(manifests).securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 1000 });
});

test('Qdrant gets the signal to stop itself, not a script that exits before it', () => {
  expect(mainContainer(render(aStore)).command).toEqual(['./qdrant']);
});

test('starting and living are asked of /livez, since /readyz would get a recovering node killed', () => {
  const { startupProbe, livenessProbe, readinessProbe } = mainContainer(
    render((chart) => aStore(chart, 'store', { startupBudget: Duration.minutes(20) })),
  );
  expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe.httpGet.path)).toEqual([
    '/livez', '/livez', '/readyz',
  ]);
  expect(startupProbe.failureThreshold).toBe(121);
});

test('metrics have a port of their own that is not on the Service', () => {
  const manifests = render(aStore);
  expect(mainContainer(manifests).ports.map(({ name, containerPort }: Rendered) => `${name} ${containerPort}`)).toEqual(
    ['http 6333', 'grpc 6334', 'metrics 9091'],
  );
  expect(environment(manifests).QDRANT__SERVICE__METRICS_PORT).toBe('9091');
  expect(only(manifests, 'Service').spec.ports.map(({ port }: Rendered) => port)).toEqual([6333, 6334]);
});

test('API keys are references to Secrets, and callers can be given the one that writes', () => {
  const chart = newChart();
  expect(aStore(chart, 'open').credential).toBeUndefined();
  expect(aStore(chart, 'store', { apiKey: KEY }).credential).toBe(KEY);
  expect(
    environment(render((scope) => aStore(scope, 'store', { apiKey: KEY, readOnlyApiKey: READ_ONLY }))),
  ).toMatchObject({
    QDRANT__SERVICE__API_KEY: { secretKeyRef: { name: 'qdrant-keys', key: 'api-key' } },
    QDRANT__SERVICE__READ_ONLY_API_KEY: { secretKeyRef: { name: 'qdrant-keys', key: 'read-only' } },
  });
});

test('a node that recovers the only other copy is not evicted', () => {
  expect(only(render(aStore), 'PodDisruptionBudget').spec.unhealthyPodEvictionPolicy).toBe('IfHealthyBudget');
});

const long = (length: number): string => 'a'.repeat(length);

test('the longest names that are allowed can be rendered', () => {
  const build = () =>
    render((chart) => {
      aStore(chart, long(55));
      aStore(chart, long(52), { topology: VectorStoreTopology.cluster() });
    });
  expect(build).not.toThrow();
});

test.each([
  [
    'the size of the storage is nothing', 'store', { storageSize: '0Gi' },
    "storageSize '0Gi' is not positive; write a size such as 50Gi",
  ],
  [
    'a read-only key comes alone', 'store', { readOnlyApiKey: READ_ONLY },
    "readOnlyApiKey 'qdrant-keys' protects nothing without an apiKey; write both",
  ],
  [
    'the name leaves no room for that of the volume', long(56), {},
    `name '${long(56)}' is too long for a VectorStore; write at most 55 characters`,
  ],
  [
    'the name leaves no room for that of the revision', long(53), { topology: VectorStoreTopology.cluster() },
    `name '${long(53)}' is too long for a StatefulSet; write at most 52 characters`,
  ],
  [
    'the startup budget is nothing',
    'store',
    { startupBudget: Duration.seconds(0) },
    'startup budget 0 s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)',
  ],
  [
    'memory is no quantity',
    'store',
    { resources: { cpu: '1', memory: '2GB' } },
    "memory '2GB' is not a Kubernetes quantity; write a number with an optional suffix, such as 500m, 2 or 20Gi",
  ],
])('fails when %s', (_, id, props, message) => {
  expect(() => aStore(newChart(), id, props)).toThrow(new Error(`lab/${id}: ${message}`));
});
