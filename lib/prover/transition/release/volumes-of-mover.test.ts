import { Workload } from '../../../manifests';
import { Capacity, Task } from '../../placement';
import { areMadeWherePodsCome, mayBeOutOfReach, mountsTheSame } from './volumes-of-mover';
import { capacityOf, cpuApp, nodesOf, NO_CLAIMS, taskOf } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';
import { mounting } from '../../../../test/support/storage';

const app = (kind: string, spec: object = {}, pod: object = {}): Workload =>
  load(workload(kind, 'web', { cpu: 1 }, spec, pod)).workloads[0];
const web = app('Deployment', surge(4));

test('a volume that old pods do not mount may be made in another zone', () => {
  const [one, two] = [['a'], ['a', 'b']].map((zones) => capacityOf([nodesOf('cpu', 2, 4, { zones })], cpuApp('x', 1)));
  const early = (...placedEarly: string[]) => taskOf({ claims: { ...NO_CLAIMS, placedEarly } });
  const mounted = app('Deployment', surge(1), mounting('data'));
  const db = app('StatefulSet', { serviceName: 's', volumeClaimTemplates: [{ metadata: { name: 'own' } }] });
  const may = (capacity: Capacity, fresh: Task | undefined, before?: Workload, from = 1, to = 1) =>
    mayBeOutOfReach(capacity, moverFor({ fresh, from, to, change: changeOf({ before }) }));
  expect([may(two, early('data')), may(one, early('data')), may(two, early()), may(two, undefined)])
    .toEqual([true, false, false, false]);
  expect([may(two, early('data'), mounted), may(two, early('data', 'more'), mounted)]).toEqual([false, true]);
  expect([may(two, early('own'), db), may(two, early('own'), db, 1, 2)]).toEqual([false, true]);
});

test('new pods mount what old ones do where all names are the same', () => {
  const one = app('Deployment', surge(1), mounting('b', 'a'));
  const same = (before: Workload | undefined, after?: Workload) =>
    mountsTheSame(moverFor({ change: changeOf({ before, after }) }));
  expect([same(one, app('Deployment', surge(1), mounting('a', 'b'))), same(web, web)]).toEqual([true, true]);
  expect([same(one, web), same(one, app('Deployment', surge(1), mounting('a'))), same(undefined, web), same(undefined)])
    .toEqual([false, false, false, false]);
  const db = (name: string) => app('StatefulSet', { serviceName: 's', volumeClaimTemplates: [{ metadata: { name } }] });
  expect([same(db('x'), db('x')), same(db('x'), db('y'))]).toEqual([true, false]);
});

test('volumes are made where pods come unless something else is known, or not known, of them', () => {
  expect(areMadeWherePodsCome(NO_CLAIMS)).toBe(true);
  for (const key of ['unseenVolumes', 'placedEarly', 'refusals', 'unprovided', 'perhapsZonal']) {
    expect(areMadeWherePodsCome({ ...NO_CLAIMS, [key]: ['x'] })).toBe(false);
  }
  expect(areMadeWherePodsCome({ ...NO_CLAIMS, zonal: ['x'], unknown: ['x'] })).toBe(true);
});
