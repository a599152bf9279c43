import { Cluster, NodePool, Taint } from '../../../cluster';
import { planRollout } from '..';
import { completed, gpu, load, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';

const claim = (mode: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'cache' },
  spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
});
const MOUNT = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'cache' } }] };
const nim = (spec: object, pod: object = {}) => workload('Deployment', 'nim', gpu, spec, pod);
const steady = (pools: NodePool[], ...objects: object[]) =>
  planRollout(load(...objects), new Cluster({ pools })).steadyState;
const two = [pool('gpu', 2, { extendedResources: { 'nvidia.com/gpu': '2' } })];

test.each([
  ['ReadWriteOncePod', surge(1), [
    'claim cache is ReadWriteOncePod: a new Deployment/nim pod is not scheduled while an old one runs',
    'the old pod may not stop before the new one is ready (maxSurge 1, maxUnavailable 0)']],
  ['ReadWriteOncePod', noSurge(2), [
    'claim cache is ReadWriteOncePod: a new Deployment/nim pod is not scheduled while an old one runs',
    'only one pod can ever run with it']],
  ['ReadWriteOnce', surge(1), [
    'claim cache is ReadWriteOnce: it stays attached to the node of the running pod',
    'a new Deployment/nim pod on any other node waits in ContainerCreating for the volume (Multi-Attach error)',
    'the old pod may not stop before the new one is ready (maxSurge 1, maxUnavailable 0)']],
  ['ReadWriteOnce', noSurge(2), [
    'claim cache is ReadWriteOnce: it stays attached to the node of the running pod',
    'a new Deployment/nim pod on any other node waits in ContainerCreating for the volume (Multi-Attach error)',
    'the other pods keep the volume on their node, so the new pod never becomes ready']],
])('an update that a %s claim blocks says how (%j)', (mode, spec, witness) => {
  expect(planFirst(two, nim(spec, MOUNT), claim(mode)).witness).toEqual(witness);
});

test('an unknown claim is named with what each access mode would mean', () => {
  expect(planFirst([pool('gpu', 2)], nim(surge(1), MOUNT)).witness).toEqual([
    'the access mode of claim cache is not in the input: proven when it is ReadWriteMany, impossible when it is ReadWriteOnce',
  ]);
});

test('a claim that another workload holds blocks where the new pod goes elsewhere', () => {
  const plan = planFirst(
    two,
    nim(surge(1), MOUNT),
    workload('Deployment', 'other', {}, noSurge(1), MOUNT),
    claim('ReadWriteOnce'),
  );
  expect(plan).toMatchObject({
    verdict: 'possible',
    witness: [expect.stringContaining('claim cache is ReadWriteOnce'), expect.any(String), expect.any(String)],
  });
});

test('where pods may stand in the way, the placement is shown', () => {
  const web = workload('Deployment', 'web', { cpu: 5 }, noSurge(3));
  const subject = workload('Deployment', 'nim', { ...gpu, cpu: 4 }, surge(1));
  expect(planFirst([pool('gpu', 2), pool('cpu', 3, { extendedResources: {} })], subject, web)).toMatchObject({
    verdict: 'possible',
    witness: [
      'it blocks when the pods stand like this:',
      'a new Deployment/nim pod needs 1 nvidia.com/gpu and 4 cpu and stays Pending',
      'pool gpu has 2 nvidia.com/gpu on 2 nodes, held by Deployment/nim (old) (1)',
      'pool gpu has 16 cpu on 2 nodes, held by Deployment/web (5), Deployment/nim (old) (4)',
      'an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)',
    ],
    fits: {
      verdict: 'possible',
      witness: ['Deployment/nim fits, unless other pods are placed where it needs the room'],
    },
    drain: {
      verdict: 'possible',
      witness: ['after a drain of a node of pool gpu, room for Deployment/nim depends on where the other pods stand'],
    },
  });
});

test('of many who hold the room, six are named', () => {
  const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => workload('Deployment', name, gpu, surge(1)));
  expect(planFirst([pool('gpu', 8)], nim(surge(1)), ...others).witness[1]).toBe(
    'pool gpu has 8 nvidia.com/gpu on 8 nodes, held by Deployment/nim (old) (1), ' +
    'Deployment/a (1), Deployment/b (1), Deployment/c (1), Deployment/d (1), Deployment/e (1) and 2 more');
  expect(planFirst([pool('gpu', 6)], nim(surge(1)), ...others.slice(0, 5)).witness[1]).toMatch(/Deployment\/e \(1\)$/);
});

