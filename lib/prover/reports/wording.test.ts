import { downtimePhrase, downtimeText, durationText, spareText } from './wording';
import { gpu, planFirst, pool, surge, workload } from '../../../test/support/rollout';

const claim = {
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'cache' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const mount = { volumes: [{ name: 'cache', persistentVolumeClaim: { claimName: 'cache' } }] };
const recreate = { replicas: 1, strategy: { type: 'Recreate' } };

test('a GPU that is missing is named with the nodes that bring it', () => {
  expect(spareText(planFirst([pool('gpu', 1)], workload('Deployment', 'nim', gpu, recreate)))).toBe(
    'an update without downtime needs 1 nvidia.com/gpu more (1 more node in pool gpu)',
  );
});

test('a claim that two nodes cannot attach is named beside it', () => {
  expect(spareText(planFirst([pool('gpu', 1)], workload('Deployment', 'nim', gpu, recreate, mount), claim))).toBe(
    'an update without downtime needs 1 nvidia.com/gpu more (1 more node in pool gpu) and a ReadWriteMany claim in place of cache',
  );
});

test('with the room but not the claim, the claim alone is named', () => {
  expect(spareText(planFirst([pool('gpu', 2)], workload('Deployment', 'nim', gpu, recreate, mount), claim))).toBe(
    'an update without downtime needs a ReadWriteMany claim in place of cache',
  );
});

test('with both, nothing is needed', () => {
  expect(spareText(planFirst([pool('gpu', 2)], workload('Deployment', 'nim', gpu, surge(1))))).toBe(
    'an update without downtime has the room it needs',
  );
});

test('CPU is counted in cores', () => {
  expect(spareText(planFirst([pool('cpu', 1)], workload('Deployment', 'web', { cpu: '5' }, recreate)))).toBe(
    'an update without downtime needs 5 cpu more (1 more node in pool cpu)',
  );
});

test('a duration is given in its two largest units', () => {
  expect([0, 45, 60, 1285, 3600, 7500, 7325].map(durationText)).toEqual([
    '0 s', '45 s', '1 min', '21 min 25 s', '1 h', '2 h 5 min', '2 h 2 min',
  ]);
});

test('a bound of the downtime that is not known differs from one that is', () => {
  const ranges = [{ least: 0, most: 0 }, { least: 0 }, { least: 5 }, { least: 0, most: 9 }, { least: 5, most: 90 }];
  expect(ranges.map(downtimeText)).toEqual([
    'none',
    'unbounded, as nothing bounds the start',
    'at least 5 s, as nothing bounds the start',
    'up to 9 s',
    '5 s to 1 min 30 s',
  ]);
  expect(ranges.map(downtimePhrase).slice(0, 4)).toEqual([
    'no downtime',
    'downtime unbounded, as nothing bounds the start',
    'downtime at least 5 s, as nothing bounds the start',
    'downtime up to 9 s',
  ]);
});
