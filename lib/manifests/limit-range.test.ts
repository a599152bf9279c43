import { Quantities } from './limit-range';
import { Field, readLimitRange, readQuantities } from '.';
import { reading, fieldOf } from '../../test/support/fields';
import { liveObjects } from '../../test/support/admission';

const shown = (quantities: Quantities) =>
  Object.fromEntries([...quantities].map(([name, quantity]) => [name, quantity.toString()]));
const entry = (limit: object) => {
  const [manifest] = liveObjects([{ kind: 'LimitRange', spec: { limits: [limit] } }]);
  const [item] = readLimitRange(Field.of(manifest, []));
  return [item.type, ...[item.defaults, item.defaultRequests, item.min, item.max,
    item.maxLimitRequestRatio].map(shown)];
};

test('of containers a maximum is the default limit, and that, or a minimum, the default request', () => {
  const ratio = { maxLimitRequestRatio: { cpu: 2 } };
  expect(entry({ type: 'Container', min: { cpu: 1, memory: 5 }, max: { cpu: 4 }, ...ratio }))
    .toEqual(['Container', { cpu: '4' }, { cpu: '4', memory: '5' }, { cpu: '1', memory: '5' }, { cpu: '4' },
      { cpu: '2' }]);
  const bounds = { min: { cpu: 1 }, max: { cpu: 4 } };
  expect(entry({ type: 'Container', ...bounds, default: { cpu: 3 }, defaultRequest: { cpu: 2 } }))
    .toEqual(['Container', { cpu: '3' }, { cpu: '2' }, { cpu: '1' }, { cpu: '4' }, {}]);
  expect(entry({ type: 'Container', max: { cpu: 4 }, default: { cpu: 3 } }).slice(1, 3))
    .toEqual([{ cpu: '3' }, { cpu: '3' }]);
});

test('of pods and claims nothing follows from bounds', () => {
  expect(entry({ type: 'Pod', min: { cpu: 1 }, max: { cpu: 4 } }))
    .toEqual(['Pod', {}, {}, { cpu: '1' }, { cpu: '4' }, {}]);
  expect(entry({ default: { cpu: 3 }, defaultRequest: { cpu: 2 } }).slice(0, 3))
    .toEqual(['', { cpu: '3' }, { cpu: '2' }]);
});

test('quantities that cannot be read are left out', () => {
  expect(reading({ cpu: '500m', memory: 'much', pods: -1 }, (field) => shown(readQuantities(field)))).toEqual([
    { cpu: '500m' }, [expect.stringMatching(/^\/memory: .*much/), '/pods: quantity -1 is negative'],
  ]);
  expect(readQuantities(fieldOf(undefined)).size).toBe(0);
});
