import { heldDevices, offeredDevices } from './device-slices';
import { load } from '../../../../test/support/rollout';

const slice = (name: string, spec: object = {}) => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name },
  spec: {
    driver: 'gpu.example.com', nodeName: 'n', pool: { name: 'p', generation: 1, resourceSliceCount: 1 },
    devices: [{ name: 'd' }], ...spec,
  },
});
const offered = (...slices: object[]) => offeredDevices(load(...slices).byKind('ResourceSlice'));
const pool = (generation: number, resourceSliceCount: number | undefined, name = 'p') =>
  ({ pool: { name, generation, resourceSliceCount } });

test('a device is offered with its driver and node, and what the slice says of it', () => {
  const devices = [{
    name: 'd',
    attributes: { 'model': { string: 'h100' }, 'index': { int: 3 }, 'whole': { bool: true },
      'other.com/x': { string: 'y' },
      'at': { version: '1.0.0' }, 'odd': { string: { a: 1 } } },
    capacity: { memory: { value: '80Gi' }, slots: '2', bad: { value: 'much' } },
  }];
  const [device, ...more] = offered(slice('s', { devices }));
  expect(more).toEqual([]);
  expect(device).toMatchObject({ driver: 'gpu.example.com', node: 'n', isPlain: true });
  expect([...device.attributes]).toEqual([
    ['gpu.example.com/model', 'h100'], ['gpu.example.com/index', 3], ['gpu.example.com/whole', true],
      ['other.com/x', 'y'],
  ]);
  expect([...device.capacity].map(([name, amount]) => [name, String(amount.compare(amount))]))
    .toEqual([['gpu.example.com/memory', '0'], ['gpu.example.com/slots', '0']]);
});

test('the first version with devices has them one level deeper', () => {
  const basic = { attributes: { model: { string: 'h100' } } };
  const [device] = offered(slice('s', { devices: [{ name: 'd', basic }] }));
  expect([...device.attributes]).toEqual([['gpu.example.com/model', 'h100']]);
  expect(offered(slice('s', { devices: [{ name: 'd', basic: { allNodes: true } }] }))[0].isPlain).toBe(false);
});

test.each([
  'consumesCounters', 'allowMultipleAllocations', 'nodeName', 'nodeSelector', 'allNodes', 'bindingConditions',
])(
  'a device with %s is not taken as a whole by one claim of its node', (key) => {
    expect(offered(slice('s', { devices: [{ name: 'd', [key]: 'x' }] })).map(({ isPlain }) => isPlain))
      .toEqual([false]);
  });

test('devices that several nodes reach have no node', () =>
  expect(offered(slice('s', { nodeName: undefined, allNodes: true })).map(({ node }) => node)).toEqual([undefined]));

test('devices tell whether a taint keeps claims off', () => {
  const tainted = (...effects: string[]) => {
    const taints = effects.map((effect) => ({ key: 'k', effect }));
    return offered(slice('s', { devices: [{ name: 'd', taints }] }))[0].isTainted;
  };
  expect([tainted(), tainted('None'), tainted('NoSchedule'), tainted('NoExecute'), tainted('None', 'NoSchedule')])
    .toEqual([false, false, true, true, true]);
});

test('claims hold the devices of their allocation, but for those that an administrator looks at', () => {
  const result = (device: string, more: object = {}) => ({ driver: 'gpu.example.com', pool: 'p', device, ...more });
  const claim = (name: string, status?: object) => ({
    apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name }, spec: {}, status,
  });
  const results = [result('d'), result('e', { adminAccess: true })];
  const model = load(claim('a', { allocation: { devices: { results } } }), claim('b'));
  expect(heldDevices(model.byKind('ResourceClaim'))).toEqual([offered(slice('s'))[0].id]);
});

test('of each pool the newest generation counts, if all of its slices are there', () => {
  const count = (...slices: [name: string, spec: object][]) =>
    offered(...slices.map(([name, spec]) => slice(name, spec))).length;
  expect(count(['a', pool(1, 2)], ['b', pool(1, 2)])).toBe(2);
  expect(count(['a', pool(1, 2)])).toBe(0);
  expect(count(['a', pool(1, undefined)])).toBe(1);
  expect(count(['a', pool(1, 1)], ['b', pool(2, 1)])).toBe(1);
  expect(count(['a', pool(2, 2)], ['b', pool(1, 1)], ['c', pool(2, 2)])).toBe(2);
  expect(count(['a', pool(2, 2)], ['b', pool(1, 1)])).toBe(0);
  // Pools of one name are two where their drivers are, and of two names where these are.
  expect(count(['a', pool(1, 1)], ['b', { ...pool(2, 1), driver: 'other' }])).toBe(2);
  expect(count(['a', pool(1, 1)], ['b', pool(2, 1, 'q')])).toBe(2);
});

test('slices without driver offer nothing', () =>
  expect(offered(slice('s', { driver: undefined }))).toEqual([]));
