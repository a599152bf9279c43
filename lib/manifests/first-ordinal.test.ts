import { liveObjects } from '../../test/support/admission';
import { firstOrdinal } from './first-ordinal';

test.each<[object | undefined, number]>([
  [{ ordinals: { start: 3 } }, 3], [{ ordinals: { start: 0 } }, 0], [{ ordinals: {} }, 0], [{}, 0], [undefined, 0],
  [{ ordinals: { start: -1 } }, 0],
])('pods of a StatefulSet %j are counted from %i on', (spec, first) =>
  expect(firstOrdinal(liveObjects([{ kind: 'StatefulSet', spec }])[0])).toBe(first));