test('those who hold most are named first', () => {
  const { witness } = planFirst([pool('gpu', 3)], nim(surge(1)), workload('Deployment', 'large', gpu, noSurge(2)));
  expect(witness[1]).toBe(
    'pool gpu has 3 nvidia.com/gpu on 3 nodes, held by Deployment/large (2), Deployment/nim (old) (1)',
  );
});

test('memory is said in GiB, and on one node in the singular', () => {
  const web = workload('Deployment', 'web', { memory: '20Gi', cpu: '1500m' }, surge(1));
  expect(planFirst([pool('cpu', 1)], web)).toMatchObject({
    witness: [
      'a new Deployment/web pod needs 20Gi memory and stays Pending',
      'pool cpu has 32Gi memory on 1 node, held by Deployment/web (old) (20Gi)',
      'an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)',
    ],
    spareNeeded: { resource: 'memory', units: 20 * 2 ** 30, pool: 'cpu', nodes: 1 },
  });
});

test('pods that keep apart are the reason where room is not', () => {
  const containers = [{ name: 'main', ports: [{ containerPort: 80, hostPort: 80 }] }];
  expect(
    planFirst([pool('cpu', 2)], workload('Deployment', 'web', {}, surge(2), { containers })).witness.slice(1),
  ).toEqual([
    'two pods of Deployment/web may not share one kubernetes.io/hostname (required anti-affinity, host port or disk)',
    'an old pod may not stop before a new one is ready (maxSurge 1, maxUnavailable 0)',
  ]);
});

const NOWHERE = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
  },
};

test.each<[string, object, string]>([
  ['a node that is not there', { nodeName: 'other' }, "pool gpu: spec.nodeName asks for node 'other'"],
  [
    'an affinity that no node meets', { affinity: { nodeAffinity: NOWHERE } },
    'pool gpu: required node affinity does not match',
  ],
  [
    'a label that no node has', { nodeSelector: { size: 'l' } },
    'pool gpu: nodeSelector size=l does not match, the pool has size=(none)',
  ],
])('%s is the reason of every verdict', (_, pod, reason) => {
  const because = { verdict: 'impossible', witness: ['Deployment/nim fits no node', reason] };
  expect(planFirst([pool('gpu', 2)], nim(surge(1), pod))).toMatchObject({ ...because, fits: because });
  expect(steady([pool('gpu', 2)], nim(surge(1), pod))).toEqual(because);
});

test('a taint without a value is named by its key', () => {
  const tainted = pool('gpu', 2, {}, { taints: [Taint.noSchedule('dedicated')] });
  expect(planFirst([tainted], nim(surge(1))).witness).toEqual([
    'Deployment/nim fits no node', 'pool gpu: taint dedicated:NoSchedule is not tolerated']);
});

test('an update that evicts pods of lower priority is proven, and says whose', () => {
  const priority = (name: string, value: number) => ({
    apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value,
  });
  const high = nim(surge(1), { priorityClassName: 'high' });
  const other = (pod: object) => workload('Deployment', 'other', gpu, surge(1), pod);
  const plan = planFirst([pool('gpu', 2)], high, other({}), priority('high', 10));
  expect(plan.verdict).toBe('proven');
  expect(plan.witness).toEqual(['where no room is free it evicts pods of lower priority: Deployment/other']);
  expect(planFirst([pool('gpu', 2)], high, other({ priorityClassName: 'high' }), priority('high', 10)).verdict).toBe(
    'impossible',
  );
  expect(planFirst([pool('gpu', 2)], high, other({}), priority('high', -10)).verdict).toBe('impossible');
});

test('an object of another namespace is named with it', () => {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'train', namespace: 'ml' },
    spec: {
      template: {
        spec: { restartPolicy: 'Never', containers: [completed({ name: 'main', resources: { requests: gpu } })] },
      },
    },
  };
  expect(planFirst([pool('gpu', 1)], job, nim(surge(1)))).toMatchObject({
    workload: 'ml/Job/train', strategy: 'none', availabilityFloor: 0,
    downtimeSeconds: { least: 0, most: 0 }, neededProgressDeadlineSeconds: undefined,
    witness: [
      'all pods together do not fit the cluster',
      '1 pod of ml/Job/train cannot stand beside the other workloads, though each of them fits by itself',
      'workloads that may use the same nodes ask for 2 nvidia.com/gpu in total',
      'pool gpu has 1 nvidia.com/gpu on 1 node',
    ],
  });
});

test('without node pools the witness asks for them', () => {
  expect(planRollout(load(nim(surge(1)))).steadyState.witness).toEqual([
    'the node pools are not known; name them to get a verdict',
  ]);
});
