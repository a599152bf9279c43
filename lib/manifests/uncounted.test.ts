import { liveObjects } from '../../test/support/admission';
import { holdsPodSpec, whyUncounted } from './uncounted';

const why = (apiVersion: string, kind: string, body: object = {}, ignored: string[] = []) =>
  whyUncounted(liveObjects([{ apiVersion, kind, metadata: { name: 'x' }, ...body }])[0], new Set(ignored));
const PODS = { spec: { template: { spec: { containers: [{ image: 'a:1' }] } } } };
const UNKNOWN = 'is of a kind that is not known and may make pods that are not counted';

test('kinds that make no pods are none, and kinds that nobody knows may make some', () => {
  expect([why('v1', 'ConfigMap'), why('cert-manager.io/v1', 'Certificate')]).toEqual([undefined, undefined]);
  expect(why('example.com/v1', 'Box')).toBe(UNKNOWN);
  expect(why('example.com/v1', 'Box', PODS)).toBe('makes pods that are not counted');
});

test('what is ignored is so by its kind, or by that and its group', () => {
  expect([['Box'], ['Box.example.com'], ['box'], ['Box.other.com']].map((kinds) =>
    why('example.com/v1', 'Box', {}, kinds))).toEqual([undefined, undefined, UNKNOWN, UNKNOWN]);
});

test('an object that is no kind of its version may be meant to make pods', () => {
  expect(why('apps/v1', 'Deploymnt', PODS)).toBe('is of no kind of apps/v1, and may be meant to make pods');
  expect(why('', 'Deployment')).toBe('has no apiVersion, and may be meant to make pods');
  expect(why('v1', 'Deployment')).toBe('is of no kind of v1, and may be meant to make pods');
  expect(why('apps/v1', 'Deploymnt')).toBeUndefined();
  expect(why('apps/v1', 'Deployment', PODS)).toBeUndefined();
  expect(why('extensions/v1beta1', 'Deployment', PODS)).toBeUndefined();
});

describe('a list of containers with an image', () => {
  const nested = (depth: number): unknown => (depth === 0 ? PODS.spec.template.spec : { a: nested(depth - 1) });
  test.each<[unknown, number, boolean]>([
    [PODS, 4, true], [PODS, 3, false], [[PODS.spec.template.spec], 2, true], [[PODS.spec.template.spec], 1, false],
    [{ containers: [{ name: 'a' }] }, 9, false], [{ containers: [{ name: 'a' }, { image: 'a' }] }, 9, true],
    [{ containers: { image: 'a' } }, 9, false], [{ containers: ['a'] }, 9, false],
    [{ containers: [{ image: 5 }] }, 9, false],
    [null, 9, false], ['containers', 9, false], [{ a: 1, b: PODS }, 9, true], [{}, 9, false], [[], 9, false],
    [[1, PODS], 9, true],
  ])('stands in %j, looked into so deep as %i: %p', (value, depth, expected) =>
    expect(holdsPodSpec(value, depth)).toBe(expected));

  test('is looked for no deeper than twelve', () => {
    const at = (depth: number) => why('example.com/v1', 'Box', { spec: nested(depth) });
    expect([at(10), at(11)]).toEqual(['makes pods that are not counted', UNKNOWN]);
  });
});
