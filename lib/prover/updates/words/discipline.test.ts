import { Course, freshWanted } from './discipline';

const course = (more: Partial<Course> = {}): Course => ({ discipline: 'roll', from: 3, to: 3, surge: 0, ...more });
const old = (oldPods: number, oldWanted = oldPods) => ({ oldPods, oldWanted });

test('new pods are made as long as all together are no more than the surge allows', () => {
  const wanted = (surge: number, pods: number) => freshWanted(course({ surge }), old(pods));
  expect([wanted(0, 3), wanted(0, 2), wanted(1, 3), wanted(2, 1), wanted(0, 5)]).toEqual([0, 1, 1, 3, 0]);
});

test('an old pod that is wanted and waits counts as well', () =>
  expect(freshWanted(course({ surge: 1 }), old(1, 3))).toBe(1));

test('Recreate makes all when no old one is left', () => {
  const wanted = (pods: number) => freshWanted(course({ discipline: 'recreate', to: 2 }), old(pods));
  expect([wanted(1), wanted(0)]).toEqual([0, 2]);
});

test('one that changes only its number makes what is further', () => {
  const wanted = (from: number, to: number) => freshWanted(course({ discipline: 'scale', from, to }), old(1));
  expect([wanted(1, 3), wanted(3, 1)]).toEqual([2, 0]);
});
