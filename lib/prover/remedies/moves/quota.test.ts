import { contextOf, ids, specAfter } from '../../../../test/support/moves';
import { pool, surge, workload } from '../../../../test/support/rollout';
import { quotaMoves } from './quota';

const quota = (hard: object, name = 'team') =>
  ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec: { hard } });
const web = (asked: object, replicas = 2) => workload('Deployment', 'web', asked, surge(replicas));
const moves = (...objects: object[]) => quotaMoves(contextOf(objects, {}, [pool('gpu', 9)]));
const after = (hard: object, asked: object) => {
  const [move] = moves(web(asked), quota(hard));
  return move && { title: move.title, hard: specAfter(move).hard };
};

test.each<[object, object, string, string]>([
  [{ pods: '2' }, { cpu: 1 }, 'pods', '3'],
  [{ 'requests.cpu': '2' }, { cpu: 1 }, 'requests.cpu', '3'],
  [{ 'requests.cpu': '1' }, { cpu: '250m' }, 'requests.cpu', ''],
  [{ 'requests.cpu': '500m' }, { cpu: '250m' }, 'requests.cpu', '750m'],
  [{ 'requests.cpu': '2200m' }, { cpu: '900m' }, 'requests.cpu', '2700m'],
  [{ 'requests.cpu': '1' }, { cpu: '900m' }, 'requests.cpu', '2700m'],
  [{ 'requests.memory': '2Gi' }, { memory: '1Gi' }, 'requests.memory', '3Gi'],
  [{ 'requests.memory': '3Gi' }, { memory: '1536Mi' }, 'requests.memory', '4608Mi'],
  [{ 'requests.memory': '2M' }, { memory: '1M' }, 'requests.memory', '3000000'],
  [{ 'requests.nvidia.com/gpu': '2' }, { 'nvidia.com/gpu': 1 }, 'requests.nvidia.com/gpu', '3'],
])('a quota of %j is raised by what pods of %j lack, as people write it', (hard, asked, resource, expected) => {
  const raised = after(hard, asked);
  expect(raised?.hard[resource] ?? '').toBe(expected);
  expect(raised?.title ?? `${resource}  in`).toContain(`${resource} ${expected} in`);
});

test('says of which quota, from where, and for whom', () => {
  expect(after({ 'requests.memory': '2Gi' }, { memory: '1Gi' })!.title)
    .toBe('requests.memory 3Gi in place of 2Gi in ResourceQuota team, for 3 pods of Deployment/web at once');
});

test('nothing is raised where there is no quota, or it is enough', () => {
  expect([moves(web({ cpu: 1 })), moves(web({ cpu: 1 }), quota({ pods: '3' }))]).toEqual([[], []]);
});

test('every quota that is short is, in one move, and in one without CPU beside a smaller request', () => {
  const [part, { title, change, exceeds }] = moves(web({ cpu: 1 }), quota({ pods: '2' }, 'one'),
    quota({ 'requests.cpu': '2' }, 'two'));
  expect([part.id, exceeds, part.title]).toEqual(['quota-but-cpu', 'quota-but-cpu',
    'pods 3 in place of 2 in ResourceQuota one, for 3 pods of Deployment/web at once']);
  expect([title.split(', ').length, change.patches.map(({ manifest }) => manifest.name)]).toEqual([4, ['one', 'two']]);
});

test('by as much as others exceed it, too', () => {
  const other = (replicas: number) => workload('Deployment', 'other', { cpu: 1 }, surge(replicas));
  const [own] = moves(web({ cpu: 1 }), other(5), quota({ pods: '3' }));
  expect([ids([own]), specAfter(own).hard.pods]).toEqual([['quota'], '8']);
});

test('where others move at the same time it is raised by more', () => {
  const other = workload('Deployment', 'other', { cpu: 1 }, surge(1));
  const each = moves(web({ cpu: 1 }), other, quota({ pods: '3' }));
  expect(ids(each)).toEqual(['quota', 'quota-for-all']);
  expect(each.map((move) => specAfter(move).hard.pods)).toEqual(['4', '5']);
  expect(ids(moves(web({ cpu: 1 }), other, quota({ pods: '4' })))).toEqual(['quota-for-all']);
});
