import { Cluster } from '../../../cluster';
import { load, surge, workload } from '../../../../test/support/rollout';
import { Model } from '../../../manifests';
import { planRestart, planTransition } from '..';

const gpu = (count: number) => ({ 'nvidia.com/gpu': String(count) });
const web = (tag: string) => workload('Deployment', 'web', gpu(1), surge(1), image(tag, 1));
const image = (tag: string, count: number) => ({
  containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: gpu(count), limits: gpu(count) } }],
});
const keep = (kind: string, tag: string, count: number, spec: object = {}) =>
  workload(kind, 'keep', gpu(count), { replicas: 1, ...spec }, image(tag, count));

function plan(from: object[], to: object[], spec = 'gpu=1xg5.12xlarge') {
  return planTransition(load(...to), { model: load(...from), name: 'before', prune: false }, Cluster.fromSpec(spec));
}

/** The verdicts of web beside a workload of three GPUs, of which one is asked for, on a node of four. */
function besideOne(kind: string, spec: object = {}, before: object = spec) {
  const { workloads } = plan([web('1'), keep(kind, '1', 3, before)], [web('2'), keep(kind, '2', 1, spec)]);
  return workloads.map(({ verdict }) => verdict);
}

const OTHER_SELECTOR = { selector: { matchLabels: { app: 'kept' } } };

describe('pods of an object that the API server refuses stay as they run, and others are judged beside them,', () => {
  test.each([
    ['where a selector cannot change', OTHER_SELECTOR],
    ['where the new object is refused', { strategy: { type: 'BlueGreen' } }],
  ])('%s', (_, spec) => expect(besideOne('Deployment', spec, {})).toEqual(['impossible', 'impossible']));

  test('unless a Job ends', () => expect(besideOne('Job')).toEqual(['possible', 'impossible']));

  test('and move where nothing keeps them', () => {
    expect(besideOne('Deployment', { strategy: { type: 'Recreate' } })).toEqual(['proven', 'proven']);
  });
});

test('a CronJob holds the larger of both sizes while runs of the old template end', () => {
  const cron = (tag: string, count: number) => ({
    apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'keep' },
    spec: {
      schedule: '0 * * * *',
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', ...image(tag, count) } } } },
    },
  });
  const verdicts = (from: number, to: number) =>
    plan([web('1'), cron('1', from)], [web('2'), cron('2', to)]).workloads[0].verdict;
  expect([verdicts(1, 1), verdicts(3, 1), verdicts(1, 3)]).toEqual(['proven', 'possible', 'possible']);
});

describe('an object that the API server refuses to change', () => {
  const claim = (mode: string) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'cache' },
    spec: { accessModes: [mode], storageClassName: 'shared', resources: { requests: { storage: '1Gi' } } },
  });
  const shared = {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'shared' }, provisioner: 'efs.csi.aws.com',
  };
  const mounting = (tag: string) => workload('Deployment', 'web', gpu(1), surge(1), {
    ...image(tag, 1), volumes: [{ name: 'cache', persistentVolumeClaim: { claimName: 'cache' } }],
  });

  test('stays as it runs: pods mount the claim that is there', () => {
    const verdict = (mode: string) => plan(
      [claim(mode), shared, mounting('1')], [claim('ReadWriteMany'), shared, mounting('2')], 'gpu=2xg5.2xlarge',
    ).workloads[0].verdict;
    expect([verdict('ReadWriteMany'), verdict('ReadWriteOnce')]).toEqual(['proven', 'impossible']);
  });

  test('stays as the cluster has it, where everything is restarted there', () => {
    const live = load(claim('ReadWriteOnce'), shared, mounting('1')).manifests;
    const restart = (...asked: object[]) => planRestart(
      new Model(load(...asked).manifests, { live }), Cluster.fromSpec('gpu=2xg5.2xlarge'),
    ).workloads.map(({ verdict, witness: [first] }) => `${verdict} ${first}`);
    expect(restart(claim('ReadWriteMany'), shared, mounting('1'))[0]).toMatch(/^impossible claim cache/);
    const renamed = workload('Deployment', 'web', gpu(1), { ...surge(1), ...OTHER_SELECTOR });
    expect(restart(renamed)[0]).toMatch(/^impossible the API server refuses this change: spec.selector/);
  });

  test('is named with its reason, if it makes no pods', () => {
    const service = (clusterIP: string) => ({
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'ml' },
      spec: { clusterIP, ports: [{ port: 80 }] },
    });
    expect(plan([service('10.0.0.5')], [service('10.0.0.6')]).refused).toEqual([{
      object: 'ml/Service/web',
      reasons: ['the API server refuses this change: spec.clusterIP cannot change once the object exists; ' +
        'it is 10.0.0.5, asked for is 10.0.0.6'],
    }]);
    expect(plan([service('10.0.0.5')], [service('10.0.0.5')]).refused).toBeUndefined();
  });
});
