import { CacheProps, CacheTopology, EvictionPolicy, SecretSource } from '../..';
import { aCache, aService } from '../../../test/support/examples';
import { fullCacheProps } from '../../../test/support/full-props';
import {
  controller, environment, mainContainer, newChart, only, opened, podSpec, render,
} from '../../../test/support/synth';

const PASSWORD = SecretSource.existing('redis').key('password');
const REPLICATED: Partial<CacheProps> = { topology: CacheTopology.replicated() };
const cache = (props: Partial<CacheProps> = {}) => render((chart) => aCache(chart, 'cache', props));
const flag = (props: Partial<CacheProps>, name: string): string | undefined => {
  const { command } = mainContainer(cache(props));
  return command.includes(name) ? command[command.indexOf(name) + 1] : undefined;
};

test('with its required properties only', () => {
  expect(cache()).toMatchSnapshot();
});

test('with every property', () => {
  expect(render((chart) => aCache(chart, 'cache', fullCacheProps(chart)))).toMatchSnapshot();
});

test('callers get a redis URL of the pod that takes writes, and the password by reference', () => {
  const options = { env: 'REDIS_URL', credentialEnv: 'REDIS_PASSWORD' };
  const manifests = render((chart) =>
    aService(chart, 'api').connectTo(aCache(chart, 'cache', { ...REPLICATED, password: PASSWORD }), options));
  expect(only(manifests, 'Deployment').spec.template.spec.containers[0].env).toEqual([
    { name: 'REDIS_PASSWORD', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } },
    { name: 'REDIS_URL', value: 'redis://cache.lab.svc.cluster.local:6379' },
  ]);
  expect(only(manifests, 'Service', 'cache').spec.selector).toEqual({
    'app': 'cache', 'statefulset.kubernetes.io/pod-name': 'cache-0',
  });
});

test('the password stands in no manifest: the kubelet puts it into the command', () => {
  expect([flag({ password: PASSWORD }, '--requirepass'), flag({ password: PASSWORD }, '--masterauth')])
    .toEqual(['$(REDISCLI_AUTH)', '$(REDISCLI_AUTH)']);
  expect(environment(cache({ password: PASSWORD })).REDISCLI_AUTH).toEqual({
    secretKeyRef: { name: 'redis', key: 'password' },
  });
  expect(flag({}, '--requirepass')).toBeUndefined();
});

test('data leaves a quarter of the memory limit to buffers and to copies', () => {
  const resources = { cpu: '1', memory: '1Gi', memoryLimit: '4Gi' };
  expect(flag({ resources }, '--maxmemory')).toBe(String(3 * 2 ** 30));
  expect([flag({}, '--maxmemory-policy'), flag({ eviction: EvictionPolicy.NO_EVICTION }, '--maxmemory-policy')])
    .toEqual(['allkeys-lru', 'noeviction']);
});

test('without a volume nothing is kept, with one every write is', () => {
  expect([flag({}, '--appendonly'), flag({ storageSize: '10Gi' }, '--appendonly')]).toEqual(['no', 'yes']);
  expect(podSpec(cache()).volumes).toEqual([{ name: 'data', emptyDir: {} }]);
  expect(controller(cache({ storageSize: '10Gi' })).spec).toMatchObject({
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '10Gi' } } } }],
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  });
});

test('all pods but the first copy it, and reach it', () => {
  const manifests = cache(REPLICATED);
  expect(controller(manifests).spec.replicas).toBe(3);
  expect(mainContainer(manifests).command[2]).toBe(
    'case "$POD_NAME" in *-0) exec "$@" ;; *) exec "$@" --replicaof cache-0.cache-headless 6379 ;; esac',
  );
  const self = { podSelector: { matchLabels: { app: 'cache' } } };
  const { spec } = only(manifests, 'NetworkPolicy');
  expect([opened(spec.ingress, 'from', self), opened(spec.egress, 'to', self)]).toEqual([[6379], [6379]]);
});

test('readers have a Service of all pods', () => {
  expect(only(cache(REPLICATED), 'Service', 'cache-read').spec.selector).toEqual({ app: 'cache' });
  const chart = newChart();
  expect(aCache(chart, 'cache', REPLICATED).readUrl).toBe('redis://cache-read.lab.svc.cluster.local:6379');
  expect(aCache(chart, 'other').readUrl).toBeUndefined();
});

test('one pod is replaced at a time, and a drain takes no more', () => {
  expect(only(cache(REPLICATED), 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
  expect(only(cache(), 'PodDisruptionBudget').spec).toMatchObject({ minAvailable: 1 });
});

test('a pod that loads its data is not ready, and not restarted', () => {
  const { readinessProbe, livenessProbe } = mainContainer(cache());
  expect(readinessProbe.exec.command).toEqual(['valkey-cli', '-e', 'ping']);
  expect(livenessProbe.tcpSocket).toEqual({ port: 'redis' });
});

test('the programs of Redis have their own names', () => {
  const container = mainContainer(cache({ image: 'redis:8.0.3' }));
  expect([container.name, container.command[0], container.readinessProbe.exec.command[0]])
    .toEqual(['redis', 'redis-server', 'redis-cli']);
});

test('metrics come from an exporter beside it, when there is one', () => {
  const exporterImage = 'oliver006/redis_exporter:v1.67.0';
  const [, exporter] = podSpec(cache({ exporterImage, password: PASSWORD })).containers;
  expect(exporter.env).toEqual([
    { name: 'REDIS_ADDR', value: 'redis://localhost:6379' },
    { name: 'REDIS_PASSWORD', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } },
  ]);
  expect(exporter.securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
  const { metrics } = aCache(newChart(), 'cache', { exporterImage });
  expect(metrics).toMatchObject({ port: { containerPort: 9121 }, path: '/metrics' });
  expect(aCache(newChart()).metrics).toBeUndefined();
});

test.each<[string, () => unknown, string]>([
  ['a StorageClass has no volume', () => cache({ storageClass: 'gp3' }),
    "lab/cache: storageClass 'gp3' has no volume; write storageSize: '10Gi', or leave it out"],
  ['the size is none', () => cache({ storageSize: '0' }),
    "lab/cache: storageSize '0' is not positive; write a size such as 50Gi"],
  ['nothing is copied', () => CacheTopology.replicated({ copies: 0 }),
    'copies 0 is not a whole number from 1; write 1 or more, or CacheTopology.single()'],
  ['the name is too long for its revisions', () => cache({ name: 'a'.repeat(53) }),
    `lab/cache: name '${'a'.repeat(53)}' is too long for a StatefulSet; write at most 52 characters`],
])('fails when %s', (_, create, message) => {
  expect(create).toThrow(new Error(message));
});
