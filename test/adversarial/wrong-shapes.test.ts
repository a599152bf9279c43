import { Cluster } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover';
import { plan } from '../../lib/prover/plan';

// Found by changing manifests at random: each crashed the tool, or showed an inside of it.

const cluster = Cluster.fromNodeList(JSON.stringify({
  apiVersion: 'v1', kind: 'List', items: [{
    kind: 'Node', metadata: { name: 'gpu' },
    status: { allocatable: { 'cpu': '8', 'memory': '32Gi', 'pods': '10', 'nvidia.com/mig-1g.5gb': '9' } },
  }],
}));

const deployment = (pod: object, spec: object = {}) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: {
    replicas: 2, selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'a:1' }], ...pod } },
    ...spec,
  },
});
const runs = (container: object, pod: object = {}) =>
  deployment({ containers: [{ name: 'a', image: 'a', ...container }], ...pod });
const service = (ports: unknown) =>
  ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports } });
const ingress = {
  apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web' },
  spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'web', port: {} } } }] } }] },
};
const TOO_LARGE = { limits: { 'nvidia.com/gpu': 1 } };
const UNPRINTABLE = { toString: 1, valueOf: 2 };

test.each<[string, object[]]>([
  ['a spec that is text', [{ ...deployment({}), spec: 'text' }]],
  ['a strategy that is a list', [deployment({ nodeSelector: { a: 'b' } }, { strategy: [] })]],
  ['a spread constraint that is nothing', [
    deployment({ topologySpreadConstraints: [null], nodeSelector: { a: 'b' } }),
  ]],
  [
    'an anti-affinity term that is nothing', [deployment({
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [null] } },
      nodeSelector: { a: 'b' },
    })],
  ],
  ['an image that cannot be text', [runs({ image: UNPRINTABLE, resources: TOO_LARGE })]],
  ['an amount that is an object', [runs({ resources: { limits: { cpu: {} } } })]],
  [
    'a volume whose name is an object',
    [runs({ volumeMounts: [{ name: 'm', mountPath: '/m' }] }, { volumes: [{ name: {} }] })],
  ],
  ['a port without number', [runs({ ports: [{ name: 'https' }] }), service([{ port: 1 }])]],
  ['a Service without ports, behind an Ingress', [service([{}]), ingress]],
  ['an owner that cannot be text', [{
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name: 'p', ownerReferences: [{ kind: UNPRINTABLE, name: UNPRINTABLE, apiVersion: UNPRINTABLE }] },
    spec: { containers: [{ name: 'a', image: 'a', command: [UNPRINTABLE] }] },
  }]],
  ['rules of a webhook that cannot be text', [runs({}), {
    apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: { name: 'hook' },
    webhooks: [{ name: 'a.example.com', rules: [{ apiGroups: [UNPRINTABLE], operations: ['*'], resources: ['*'] }] }],
  }]],
  ['ports that cannot be text', [
    runs({}), service([{ port: 1, targetPort: UNPRINTABLE }]),
    {
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'n' },
      spec: { podSelector: {}, ingress: [{ ports: [{ port: UNPRINTABLE }] }] },
    },
  ]],
  ['an autoscaler of nothing that can be text', [runs({}), {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'h' },
    spec: { maxReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: UNPRINTABLE } },
  }]],
  ['capacities of a device that are no quantities', [
    runs({}, { resourceClaims: [{ name: 'g', resourceClaimTemplateName: 't' }] }),
    {
      apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name: 's' },
      spec: {
        driver: 'd', nodeName: 'gpu', pool: { name: 'gpu', generation: UNPRINTABLE },
        devices: [{ name: 'g', capacity: { memory: { value: '' }, cores: 'x' } }],
      },
    },
    {
      apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaimTemplate', metadata: { name: 't' },
      spec: { spec: { devices: { requests: [{ name: 'g', exactly: { deviceClassName: 'd' } }] } } },
    },
    {
      apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'd' },
      spec: { selectors: [{ cel: { expression: "device.capacity['d'].memory.compareTo(quantity('x')) > 0" } }] },
    },
  ]],
  ['a binding of nothing that can be text', [{
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'r' },
    roleRef: { kind: UNPRINTABLE, name: UNPRINTABLE }, subjects: [{ name: UNPRINTABLE }],
  }, service([])]],
  ['a StorageClass without a provisioner that can be text', [
    {
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 's' }, provisioner: UNPRINTABLE,
    },
    {
      apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'c' },
      spec: {
        storageClassName: 's', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: UNPRINTABLE } },
      },
    },
    deployment({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] }),
  ]],
])('%s breaks nothing, and no word of JavaScript is said', (_, objects) => {
  const text = objects.map((each) => JSON.stringify(each)).join('\n---\n');
  const model = Model.load([{ file: 'a.yaml', text }]);
  const report = plan(model, { cluster });
  const { findings, faults } = check(model, { cluster, plan: report });
  expect(faults).toEqual([]);
  const said = [
    findings.map(({ message, witness }) => [message, witness]), report.unread,
    report.workloads.map(({ witness, fits, drain }) => [witness, fits.witness, drain.witness]),
  ];
  expect(JSON.stringify(said)).not.toMatch(/undefined|\[object|NaN|TypeError/);
});
