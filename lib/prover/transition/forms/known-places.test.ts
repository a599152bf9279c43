import { Cluster } from '../../../cluster';
import { keyOf } from '../../../manifests';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { planTransition } from '..';

type Places = { [name: string]: { [node: string]: number } };

const app = (name: string, count: number, spec: object, tag = '1', cpu = 1) =>
  workload('Deployment', name, {}, spec, {
    containers: [{
      name: 'main', image: `main:${tag}`, resources: { requests: { 'nvidia.com/gpu': count, 'cpu': String(cpu) } },
    }],
  });

const three = () => new Cluster({ pools: [pool('gpu', 3, { extendedResources: { 'nvidia.com/gpu': '2' } })] });

/** The plans of all workloads, where the pods are said to stand. */
function plansOf(before: object[], after: object[], cluster: Cluster, stands?: Places) {
  const model = load(...before);
  const places = stands && new Map(model.workloads.map(({ name, manifest }) =>
    [keyOf(manifest), new Map(Object.entries(stands[name] ?? {}))]));
  return planTransition(load(...after), { model, name: 'snapshot', prune: false, places }, cluster).workloads;
}

/** The verdict of the first workload alone. */
const alone = (before: object[], after: object[], stands?: Places) =>
  plansOf(before, after, three(), stands)[0].alone.verdict;

const update = ['1', '2'].map((tag) => [app('web', 2, surge(1), tag), app('small', 1, surge(2))]);

test('whether a surge finds room depends on where the others stand', () => {
  const [before, after] = update;
  expect(alone(before, after)).toBe('possible');
  expect(alone(before, after, { web: { 'gpu-1': 1 }, small: { 'gpu-2': 2 } })).toBe('proven');
  expect(alone(before, after, { web: { 'gpu-1': 1 }, small: { 'gpu-2': 1, 'gpu-3': 1 } })).toBe('impossible');
});

test('a surge that finds no room alone may take what a DaemonSet leaves that is updated too', () => {
  const agent = (tag: string, count: number, maxSurge: number) => workload('DaemonSet', 'agent', {}, {
    updateStrategy: { rollingUpdate: { maxSurge, maxUnavailable: maxSurge > 0 ? 0 : 1 } },
  }, { containers: [{ name: 'main', image: `agent:${tag}`, resources: { requests: { 'nvidia.com/gpu': count } } }] });
  const each = { 'gpu-1': 1, 'gpu-2': 1, 'gpu-3': 1 };
  const stands = { web: { 'gpu-1': 1 }, agent: each, small: { 'gpu-2': 1, 'gpu-3': 1 } };
  const said = (tag: string, count = 1, maxSurge = 0) => {
    const all = (own: string, other: string) => [
      app('web', 1, surge(1), own), agent(other, count, maxSurge), app('small', 1, surge(2))];
    const [{ alone: by, together }] = plansOf(all('1', '1'), all('2', tag), three(), stands);
    return `${by.verdict} ${together.verdict}`;
  };
  expect([said('1'), said('2'), said('2', 1, 1)]).toEqual(
    ['impossible impossible', 'impossible possible', 'impossible impossible']);
});

test.each<[string, Places]>([
  ['a pod without place', { web: { 'gpu-1': 1 }, small: { 'gpu-2': 1 } }],
  ['a node that is not there', { web: { 'gpu-1': 1 }, small: { 'gpu-2': 1, 'gone': 1 } }],
  ['more pods on a node than it holds', { web: { 'gpu-1': 1 }, small: { 'gpu-1': 2 } }],
])('places count only where they are known of all pods: %s', (_, stands) => {
  const [before, after] = update;
  expect(alone(before, after, stands)).toBe('possible');
});

test('new pods that ask for more find what old ones leave where they stand', () => {
  const [before, after] = [
    [app('web', 1, noSurge(2)), app('small', 1, surge(2))], [app('web', 2, noSurge(2), '2'), app('small', 1, surge(2))],
  ];
  expect(alone(before, after, { web: { 'gpu-1': 2 }, small: { 'gpu-2': 2 } })).toBe('proven');
  // One new pod goes to the third node; the room of the second is never in one piece.
  expect(alone(before, after, { web: { 'gpu-1': 1, 'gpu-2': 1 }, small: { 'gpu-2': 1, 'gpu-3': 1 } }))
    .not.toBe('proven');
});

