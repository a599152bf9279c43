import { Workload } from '../../../manifests';
import { freshAtEnd, isResizedLater, Mover, moverOf, moves, oldAtEnd } from './mover';
import { taskOf } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';

const app = (kind: string, spec: object = {}, pod: object = {}): Workload =>
  load(workload(kind, 'web', { cpu: 1 }, spec, pod)).workloads[0];
const web = app('Deployment', surge(4));
const recreate = app('Deployment', { replicas: 4, strategy: { type: 'Recreate' } });

test('pods come or go with every change but of those that stay, or wait for somebody', () => {
  const does = (kind: ReturnType<typeof changeOf>['kind'], after: Workload = web) => moves(changeOf({ kind, after }));
  expect((['new', 'scaled', 'deleted', 'updated', 'unchanged', 'left'] as const).map((kind) => does(kind)))
    .toEqual([true, true, true, true, false, false]);
  const onDelete = app('StatefulSet', { serviceName: 's', updateStrategy: { type: 'OnDelete' } });
  expect([does('updated', onDelete), does('updated', app('Job', {})), does('scaled', onDelete)])
    .toEqual([false, false, true]);
});

test('a mover has the largest numbers of its change, and moves as its controller does', () => {
  const [old, fresh] = [taskOf(), taskOf({ index: 1 })];
  const change = changeOf({ after: web, from: { least: 1, most: 3 }, to: { least: 2, most: 4 } });
  expect(moverOf(change, { old, fresh }))
    .toEqual({ change, old, fresh, name: 'Deployment/web', from: 3, to: 4, discipline: 'roll', surge: 1,
      unavailable: 0 });
  const of = (kind: ReturnType<typeof changeOf>['kind'], after?: Workload, before?: Workload) => {
    const { discipline, surge: more, unavailable, name } = moverOf(changeOf({ kind, after, before }), {});
    return [discipline, more, unavailable, name];
  };
  expect(of('updated', recreate)[0]).toBe('recreate');
  expect(of('scaled', web)[0]).toBe('scale');
  expect(of('deleted', undefined, web)).toEqual(['scale', 0, 1, 'Deployment/web']);
  expect(of('new', web)[0]).toBe('roll');
  const share =
    app('Deployment', { replicas: 8, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } });
  expect(moverOf(changeOf({ after: share, to: { least: 1, most: 8 } }), {}))
    .toMatchObject({ surge: 2, unavailable: 2 });
  expect(moverOf(changeOf({ after: share, to: { least: 0, most: 0 } }), {}))
    .toMatchObject({ surge: 1, unavailable: 0 });
});

test.each<[string, Partial<Mover>, number, number, number]>([
  ['a scaling keeps those that are still wanted', { discipline: 'scale', from: 3, to: 5 }, 3, 3, 2],
  ['a scaling down keeps fewer, and makes none', { discipline: 'scale', from: 5, to: 3 }, 3, 3, 0],
  ['who recreates has none left', { discipline: 'recreate', from: 3, to: 5 }, 0, 0, 5],
  ['who rolls has all that may not be missing', { from: 4, unavailable: 1 }, 3, 0, 4],
  ['who rolls up has as many as are wanted', { from: 2, to: 5, unavailable: 1 }, 4, 0, 5],
  ['who rolls down has no more than are wanted', { from: 5, to: 2 }, 2, 0, 2],
  ['where all may be missing, none', { from: 2, unavailable: 3 }, 0, 0, 2],
])('at an end, %s', (_, own, old, sure, fresh) => {
  const mover = moverFor(own);
  expect([oldAtEnd(mover, false), oldAtEnd(mover, true), freshAtEnd(mover)]).toEqual([old, sure, fresh]);
});

test('an update whose number an autoscaler makes may come before that', () => {
  expect([
    isResizedLater(changeOf({ isAutoscaled: true })), isResizedLater(changeOf({ isAutoscaled: true, kind: 'scaled' })),
    isResizedLater(changeOf()),
  ]).toEqual([true, false, false]);
});
