import { App, Chart } from 'cdk8s';
import { constructError, withPath, withPlace } from './construct-error';

const chart = new Chart(new App(), 'lab');
const failing = (message: string) => () => {
  throw new Error(message);
};

test('an error names the construct once', () => {
  expect(constructError(chart, 'a is b')).toEqual(new Error('lab: a is b'));
  expect(() => withPath(chart, failing('a is b'))).toThrow(new Error('lab: a is b'));
  expect(() => withPath(chart, failing('lab: a is b'))).toThrow(new Error('lab: a is b'));
  expect(() => withPath(chart, failing('label: a is b'))).toThrow(new Error('lab: label: a is b'));
});

test('before the construct is there its path is that of its scope and its id', () => {
  expect(() => withPlace(chart, 'web', failing('a is b'))).toThrow(new Error('lab/web: a is b'));
  expect(() => withPlace(new App(), 'web', failing('a is b'))).toThrow(new Error('web: a is b'));
});

test('what does not fail is returned', () => {
  expect([withPath(chart, () => 1), withPlace(chart, 'web', () => 2)]).toEqual([1, 2]);
});
