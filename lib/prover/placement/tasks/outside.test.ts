import { Snapshot } from '../../../cluster/snapshot';
import { Model } from '../../../manifests';
import { plan } from '../..';
import { Capacity } from '..';

const node = (name: string, zone = 'a') => ({
  kind: 'Node', metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } },
  status: { allocatable: { 'cpu': '4', 'memory': '8Gi', 'pods': '10', 'nvidia.com/gpu': '1' } },
});

const pod = (name: string, spec: object, nodeName?: string, labels: object = { app: name }) => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels },
  status: { phase: nodeName ? 'Running' : 'Pending' }, spec: { nodeName, containers: [{ name: 'a', ...spec }] },
});

const gpu = { resources: { limits: { 'nvidia.com/gpu': '1' } } };

function verdicts(live: object[], spec = '', strategy = 'rollingUpdate: {maxSurge: 1, maxUnavailable: 0}') {
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items: live }))]);
  const text = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  strategy: {${strategy}}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {${spec}containers: [{name: a, image: x:1, resources: {limits: {nvidia.com/gpu: 1}}, ports: [{containerPort: 80, hostPort: 80}]}]}
`;
  const model = Model.load([{ file: 'a.yaml', text }], undefined, { live: snapshot.objects });
  const [{ verdict, witness }] = plan(model, { cluster: snapshot.clusterFor(model) }).workloads;
  return { verdict, witness: witness.join('\n') };
}

test('a pod outside the manifests takes its GPU: nothing is left for a second pod', () => {
  expect(verdicts([node('a'), node('b')]).verdict).toBe('proven');
  expect(verdicts([node('a'), node('b'), pod('other', gpu, 'b')]).verdict).toBe('impossible');
});

test('a host port that it holds closes its node', () => {
  const port = { ports: [{ containerPort: 80, hostPort: 80 }] };
  expect(verdicts([node('a'), node('b'), pod('other', port, 'b')]).verdict).toBe('impossible');
  expect(
    verdicts([node('a'), node('b'), pod('other', { ports: [{ containerPort: 80, hostPort: 81 }] }, 'b')]).verdict,
  ).toBe('proven');
});

const anti = (label: string) => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: { app: label } } },
    ],
  },
});

test('required anti-affinity closes its domain, whoever asks for it', () => {
  const zones = [node('a'), node('b', 'b'), node('c', 'c')];
  const theirs = { ...pod('other', {}, 'b') };
  Object.assign(theirs.spec, { affinity: anti('web') });
  expect(verdicts([...zones.slice(0, 2), theirs]).verdict).toBe('impossible');
  expect(verdicts([...zones, theirs]).verdict).toBe('proven');
  expect(
    verdicts([...zones.slice(0, 2), pod('other', {}, 'b')], `affinity: ${JSON.stringify(anti('other'))}, `).verdict,
  ).toBe('impossible');
});

test('a pod that it attracts may go where it stands', () => {
  const affinity = { podAffinity: anti('other').podAntiAffinity };
  const spec = `affinity: ${JSON.stringify(affinity)}, `;
  expect(verdicts([node('a'), node('b'), node('c', 'c'), pod('other', {}, 'b')], spec).verdict).toBe('proven');
  expect(verdicts([node('a'), node('b', 'b'), pod('other', {}, 'b')], spec).verdict).toBe('impossible');
});

test('a pod that waits may take what an update frees', () => {
  const recreate = 'type: Recreate';
  expect(verdicts([node('a')], '', recreate).verdict).toBe('proven');
  expect(verdicts([node('a'), pod('other', gpu)], '', recreate).verdict).toBe('possible');
});

test('spread that counts it is not decided', () => {
  const spread =
    'topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {tier: x}}}], ';
  const { verdict, witness } = verdicts([node('a'), node('b', 'b'), pod('other', {}, 'a', { tier: 'x' })], spread);
  expect([verdict, witness]).toEqual([
    'unknown', expect.stringContaining('topology spread that counts pods outside the manifests'),
  ]);
});

const judged = (text: string, ...live: object[]) => {
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items: live }))]);
  const model = Model.load([{ file: 'a.yaml', text }], undefined, { live: snapshot.objects });
  const [{ verdict, fits, witness }] = plan(model, { cluster: snapshot.clusterFor(model) }).workloads;
  return [verdict, fits.verdict, witness[0]];
};

test('the pod of a DaemonSet is made for a node whose host port somebody else holds, and waits there', () => {
  const daemon = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: a, image: x:1, ports: [{containerPort: 80, hostPort: 80}]}]}
`;
  const port = { ports: [{ containerPort: 80, hostPort: 80 }] };
  expect(judged(daemon, node('a'), node('b'), pod('other', port, 'b'))).toEqual([
    'impossible', 'impossible',
    'a pod outside the manifests keeps the pod of DaemonSet/agent off node b (pool b) (host port or required anti-affinity)',
  ]);
  expect(judged(daemon, node('a'), node('b'))).toEqual(['proven', 'proven', undefined]);
});

test('pods that may evict those outside the manifests perhaps fit in their place', () => {
  const important = `
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 10
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  strategy: {type: Recreate}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {priorityClassName: high, containers: [{name: a, image: x:1, resources: {limits: {nvidia.com/gpu: 1}}}]}
`;
  expect(judged(important, node('a'), pod('other', gpu, 'a')).slice(0, 2)).toEqual(['possible', 'possible']);
  const plain = important.replace('priorityClassName: high, ', '');
  expect(judged(plain, node('a'), pod('other', gpu, 'a')).slice(0, 2)).toEqual(['impossible', 'impossible']);
  const elsewhere = important.replace('priorityClassName', 'nodeSelector: {tier: other}, priorityClassName');
  expect(judged(elsewhere, node('a'), pod('other', gpu, 'a'))[1]).toBe('impossible');
});

test('nodes that name no pool are alike where equal room is left, unless a pod looks for one that stands there', () => {
  const sizes = (spec: object, ...pods: object[]) => {
    const nodes = ['a', 'b', 'c', 'd'].map((name) => node(name));
    const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items: [...nodes, ...pods] }))]);
    const web = {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { ...spec, containers: [{ name: 'a', ...gpu }] } },
      },
    };
    const model = Model.load([{ file: 'a.json', text: JSON.stringify(web) }], undefined, { live: snapshot.objects });
    return new Capacity(model, snapshot.clusterFor(model)).groups.map(({ nodes: { length } }) => length);
  };
  const others = [pod('one', gpu, 'b'), pod('two', gpu, 'c')];
  expect(sizes({})).toEqual([4]);
  expect(sizes({}, ...others)).toEqual([2, 2]);
  const beside = (app: string) => ({
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
        ],
      },
    },
  });
  expect(sizes(beside('web'), ...others)).toEqual([2, 2]);
  expect(sizes(beside('one'), ...others)).toEqual([2, 1, 1]);
});
