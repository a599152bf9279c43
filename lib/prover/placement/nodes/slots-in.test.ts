import { askedOf } from './asked';
import { slotsIn } from './slots-in';

const room = (...amounts: number[]) => Float64Array.from(amounts);

test('what is asked for are the resources of which there is more than nothing', () => {
  const requests = room(1, 0, 500, 0, 1);
  expect(askedOf(requests)).toEqual([0, 2, 4]);
  expect(askedOf(requests)).toBe(askedOf(requests));
  expect(askedOf(room(0, 0))).toEqual([]);
});

test.each<[string, number[], number[], number]>([
  ['the scarcest resource decides', [10, 8, 9], [1, 2, 3], 3],
  ['whatever comes first', [10, 9, 8], [1, 3, 2], 3],
  ['the last part of a slot is none', [10, 7], [1, 2], 3],
  ['a slot that fits exactly is one', [10, 6], [1, 6], 1],
  ['one that lacks the least is none', [10, 5.9], [1, 6], 0],
  ['what nobody asks for does not matter', [3, 0], [1, 0], 3],
  ['a resource without end does not matter', [3, Infinity], [1, 4], 3],
  ['nor is room below nothing a slot', [3, -4], [1, 2], 0],
  ['nothing fits without end', [3, 4], [0, 0], Infinity],
])('%s', (_, there, asked, slots) => expect(slotsIn(room(...there), room(...asked))).toBe(slots));
