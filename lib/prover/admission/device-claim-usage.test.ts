import { Field } from '../../manifests';
import { Json, modelOf, object } from '../../../test/support/rules';
import { liveObjects } from '../../../test/support/admission';
import { deviceClaimUsage, ownDeviceClaims } from './device-claim-usage';

const deviceClass = (name: string, spec: object = {}) => object('DeviceClass', name, { spec }, 'resource.k8s.io/v1');
const fieldOf = (json: Json) => Field.of(liveObjects([{ kind: 'X', metadata: { name: 'x' }, ...json }])[0], []);
const usage = (requests: Json[], ...classes: Json[]) => Object.fromEntries(deviceClaimUsage(
  fieldOf({ spec: { devices: { requests } } }).get('spec'), modelOf([object('ConfigMap', 'c'), ...classes])));
const exactly = (more: object = {}) => ({ name: 'r', exactly: { deviceClassName: 'gpu', ...more } });
const gpus = (count: number) => ({
  'gpu.deviceclass.resource.k8s.io/devices': count, 'requests.deviceclass.resource.kubernetes.io/gpu': count,
});
const ONE = { 'count/resourceclaims.resource.k8s.io': 1 };

test('a claim is one object, and one device of its class unless it asks more', () => {
  expect(usage([])).toEqual(ONE);
  expect(usage([exactly()])).toEqual({ ...gpus(1), ...ONE });
  expect(usage([exactly({ count: 3 })])).toEqual({ ...gpus(3), ...ONE });
  expect(usage([{ name: 'r', deviceClassName: 'gpu', count: 2 }])).toEqual({ ...gpus(2), ...ONE });
});

test('all of a node are 32, however many are named', () => {
  expect(usage([exactly({ allocationMode: 'All', count: 2 })])).toEqual({ ...gpus(32), ...ONE });
  expect(usage([exactly({ allocationMode: 'ExactCount', count: 2 })])).toEqual({ ...gpus(2), ...ONE });
});

test('requests add up, and of the alternatives of one the most of each class counts', () => {
  expect(usage([exactly(), exactly({ count: 2 })])).toEqual({ ...gpus(3), ...ONE });
  const alternative = (deviceClassName: string, count?: number) => ({ name: deviceClassName, deviceClassName, count });
  const one = { name: 'r', firstAvailable: [alternative('gpu', 2), alternative('gpu'), alternative('nic')] };
  expect(usage([one])).toEqual({
    ...gpus(2), 'nic.deviceclass.resource.k8s.io/devices': 1, 'requests.deviceclass.resource.kubernetes.io/nic': 1,
    ...ONE,
  });
});

test('devices count by the name by which their class serves them to pods, too', () => {
  const served = deviceClass('gpu', { extendedResourceName: 'example.com/gpu' });
  expect(usage([exactly()], deviceClass('nic', { extendedResourceName: 'example.com/nic' }), served))
    .toEqual({ ...gpus(1), 'requests.example.com/gpu': 1, ...ONE });
  expect(usage([exactly()], deviceClass('gpu'))).toEqual({ ...gpus(1), ...ONE });
});

test('claims are made for a pod alone of the templates of its namespace that it names', () => {
  const template = (name: string, namespace: string) => ({ apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaimTemplate', metadata: { name, namespace }, spec: { spec: { of: `${namespace}/${name}` } } });
  const pod = fieldOf({ spec: { resourceClaims: [
    { name: 'a', resourceClaimTemplateName: 'one' }, { name: 'b', resourceClaimName: 'two' },
    { name: 'c', resourceClaimTemplateName: 'none' },
  ] } }).get('spec');
  const model = modelOf([template('two', 'shop'), template('one', 'blue'), template('one', 'shop')]);
  expect(ownDeviceClaims(pod, 'shop', model).map(({ value }) => value)).toEqual([{ of: 'shop/one' }]);
  expect(ownDeviceClaims(pod, 'red', model)).toEqual([]);
});
