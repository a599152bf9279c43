import { load, planFirst, pool, surge, workload } from '../../../test/support/rollout';
import { planRollout } from '.';
import { Cluster } from '../../cluster';
import { app, Way } from '../../../test/support/scene';
import { crowdOf } from './admission';

const range = (limits: object[]) => ({
  apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l' }, spec: { limits },
});
const twoCpu = range([{ type: 'Container', defaultRequest: { cpu: '2' } }]);

test('the request that a LimitRange gives is what has to fit', () => {
  expect(planFirst([pool('p', 1, { cpu: '4' })], workload('Deployment', 'a', {}, surge(2)), twoCpu).verdict).toBe(
    'impossible',
  );
  expect(planFirst([pool('p', 1, { cpu: '6' })], workload('Deployment', 'a', {}, surge(2)), twoCpu).verdict).toBe(
    'proven',
  );
});

test('pods that the API server refuses can neither be updated, nor run, nor come back after a drain', () => {
  const refused = planFirst(
    [pool('p', 3)],
    workload('Deployment', 'a', { cpu: '2' }, surge(1)),
    range([{ type: 'Container', max: { cpu: '1' } }]),
  );
  expect([refused.verdict, refused.fits.verdict, refused.drain.verdict]).toEqual([
    'impossible', 'impossible', 'impossible',
  ]);
  expect(refused.witness[0]).toBe('the API server refuses every new pod of Deployment/a');
});

test('nobody is refused for certain by a quota that is exceeded before anything is updated', () => {
  const of = (pods: number) => planRollout(load(
    workload('Deployment', 'a', { cpu: '1' }, { replicas: 1, strategy: { type: 'Recreate' } }),
    workload('Deployment', 'b', { cpu: '1' }, surge(2)),
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard: { pods } } },
  ), new Cluster({ pools: [pool('p', 9)] })).workloads.map(({ alone, together }) => `${alone.verdict} ${together.verdict}`);
  expect(of(2)).toEqual(['possible possible', 'impossible impossible']);
  expect(of(0)).toEqual(['impossible impossible', 'impossible impossible']);
  expect(of(4)).toEqual(['proven proven', 'proven proven']);
});

test('a workload without pods is refused nothing', () => {
  expect(
    planFirst(
      [pool('p', 1)],
      workload('Deployment', 'a', { cpu: '2' }, surge(0)),
      range([{ type: 'Container', max: { cpu: '1' } }]),
    ).verdict,
  ).toBe('proven');
});

test('a class that is not in the input makes unknown by name, unless the nodes decide', () => {
  const sandbox = workload('Deployment', 'a', {}, surge(1), { runtimeClassName: 'kata' });
  const { verdict, witness } = planFirst([pool('p', 3)], sandbox);
  expect([verdict, witness]).toEqual(['unknown',
    ['whether the API server takes the pods of Deployment/a is not known: RuntimeClass kata is not in the input']]);
  const toLarge = workload('Deployment', 'a', { cpu: '99' }, surge(1), { runtimeClassName: 'kata' });
  expect(planFirst([pool('p', 3)], toLarge).verdict).toBe('impossible');
});

test('the steady state is no better than what admission lets in', () => {
  const model = load(
    workload('Deployment', 'a', { cpu: '2' }, surge(1)),
    range([{ type: 'Container', max: { cpu: '1' } }]),
  );
  expect(planRollout(model, new Cluster({ pools: [pool('p', 3)] })).steadyState.verdict).toBe('impossible');
});

describe('so many pods as an update may hold', () => {
  const crowd = (way: Way | undefined, isSure: boolean, least = 2, most = 3) => {
    const one = way ? app('a', 3, 1, way) : workload('Job', 'a', { cpu: 1 }, { parallelism: 3 });
    return Object.values(crowdOf(load(one).workloads[0], { least, most }, isSure));
  };

  test('are those that may be missing fewer, and those that may come more where one waits for ever', () => {
    expect([crowd({ surge: 1 }, false), crowd({ surge: 1 }, true)]).toEqual([[2, 4], [2, 3]]);
    expect([crowd({ unavailable: 1 }, false), crowd({ unavailable: 5 }, true, 0)]).toEqual([[1, 3], [0, 3]]);
    expect(crowd({ recreate: true }, false)).toEqual([0, 3]);
  });

  test('are its pods where nobody replaces them', () => expect(crowd(undefined, false)).toEqual([2, 3]));
});
