import { liveObjects } from '../../../test/support/admission';
import { deployment, Json, modelOf, object } from '../../../test/support/rules';
import { OutsideUsage } from './outside-usage';
import { revisionRoom, revisionsOf } from './revision-quota';
import { Surroundings } from './surroundings';

const quota = (hard: object, spec: object = {}) => object('ResourceQuota', 'q', { spec: { hard, ...spec } });
const of = (kind: string, spec: object = {}, name = 'web') => ({ ...deployment({}, spec, { name }), kind });
const [SETS, REVISIONS] = ['count/replicasets.apps', 'count/controllerrevisions.apps'];

/** What is left to the first workload. */
function room(objects: Json[], live?: Json[]) {
  const model = modelOf(objects, live && { live: liveObjects(live) });
  const surroundings = new Surroundings(model);
  return revisionRoom(model.workloads[0], model.workloads, surroundings, new OutsideUsage(surroundings))
    .map(({ resource, always, atBest, outside }) => [resource, always, atBest, outside]);
}

describe('the revisions of a workload', () => {
  const revisions = (json: Json) => {
    const { least, most, there, usage } = revisionsOf(modelOf([json]).workloads[0]);
    return [least, most, there, Object.fromEntries(usage)];
  };
  test('are one, and as many as it remembers, in the objects of its kind', () => {
    expect(revisions(of('Deployment'))).toEqual([1, 11, 0, { [SETS]: 1 }]);
    expect(revisions(of('Deployment', { revisionHistoryLimit: 0 }))).toEqual([1, 1, 0, { [SETS]: 1 }]);
    expect(revisions(of('StatefulSet', { revisionHistoryLimit: 2 }))).toEqual([1, 3, 0, { [REVISIONS]: 1 }]);
    expect(revisions(of('DaemonSet'))).toEqual([1, 11, 0, { [REVISIONS]: 1 }]);
    expect(revisions(of('ReplicaSet'))).toEqual([1, 1, 0, { [SETS]: 1 }]);
    expect(revisions({ ...of('Job'), apiVersion: 'batch/v1' })[3]).toEqual({});
  });
});

describe('what a quota leaves to revisions', () => {
  test('is counted in the objects of their kind, beside those of neighbours', () => {
    expect(room([of('Deployment'), of('Deployment', { revisionHistoryLimit: 1 }, 'b'), quota({ [SETS]: 10 })]))
      .toEqual([[SETS, 8, 9, 0]]);
    expect(room([of('StatefulSet'), of('DaemonSet', {}, 'b'), quota({ [REVISIONS]: 20, [SETS]: 1 })]))
      .toEqual([[REVISIONS, 9, 19, 0]]);
  });
  test('is nothing to speak of without such a quota, or under a scope', () => {
    expect([room([of('Deployment')]), room([of('Deployment'), quota({ pods: 1, [REVISIONS]: 1 })]),
      room([of('Deployment'), quota({ [SETS]: 1 }, { scopes: ['Terminating'] })])]).toEqual([[], [], []]);
  });
  test('is less by ReplicaSets that nobody of the manifests made', () => {
    expect(room([of('Deployment'), quota({ [SETS]: 10 })], [of('ReplicaSet', {}, 'other'), quota({ [SETS]: 10 })]))
      .toEqual([[SETS, 9, 9, 1]]);
  });
});
