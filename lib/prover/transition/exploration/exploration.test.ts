import { Cluster } from '../../../cluster';
import { ZONE_LABEL } from '../../../kubernetes/well-known-labels';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { planTransition } from '..';

const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });
const both = (replicas: number) =>
  ({ replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } });
const SURGE = { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const cores = (cpu: number, nodes = 1, name = 'cpu', zones: string[] = []) =>
  pool(name, nodes, { cpu: String(cpu), extendedResources: {} }, { zones });

/** `alone together` of the workload that comes first. */
const verdict = (from: object[], to: object[], ...pools: ReturnType<typeof cores>[]) => {
  const [{ alone, together }] = planTransition(
    load(...to), { model: load(...from), name: 'before', prune: false }, new Cluster({ pools }),
  ).workloads;
  return `${alone.verdict} ${together.verdict}`;
};

const quota = (hard: object) =>
  ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard } });
const agent = (cpu: number, spec: object = {}) => workload('DaemonSet', 'agent', { cpu }, spec);
const web = (cpu: number, spec: object) => workload('Deployment', 'web', { cpu }, spec);
const other = (cpu: number, spec: object) => workload('Deployment', 'other', { cpu }, spec);

describe('a DaemonSet that changes its size', () => {
  test('may find a node full where pods of others may stand there', () =>
    expect(verdict([agent(1), web(1, noSurge(2))], [agent(2), web(1, noSurge(2))], cores(3, 2)))
      .toBe('possible possible'));

  test('waits for ever where they certainly do', () =>
    expect(verdict([agent(1), web(1, noSurge(4))], [agent(2), web(1, noSurge(4))], cores(3, 2)))
      .toBe('impossible impossible'));

  test('loses the room that its old pod leaves to pods that come meanwhile', () =>
    expect(verdict([agent(1), web(1, noSurge(1))], [agent(2), web(2, noSurge(1))], cores(3))).toBe('proven possible'));

  test('keeps it where the old pod stays beside the new one', () =>
    expect(verdict([agent(1, SURGE), web(1, noSurge(1))], [agent(2, SURGE), web(1, noSurge(1))], cores(4)))
      .toBe('proven proven'));
});

describe('a quota', () => {
  test('refuses a new pod only until an old one has gone', () =>
    expect(verdict([web(1, both(2)), quota({ pods: 2 })], [web(2, both(2)), quota({ pods: 2 })], cores(8)))
      .toBe('proven proven'));

  test('is left to whoever comes first', () => {
    const [before, after] = [[web(1, noSurge(1)), other(1, noSurge(1))], [web(2, noSurge(1)), other(2, noSurge(1))]];
    const hard = quota({ 'requests.cpu': '3' });
    expect(verdict([...before, hard], [...after, hard], cores(8))).toBe('proven possible');
  });

  test('that is exceeded already refuses nobody who only goes', () =>
    expect(verdict([web(1, noSurge(3)), quota({ pods: 1 })], [web(1, noSurge(2)), quota({ pods: 1 })], cores(8)))
      .toBe('proven proven'));
});

describe('volumes', () => {
  const zonal = {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'zonal' },
    provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer',
  };
  const spec = {
    accessModes: ['ReadWriteOnce'], storageClassName: 'zonal', resources: { requests: { storage: '1Gi' } },
  };
  const store = (cpu: number, replicas = 2) => workload('StatefulSet', 'store', { cpu }, {
    replicas, serviceName: 'store', volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
  });
  const zones = (one: number, two: number) => [cores(one, 1, 'one', ['a']), cores(two, 1, 'two', ['b'])];

  test('of a pod alone have its successor come to their zone, whatever room there is elsewhere', () => {
    expect(verdict([zonal, store(1, 1)], [zonal, store(3, 1)], ...zones(2, 4))).toBe('possible possible');
    expect(verdict([zonal, store(1, 1)], [zonal, store(2, 1)], ...zones(2, 4))).toBe('proven proven');
  });

  test('that one node mounts keep a new pod waiting on another one beside an old pod that may not go', () => {
    const data = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
    const pods = (cpu: number) => workload('Deployment', 'web', { cpu }, surge(1), {
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    });
    expect(verdict([pods(1), data, zonal], [pods(2), data, zonal], cores(8, 2, 'one', ['a'])))
      .toBe('possible possible');
    expect(verdict([pods(1), data, zonal], [pods(2), data, zonal], cores(8, 1, 'one', ['a']))).toBe('proven proven');
  });
});