test('together is more than alone where another workload changes its size, though nobody meets that one', () => {
  const cores = (name: string, cpu: string, nodes: number, pod: object = {}) =>
    pool(name, nodes, { cpu, extendedResources: {} }, pod);
  const cluster = new Cluster({ pools: [
    cores('small', '4', 2),
    cores('own', '8', 1, { taints: [{ key: 'own', value: 'yes', effect: 'NoSchedule' }], labels: { own: 'yes' } }),
  ] });
  const workloads = (tag: string, cpu: number) => [
    ...[['a', 1, 3] as const, ['b', 2, 1.5] as const].map(([name, replicas, each]) =>
      workload('Deployment', name, {}, noSurge(replicas), {
        containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: { cpu: String(each) } } }],
      })),
    workload('Deployment', 'x', { cpu }, noSurge(1), {
      nodeSelector: { own: 'yes' }, tolerations: [{ operator: 'Exists' }],
    }),
  ];
  const stands = { a: { 'small-1': 1 }, b: { 'small-2': 2 }, x: { 'own-1': 1 } };
  const [a] = plansOf(workloads('1', 1), workloads('2', 2), cluster, stands);
  expect([a.alone.verdict, a.together.verdict]).toEqual(['proven', 'possible']);
});

describe('spread over zones, and volumes that stay in theirs', () => {
  const cores = (name: string, zone: string) =>
    pool(name, 1, { cpu: '4', extendedResources: {} }, { zones: [zone] });
  const cluster = () => new Cluster({ pools: [cores('a', 'zone-a'), cores('b', 'zone-b')] });
  const web = (cpu: number, spec: object, pod: object = {}) => workload('Deployment', 'web', { cpu }, spec, pod);
  const spread = {
    topologySpreadConstraints: [{
      maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    }],
  };
  const zonal = {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'zonal' },
    provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer',
  };
  const claim = (name: string, mode = 'ReadWriteOnce') => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
    spec: { accessModes: [mode], storageClassName: 'zonal', resources: { requests: { storage: '1Gi' } } },
  });
  const data = (...names: string[]) =>
    ({ volumes: names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })) });
  const rest = (name: string, cpu: number, replicas: number) => workload('Deployment', name, { cpu }, surge(replicas));

  /** `alone together` of web. */
  const judged = (before: object[], after: object[], stands?: Places) => {
    const { alone: one, together: two } = plansOf(before, after, cluster(), stands).find(({ name }) => name === 'web')!;
    return `${one.verdict} ${two.verdict}`;
  };
  const [old, fresh] = [web(1, noSurge(2), spread), web(2, noSurge(2), spread)];

  test('pods that are spread find room in each zone beside what stands there now', () => {
    const each = { 'a-1': 1, 'b-1': 1 };
    expect(judged([old, rest('db', 1, 2)], [fresh, rest('db', 1, 2)], { web: each, db: each })).toBe('proven proven');
    expect(judged([old, rest('db', 3, 1)], [fresh, rest('db', 3, 1)], { web: each, db: { 'a-1': 1 } }))
      .not.toContain('proven');
  });

  test('pods of others that change may be in either zone', () => {
    const [before, after] = [1, 2].map((cpu) => [web(1, noSurge(2), spread), rest('api', cpu, 1)]);
    const grown = (cpu: number) => [web(cpu, noSurge(2), spread), rest('api', 2, 1)];
    const stands = { web: { 'a-1': 1, 'b-1': 1 }, api: { 'a-1': 1 } };
    expect(judged(before, [fresh, after[1]], stands)).toBe('proven proven');
    expect(judged(before, grown(3), stands)).toMatch(/^proven (possible|unknown)$/);
  });

  test('a volume keeps the new pod in the zone of the old one', () => {
    const one = (cpu: number) => [web(cpu, noSurge(1), data('own')), claim('own'), zonal, rest('db', 2, 1)];
    expect(judged(one(1), one(3), { web: { 'a-1': 1 }, db: { 'b-1': 1 } })).toBe('proven proven');
    expect(judged(one(1), one(3), { web: { 'a-1': 1 }, db: { 'a-1': 1 } })).not.toContain('proven');
  });

  test('a volume that old pods do not mount may be in any zone', () => {
    const one = (cpu: number, ...names: string[]) =>
      [web(cpu, noSurge(1), data(...names)), claim('own'), claim('other'), zonal, rest('db', 2, 1)];
    expect(judged(one(1, 'own'), one(3, 'own', 'other'), { web: { 'a-1': 1 }, db: { 'b-1': 1 } }))
      .not.toContain('proven');
  });

  test('a volume for one pod keeps a new one of any size waiting beside an old one that may not go', () => {
    const one = (cpu: number, spec: object) =>
      [web(cpu, spec, data('own')), claim('own', 'ReadWriteOncePod'), zonal];
    const stands = { web: { 'a-1': 1 } };
    expect(judged(one(1, surge(1)), one(2, surge(1)))).toBe('impossible impossible');
    expect(judged(one(1, surge(1)), one(2, surge(1)), stands)).toBe('impossible impossible');
    expect(judged(one(1, noSurge(1)), one(2, noSurge(1)), stands)).toBe('proven proven');
  });
});
