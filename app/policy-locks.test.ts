import { distManifests, Manifest } from '../test/support/manifests';

const manifests = distManifests();
const ofKind = (kind: string): Manifest[] => manifests.filter((manifest) => manifest.kind === kind);
const deployments = ofKind('Deployment');
const nims = deployments.filter(({ spec }) => 'nvidia.com/gpu' in spec.template.spec.containers[0].resources.limits);
const cpuServices = deployments.filter((deployment) => !nims.includes(deployment));
const names = (objects: Manifest[]): string[] => objects.map(({ metadata }) => metadata.name);
const containersOf = (deployment: Manifest): any[] => deployment.spec.template.spec.containers;

test('the system is five Deployments, two of them NIMs', () => {
  expect(names(deployments)).toEqual(['reasoning-nim', 'embedding-nim', 'qdrant', 'agent-orchestrator', 'web-ui']);
  expect(names(nims)).toEqual(['reasoning-nim', 'embedding-nim']);
});

test.each(nims.map((nim) => [nim.metadata.name, nim]))('a GPU NIM is recreated, never surged: %s', (_, { spec }) => {
  expect(spec.strategy).toEqual({ type: 'Recreate' });
});

test.each(cpuServices.map((service) => [service.metadata.name, service]))(
  'a CPU service is updated by rolling, with both numbers written out: %s',
  (_, { spec }) => {
    expect(spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: expect.any(Number), maxUnavailable: expect.any(Number) },
    });
  },
);

test('stateless services lose no pod during an update', () => {
  const stateless = cpuServices.filter(({ metadata }) => metadata.name !== 'qdrant');
  expect(stateless.map(({ spec }) => spec.strategy.rollingUpdate)).toEqual([
    { maxSurge: 1, maxUnavailable: 0 },
    { maxSurge: 1, maxUnavailable: 0 },
  ]);
});

test('no update puts a second pod beside one that holds a ReadWriteOnce claim', () => {
  const once = new Set(
    names(ofKind('PersistentVolumeClaim').filter(({ spec }) => spec.accessModes.includes('ReadWriteOnce'))),
  );
  const holders = deployments.filter(({ spec }) =>
    spec.template.spec.volumes.some((volume: any) => once.has(volume.persistentVolumeClaim?.claimName)),
  );
  expect(names(holders)).toEqual(['reasoning-nim', 'embedding-nim', 'qdrant']);
  expect(holders.map(({ spec }) => spec.strategy.rollingUpdate?.maxSurge ?? 0)).toEqual([0, 0, 0]);
});

test.each(deployments.map((deployment) => [deployment.metadata.name, deployment]))(
  'every Deployment keeps three old revisions: %s',
  (_, { spec }) => {
    expect(spec.revisionHistoryLimit).toBe(3);
  },
);

test.each(deployments.map((deployment) => [deployment.metadata.name, deployment]))(
  'every service keeps a budget of one available pod: %s',
  (name, { spec }) => {
    const budget = ofKind('PodDisruptionBudget').find(({ metadata }) => metadata.name === `${name}-pdb`)!;
    expect(budget.spec.minAvailable).toBe(1);
    expect(budget.spec.selector).toEqual(spec.selector);
  },
);

test.each(nims.map((nim) => [nim.metadata.name, nim]))(
  'nothing gives up on a NIM before it has had twenty minutes to start: %s',
  (_, nim) => {
    const [{ startupProbe, livenessProbe, readinessProbe }] = containersOf(nim);
    expect((startupProbe.failureThreshold - 1) * startupProbe.periodSeconds).toBeGreaterThanOrEqual(1200);
    expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe.initialDelaySeconds)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(nim.spec.progressDeadlineSeconds).toBeGreaterThan(
      startupProbe.failureThreshold * startupProbe.periodSeconds,
    );
    expect(Number(nim.metadata.annotations!['cdk8s-nim/rollout-timeout-seconds'])).toBeGreaterThanOrEqual(
      nim.spec.progressDeadlineSeconds,
    );
  },
);

test('Python services find their modules in /app', () => {
  const python = deployments.filter((deployment) =>
    containersOf(deployment)[0].env.some(({ name, value }: any) => name === 'PYTHONPATH' && value === '/app'),
  );
  expect(names(python)).toEqual(['agent-orchestrator', 'web-ui']);
});

test('GPUs are requested as they are limited', () => {
  for (const nim of nims) {
    const { requests, limits } = containersOf(nim)[0].resources;
    expect([requests['nvidia.com/gpu'], limits['nvidia.com/gpu']]).toEqual(['1', '1']);
  }
});

test('the namespace admits restricted pods only, and every pod is one', () => {
  const [namespace] = ofKind('Namespace');
  expect(namespace.metadata).toMatchObject({
    name: 'research-ops',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
  });
  for (const { spec } of deployments) {
    const pod = spec.template.spec;
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect([pod.hostNetwork, pod.hostPID, pod.hostIPC]).toEqual([undefined, undefined, undefined]);
    const volumeKinds = pod.volumes.map(({ name: __, ...source }: any) => Object.keys(source)).flat();
    expect(['configMap', 'emptyDir', 'persistentVolumeClaim', 'secret', 'projected']).toEqual(
      expect.arrayContaining(volumeKinds),
    );
    for (const { securityContext } of pod.containers) {
      expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
    }
  }
});

test('the application services run as user 1000', () => {
  const uids = cpuServices
    .filter(({ metadata }) => metadata.name !== 'qdrant')
    .map(({ spec }) => spec.template.spec.securityContext.runAsUser);
  expect(uids).toEqual([1000, 1000]);
});

test('every image is pinned', () => {
  const images = deployments.flatMap(containersOf).map(({ image }) => image);
  expect(images.filter((image) => !/:[\w.-]+$|@sha256:[0-9a-f]{64}$/.test(image) || image.endsWith(':latest'))).toEqual(
    [],
  );
});

test('no object is a Secret, and no text looks like one', () => {
  expect(ofKind('Secret')).toEqual([]);
  expect(JSON.stringify(manifests)).not.toMatch(/nvapi-|AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY/);
});

test('every object names its namespace and carries the labels that tools look for', () => {
  for (const { kind, metadata } of manifests.filter((manifest) => manifest.kind !== 'Namespace')) {
    expect({ kind, ...metadata }).toMatchObject({
      namespace: 'research-ops',
      labels: {
        'app.kubernetes.io/instance': metadata.labels.app,
        'app.kubernetes.io/part-of': 'research-ops',
        'app.kubernetes.io/managed-by': 'cdk8s-nim',
      },
    });
  }
});

test('the namespace comes first, and every service after those it calls', () => {
  expect(manifests[0].kind).toBe('Namespace');
  expect(names(deployments).indexOf('agent-orchestrator')).toBeGreaterThan(names(deployments).indexOf('qdrant'));
  expect(names(deployments).indexOf('web-ui')).toBeGreaterThan(names(deployments).indexOf('agent-orchestrator'));
});
