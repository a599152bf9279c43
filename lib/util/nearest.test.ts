import { didYouMean, nearest } from './nearest';

const TYPES = ['g5.2xlarge', 'g5.4xlarge', 'g5.12xlarge', 'g6.2xlarge', 'm5.large'];

test.each([
  ['g5.2xlarg', ['g5.2xlarge']],
  ['G5.2XLARGE', ['g5.2xlarge']],
  ['g5.2xalrge', ['g5.2xlarge']],
  ['g5.3xlarge', ['g5.2xlarge', 'g5.4xlarge']],
  ['g5', ['g5.2xlarge', 'g5.4xlarge', 'g5.12xlarge']],
  ['z9.huge', []],
  ['', TYPES],
  ['g5.2xlarge.metal', ['g5.2xlarge']],
])('near to %j is %j', (word, near) => expect(nearest(word, TYPES)).toEqual(near));

test('the nearest one is named, short names only by one letter', () => {
  expect(didYouMean('imagee', ['name', 'image'])).toBe('; did you mean image?');
  expect(didYouMean('nmae', ['name', 'image'])).toBe('; did you mean name?');
  expect(didYouMean('xyz', ['abc'])).toBe('');
  expect(didYouMean('', ['abc'])).toBe('');
});

test.each<[string, string, boolean]>([
  ['abxd', 'abcd', true], ['abxy', 'abcd', false], ['abcxy', 'abcde', true], ['abxyz', 'abcde', false],
  ['badc', 'abcd', false], ['badce', 'abcde', true], ['nmaexy', 'name', false],
  // One letter more before and one less behind is no swap.
  ['ab', 'xa', false], ['ab', 'bx', false], ['ab', 'ba', true],
])('%s may be meant for %s: %p, short names by one edit, those of five letters by two', (word, name, isNear) => {
  expect(nearest(word, [name])).toEqual(isNear ? [name] : []);
});