describe('volumes that only old or only new pods mount', () => {
  const claim = (name: string) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'efs', resources: { requests: { storage: '1Gi' } } },
  });
  const model = (name: string, suffix: string | undefined, replicas: number) => {
    const source =
      suffix === undefined ? { emptyDir: {} } : { persistentVolumeClaim: { claimName: `${name}${suffix}` } };
    return workload('Deployment', name, { cpu: 2 }, surge(replicas), { volumes: [{ name: 'data', ...source }] });
  };
  const models = (suffix: string | undefined, replicas = 1) => ['a', 'b'].flatMap((name) =>
    [model(name, suffix, replicas), claim(`${name}-1`), claim(`${name}-2`)]);

  test('keep no new pod waiting for them', () => {
    for (const [old, fresh] of [['-1', undefined], [undefined, '-1'], ['-1', '-2']]) {
      expect(verdict(models(old), models(fresh), cores(2, 3))).toBe('proven proven');
    }
  });

  test('leave it unknown where several pods may meet at them', () =>
    expect(verdict(models('-1', 2), models(undefined, 2), cores(4, 3))).toMatch(/ (?:proven|unknown)$/));
});

describe('a first pod whose claim is made with it', () => {
  const storageClass = (volumeBindingMode: string) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'zonal' },
    provisioner: 'ebs.csi.aws.com', volumeBindingMode,
  });
  const data = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'zonal', resources: { requests: { storage: '1Gi' } } },
  };
  const store = (mounts: boolean) => workload('Deployment', 'store', { cpu: mounts ? 3 : 1 }, recreate(1), {
    volumes: mounts ? [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] : [],
  });
  const after = (mode: string) => [store(true), data, other(6, noSurge(1)), storageClass(mode)];
  const zones = [cores(8, 1, 'one', ['a']), cores(8, 1, 'two', ['b'])];

  const BEFORE: [string, object[]][] = [['is new', []], ['mounted none before', [store(false)]]];
  test.each(BEFORE)('finds its volume where it goes, if it %s', (_, old) =>
    expect(verdict([...old, other(6, noSurge(1))], after('WaitForFirstConsumer'), ...zones)).toBe('proven proven'));

  test.each(BEFORE)('may find it made before it came, where others stand, if it %s', (_, old) =>
    expect(verdict([...old, other(6, noSurge(1))], after('Immediate'), ...zones)).not.toContain('proven'));
});

test('pods that are spread over zones come to one while old ones even out the other', () => {
  const spread = (cpu: number, spec: object) => workload('Deployment', 'web', { cpu }, spec, {
    topologySpreadConstraints: [{
      topologyKey: ZONE_LABEL, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    }],
  });
  const pools = [cores(9, 1, 'one', ['a']), cores(2, 1, 'two', ['b'])];
  expect(verdict([spread(2, surge(2))], [spread(3, surge(2))], ...pools)).toBe('possible possible');
  expect(verdict([spread(2, recreate(2))], [spread(3, recreate(2))], ...pools)).toBe('impossible impossible');
});

test('what is explored has a bound: more pods are not tried', () => {
  const many = (cpu: number) => [agent(cpu), web(1, noSurge(60))];
  expect(verdict(many(1), many(2), cores(50, 2))).toMatch(/unknown|possible/);
});
