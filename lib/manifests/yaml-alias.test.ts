import { parseDocument } from 'yaml';
import { isExcessive, wrongAlias, wrongAliasText } from './yaml-alias';

test.each<[number, number, boolean]>([
  [101, 1_001, false], [1_000, 1_001, true], [990, 1_001, false], [991, 1_001, true], [1_000, 1_000, false],
  [100, 101, false], [396_000, 400_000, false], [396_001, 400_000, true],
  [1_198_000, 2_200_000, false], [1_199_100, 2_200_000, true],
  [400_001, 4_000_000, true], [399_999, 4_000_000, false], [800_001, 8_000_000, true], [799_999, 8_000_000, false],
])('%i values of aliases among %i are too many: %p', (aliased, count, expected) =>
  expect(isExcessive(aliased, count)).toBe(expected));

const found = (text: string) => wrongAlias(parseDocument(text), text);

test('an alias of nothing, or inside of what it stands for, is found', () => {
  expect(found('a: *x')).toEqual({ offset: 3, reason: wrongAliasText(false) });
  expect(found('a: *x\nb: &x 1')).toEqual({ offset: 3, reason: wrongAliasText(false) });
  expect(found('a: &x {b: *x}')).toEqual({ offset: 10, reason: wrongAliasText(true) });
  expect(found('a: &x [[*x]]')).toEqual({ offset: 8, reason: wrongAliasText(true) });
  expect(found('a: *x\nb: *y')?.offset).toBe(3);
});

test('an alias of what stands before is none, and of another that is open', () => {
  expect([found('a: &x 1\nb: *x'), found('a: b'), found('a: "*"'), found('a: &x {b: &y 1, c: *y}')])
    .toEqual([undefined, undefined, undefined, undefined]);
  expect(found('a: &x {b: 1}\nc: &y {d: *x}')).toBeUndefined();
});

test('it is told what the alias is, and never its name', () => {
  expect([wrongAliasText(true), wrongAliasText(false)]).toEqual([
    'an alias (*) that stands inside of what it stands for; write out what is meant, text in quotes',
    'an alias (*) of nothing; write out what is meant, text in quotes',
  ]);
});
