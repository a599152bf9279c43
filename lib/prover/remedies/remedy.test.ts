import { isAppliedAlone } from './remedy';

test.each([['apply-alone', true], ['recreate+apply-alone', true], ['recreate', false], ['apply-alone+recreate', false],
  ['not-apply-alone', false], ['', false]])('%j is applied by itself: %p', (id, expected) =>
  expect(isAppliedAlone({ id })).toBe(expected));
