import { Cluster } from '../../../cluster';
import { Snapshot } from '../../../cluster/snapshot';
import { Model } from '../../../manifests';
import { planRollout } from '../../updates';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';

// Each verdict is that of a real control plane.
const GPU = 'gpu.example.com';
const CLASS = {
  apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' },
  spec: { selectors: [{ cel: { expression: `device.driver == '${GPU}'` } }] },
};
const slice = (node: string, devices: number) => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name: node },
  spec: {
    driver: GPU, nodeName: node, pool: { name: node, generation: 1, resourceSliceCount: 1 },
    devices: Array.from({ length: devices }, (_, index) => ({ name: `gpu-${index}` })),
  },
});
const devices = (count: number, more: object) =>
  ({ requests: [{ name: 'g', exactly: { deviceClassName: 'gpu', count, ...more } }] });
const claim = (name: string, count = 1, more: object = {}) => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name }, spec: { devices: devices(count, more) },
});
const template = (name: string, more: object = {}) => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaimTemplate', metadata: { name },
  spec: { spec: { devices: devices(1, more) } },
});
const named = (...names: string[]) =>
  ({ resourceClaims: names.map((resourceClaimName) => ({ name: resourceClaimName, resourceClaimName })) });
const made = (resourceClaimTemplateName: string) => ({ resourceClaims: [{ name: 'g', resourceClaimTemplateName }] });
const web = (cpu: number, spec: object, pod: object = named('c'), name = 'web') =>
  workload('Deployment', name, { cpu }, spec, pod);

/** Two nodes of 8 cores, with so many devices. */
const plan = (offered: number[], ...objects: object[]) => planRollout(
  load(...objects, CLASS, ...offered.map((count, index) => slice(`n-${index + 1}`, count))),
  new Cluster({ pools: [pool('n', 2)] }),
).workloads;
const verdicts = (offered: number[], ...objects: object[]) =>
  plan(offered, ...objects).map(({ alone, fits }) => [alone.verdict, fits.verdict]);
const unmodelled = (offered: number[], ...objects: object[]) =>
  plan(offered, ...objects).map(({ alone }) => alone.witness);
const RECREATE = { replicas: 1, strategy: { type: 'Recreate' } };

test.each<[string, number[], object, string]>([
  ['a new pod finds room on the node of the claim', [1, 1], web(4, surge(1)), 'proven'],
  ['no node has room for two', [1, 1], web(6, surge(1)), 'impossible'],
  ['the old pod leaves first, and the claim with it', [1, 1], web(6, RECREATE), 'proven'],
  ['all devices are on one node', [1, 0], web(2, surge(3)), 'proven'],
  ['that node has no room for one more', [1, 0], web(2, surge(4)), 'impossible'],
])('pods that share a claim stand on one node (kubernetes dynamicresources Filter): %s', (_, offered, app, verdict) => {
  expect(plan(offered, claim('c'), app)[0].alone.verdict).toBe(verdict);
});

test('more pods than one node holds never run', () => {
  expect(verdicts([1, 1], claim('c'), web(2, noSurge(5)))).toEqual([['impossible', 'impossible']]);
});

test('who waits is told that the claim keeps it on its node', () => {
  expect(plan([1, 1], claim('c'), web(6, surge(1)))[0].alone.witness).toContain(
    'the pods that share resource claim c, those of Deployment/web among them, all stand on one node, which has its devices',
  );
});

test('a claim for more devices than any node has is for no node, and says so', () => {
  expect(plan([2, 2], claim('c', 3), web(1, surge(1)))[0].fits).toEqual({
    verdict: 'impossible',
    witness: ['Deployment/web fits no node', 'no node offers the 3 devices of gpu that resource claim c asks for'],
  });
});

test('so are two claims of one pod whose devices no node has together', () => {
  const both = web(1, surge(1), named('c', 'd'));
  expect(verdicts([3, 2], claim('c', 2), claim('d', 2), both)).toEqual([['impossible', 'impossible']]);
  expect(verdicts([4, 2], claim('c', 2), claim('d', 2), both)).toEqual([['proven', 'proven']]);
});

test('pods of several workloads share a claim, and its node', () => {
  const two = [web(4, surge(1)), web(4, surge(1), named('c'), 'api')];
  expect(verdicts([1, 1], claim('c'), ...two)).toEqual([['impossible', 'possible'], ['impossible', 'possible']]);
});

