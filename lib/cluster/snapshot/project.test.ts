import { project } from './project';

const pod = (spec: object, status: object = {}) => ({
  apiVersion: 'v1', kind: 'Pod', spec, status,
  metadata: { name: 'a', namespace: 'b', uid: 'x', annotations: { c: 'd' } },
});

test('of a pod stays what decides where it runs and what it holds', () => {
  const kept = project(pod({
    nodeName: 'n', nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }], hostname: 'h', dnsPolicy: 'None',
    initContainers: [{ name: 'i', image: 'i:1', command: ['sh'], env: [{ name: 'TOKEN', value: 'hunter2' }] }],
    containers: [{
      name: 'c', image: 'c:1', args: ['--key=hunter2'], resources: { requests: { cpu: '1' } },
      ports: [{ containerPort: 1 }], restartPolicy: 'Always', volumeMounts: [{ name: 'v' }],
    }],
    volumes: [
      { name: 'v', persistentVolumeClaim: { claimName: 'd' } }, { name: 's', secret: { secretName: 's' } },
      { name: 'e', ephemeral: {} }, { name: 't', emptyDir: {} },
    ],
  }));
  expect(kept).toEqual({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'b' }, status: {},
    spec: {
      nodeName: 'n', nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }],
      initContainers: [{ name: 'i', image: 'i:1' }],
      containers: [{
        name: 'c', image: 'c:1', resources: { requests: { cpu: '1' } }, ports: [{ containerPort: 1 }],
        restartPolicy: 'Always',
      }],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'd' } }, { name: 'e', ephemeral: {} }],
    },
  });
});

test('how its containers do stays, and what they said when they ended does not: it may be the end of a log', () => {
  const stays = { reason: 'Error', exitCode: 1, signal: 9, startedAt: 's', finishedAt: 'f' };
  const ended = { ...stays, message: 'password hunter2' };
  const status = (more: object) => project(pod({ containers: [] }, more)).status;
  expect(status({
    phase: 'Running', hostIP: '10.0.0.1', conditions: [{ type: 'Ready' }], nominatedNodeName: 'n',
    containerStatuses: [{
      name: 'c', ready: true, started: true, restartCount: 3, imageID: 'sha', containerID: 'x', image: 'c:1',
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } }, lastState: { terminated: ended },
    }],
    initContainerStatuses: [{ name: 'i', state: { terminated: ended } }],
  })).toEqual({
    phase: 'Running', conditions: [{ type: 'Ready' }], nominatedNodeName: 'n',
    containerStatuses: [{
      name: 'c', ready: true, started: true, restartCount: 3, imageID: 'sha',
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
      lastState: { terminated: stays },
    }],
    initContainerStatuses: [{
      name: 'i', state: { terminated: stays },
    }],
  });
});

test('of a node stays what it offers, what repels pods, and which machine it is', () => {
  expect(project({
    apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels: { a: 'b' }, annotations: { c: 'd' } },
    spec: { taints: [], unschedulable: true, providerID: 'aws:///a/i-1', podCIDR: '10.0.0.0/24' },
    status: { allocatable: { cpu: '1' }, conditions: [], nodeInfo: {}, capacity: {}, images: [] },
  })).toEqual({
    apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels: { a: 'b' } },
    spec: { taints: [], unschedulable: true, providerID: 'aws:///a/i-1' },
    status: { allocatable: { cpu: '1' }, conditions: [], nodeInfo: {} },
  });
});

test.each(['Secret', 'ConfigMap'])('of a %s stay the names of its keys', (kind) => {
  const metadata = { name: 's', namespace: 'b' };
  expect(project({ apiVersion: 'v1', kind, metadata, data: { token: 'aHVudGVyMg==' }, type: 'Opaque' }))
    .toEqual({ apiVersion: 'v1', kind, metadata, keys: ['token'] });
  expect(project({ apiVersion: 'v1', kind, metadata })).toEqual({ apiVersion: 'v1', kind, metadata, keys: [] });
});

describe('of other objects stays all', () => {
  const env = [{ name: 'TOKEN', value: 'hunter2' }, { name: 'REF', valueFrom: { secretKeyRef: { name: 's' } } }];
  const deployment = (metadata: object) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', ...metadata },
    spec: { template: { spec: { containers: [{ name: 'c', env, args: [null, 1] }] } } }, status: { replicas: 1 },
  });

  test('but literals of environments, unless they are asked for', () => {
    const kept = project(deployment({})) as any;
    expect(kept.spec.template.spec.containers)
      .toEqual([{ name: 'c', args: [null, 1], env: [{ name: 'TOKEN', value: '(not kept)' }, env[1]] }]);
    expect(kept.status).toEqual({ replicas: 1 });
    expect(project(deployment({}), { keepsLiterals: true })).toMatchObject({
      spec: { template: { spec: { containers: [{ env }] } } },
    });
  });

  test("but who wrote which field, and kubectl's copy of the manifest", () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'cdk8s-nim/x': 'y' };
    expect(project(deployment({ managedFields: [], annotations })).metadata)
      .toEqual({ name: 'd', annotations: { 'cdk8s-nim/x': 'y' } });
    const copy = { 'kubectl.kubernetes.io/restartedAt': 'now' };
    expect(project(deployment({ annotations: copy })).metadata).toEqual({ name: 'd' });
  });
});
