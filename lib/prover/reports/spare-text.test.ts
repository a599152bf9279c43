import { spareText } from './spare-text';
import { gpu, planFirst, pool, surge, workload } from '../../../test/support/rollout';

const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'cache' }, spec: { accessModes: ['ReadWriteOnce'] } };
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
  expect(spareText(planFirst([pool('gpu', 2)], workload('Deployment', 'nim', gpu, surge(1))))).toBe('an update without downtime has the room it needs');
});

test('CPU is counted in cores', () => {
  expect(spareText(planFirst([pool('cpu', 1)], workload('Deployment', 'web', { cpu: '5' }, recreate)))).toBe('an update without downtime needs 5 cpu more (1 more node in pool cpu)');
});