test('two claims for the only device of a node keep their pods apart', () => {
  const two = [web(1, surge(1)), web(1, surge(1), named('d'), 'api')];
  const claims = [claim('c'), claim('d')];
  expect(plan([1, 1], ...claims, ...two).map(({ alone }) => alone.verdict)).toEqual(['proven', 'proven']);
  expect(verdicts([1, 0], ...claims, ...two)).toEqual([['possible', 'possible'], ['possible', 'possible']]);
  expect(unmodelled([1, 2], ...claims, ...two)[0]).toEqual([
    'not modelled: resource claims c and d, which only some nodes have devices for together',
  ]);
});

test('three claims for two devices of each node are open', () => {
  const all = ['c', 'd', 'e'];
  const apps = all.map((name) => web(1, surge(1), named(name), name));
  expect(unmodelled([2, 2], ...all.map((name) => claim(name)), ...apps)[0][0]).toMatch(/only some nodes have devices/);
});

describe('devices that others take besides', () => {
  test('are counted where one pod at a time has the claim', () => {
    const other = web(1, noSurge(1), made('t'), 'api');
    expect(verdicts([1, 1], claim('c'), template('t'), web(1, RECREATE), other)).toEqual([
      ['proven', 'proven'], ['proven', 'proven'],
    ]);
    expect(verdicts([1, 0], claim('c'), template('t'), web(1, RECREATE), other)).toEqual([
      ['possible', 'possible'], ['possible', 'possible'],
    ]);
  });

  test('are open where several pods share the claim', () => {
    const other = web(1, noSurge(1), made('t'), 'api');
    expect(unmodelled([1, 1], claim('c'), template('t'), web(1, surge(1)), other)).toEqual([
      ['not modelled: devices of gpu, some of which other requests may take too'],
      ['not modelled: devices of gpu, some of which other requests may take too'],
    ]);
  });

  test('are open beside requests that are not counted', () => {
    const greedy = template('all', { allocationMode: 'All', count: undefined });
    const other = web(1, noSurge(1), made('all'), 'api');
    expect(unmodelled([1, 1], greedy, template('t'), web(1, noSurge(1), made('t')), other)[0]).toEqual([
      'not modelled: devices of gpu, some of which other requests may take too',
    ]);
  });
});

test('claims that not all the same pods share, and claims that a DaemonSet shares, are open', () => {
  const both = web(1, surge(1), named('c', 'd'));
  expect(unmodelled([2, 2], claim('c'), claim('d'), both, web(1, surge(1), named('d'), 'api'))[0]).toEqual([
    'not modelled: resource claims c and d, which not all the same pods share',
  ]);
  const agent = workload('DaemonSet', 'agent', { cpu: 1 }, {}, named('c'));
  expect(unmodelled([1, 1], claim('c'), agent, web(1, surge(1)))).toEqual([
    ['not modelled: resource claim c, which its pods on several nodes share'],
    ['not modelled: resource claim c, which pods of a DaemonSet share'],
  ]);
});

test('more pods than a claim may be reserved for are open (ResourceClaimReservedForMaxSize)', () => {
  const objects = [claim('c'), web(0.001, surge(256)), CLASS, slice('n-1', 1)];
  const [{ alone }] = planRollout(load(...objects), new Cluster({ pools: [pool('n', 1, { pods: 1000 })] })).workloads;
  expect(alone.witness).toContain('not modelled: resource claim c, which more than 256 pods share');
});

test('required affinity beside a shared claim is open', () => {
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
  ] } };
  expect(unmodelled([1, 1], claim('c'), web(1, surge(1), { ...named('c'), affinity }))[0]).toEqual([
    'not modelled: required pod affinity beside a resource claim that several pods share',
  ]);
});

describe('a claim that a running pod outside the manifests holds', () => {
  const node = (name: string) => ({
    kind: 'Node', metadata: { name }, status: { allocatable: { cpu: '8', memory: '9Gi', pods: '9' } },
  });
  const holder = (nodeName: string, cpu: string) => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'other', namespace: 'default', labels: {} },
    spec: { nodeName, ...named('c'), containers: [{ name: 'a', resources: { requests: { cpu } } }] },
    status: { phase: 'Running' },
  });
  const judged = (...pods: object[]) => {
    const live = [node('n-1'), node('n-2'), CLASS, slice('n-1', 1), slice('n-2', 1), claim('c'), ...pods];
    const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items: live }))]);
    const text = JSON.stringify(web(3, surge(1)));
    const model = Model.load([{ file: 'a.yaml', text }], undefined, { live: snapshot.objects });
    return planRollout(model, snapshot.clusterFor(model)).workloads[0].alone.verdict;
  };
  test('keeps all pods that share it on its node', () => {
    expect(judged()).toBe('proven');
    expect(judged(holder('n-2', '1'))).toBe('proven');
    expect(judged(holder('n-2', '3'))).toBe('impossible');
  });
});
