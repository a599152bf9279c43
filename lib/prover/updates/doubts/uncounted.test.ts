import { modelOf } from '../../../../test/support/rules';
import { Judgement, UncountedObject } from '../words/rollout-plan';
import { judgedWithUncounted, uncountedObjects, whyUndecided, withUncounted } from './uncounted';

const object = (name: string): UncountedObject =>
  ({ object: name, kind: 'Robot', name, namespace: 'default', file: 'a.yaml', documentIndex: 0, reason: 'makes pods' });

test('names three objects and what is not read, and counts the rest', () => {
  const objects = ['a', 'b', 'c', 'd', 'e'].map(object);
  expect(whyUndecided([])).toBeUndefined();
  expect(whyUndecided(objects.slice(0, 3))).toEqual(['a makes pods', 'b makes pods', 'c makes pods']);
  expect(whyUndecided(objects)).toEqual(['a makes pods', 'b makes pods', 'c makes pods', 'so do 2 more objects']);
  expect(whyUndecided([], ['1', '2', '3', '4'])).toEqual(['1', '2', '3']);
});

test('an object is named with its namespace where that is not the default one', () => {
  const template = { spec: { containers: [{ name: 'c', image: 'c:1' }] } };
  const robot = (namespace: string) =>
    ({ apiVersion: 'example.com/v1', kind: 'Robot', metadata: { name: 'r', namespace }, spec: { template } });
  expect(uncountedObjects(modelOf([robot('default'), robot('shop')])).map((each) => each.object))
    .toEqual(['Robot/r', 'shop/Robot/r']);
});

const judgement = (verdict: Judgement['verdict']): Judgement => ({ verdict, witness: ['as it is'] });

test('only what is impossible stays so when there may be more pods', () => {
  const why = ['Robot/r makes pods'];
  expect((['proven', 'possible', 'unknown'] as const).map((verdict) => withUncounted(judgement(verdict), why)))
    .toEqual(Array(3).fill({ verdict: 'unknown', witness: why }));
  expect(withUncounted(judgement('impossible'), why)).toEqual(judgement('impossible'));
  expect(withUncounted(judgement('proven'), undefined)).toEqual(judgement('proven'));
});

test('an update that takes back its own room stays as it is judged, and no other', () => {
  const proven = judgement('proven');
  const judged = {
    replicas: 2, alone: proven, together: proven, fits: proven, drain: { ...proven, evictionBlockedBy: ['b'] },
    movesAlone: true, timeline: 'drawn', spareNeeded: 1,
  } as never;
  const within = { maxSurge: 0, maxUnavailable: 1, recreate: false };
  const why = ['Robot/r makes pods'];
  const of = (...[one, bounds, reasons]: Parameters<typeof judgedWithUncounted>) => {
    const { alone, together, fits, drain, timeline } = judgedWithUncounted(one, bounds, reasons);
    return [alone.verdict, together.verdict, fits.verdict, drain.verdict, drain.evictionBlockedBy, timeline];
  };
  expect(of(judged, within, why)).toEqual(['proven', 'proven', 'unknown', 'unknown', ['b'], 'drawn']);
  const tied = { ...judged as object, movesAlone: false } as never;
  expect(of(tied, within, why).slice(0, 2)).toEqual(['proven', 'unknown']);
  expect(of(judged, { ...within, maxSurge: 1, maxUnavailable: 0 }, why))
    .toEqual(['unknown', 'unknown', 'unknown', 'unknown', ['b'], undefined]);
  expect(of(judged, undefined, why).slice(0, 2)).toEqual(['unknown', 'unknown']);
  expect(of(judged, within, undefined)).toEqual(['proven', 'proven', 'proven', 'proven', ['b'], 'drawn']);
  expect(of({ ...judged as object, replicas: 0 } as never, within, why)[2]).toBe('proven');
});
