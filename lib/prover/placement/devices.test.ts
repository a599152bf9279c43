import { load, workload } from '../../../test/support/rollout';
import { DeviceIndex } from './devices';

const GPU = 'gpu.nvidia.com';
const DRIVER = `device.driver == "${GPU}"`;
const deviceClass = (expression: string, more: object = {}) => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' },
  spec: { selectors: [{ cel: { expression } }], ...more },
});
const template = (...requests: object[]) => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaimTemplate', metadata: { name: 'one' },
  spec: { spec: { devices: { requests } } },
});
const slice = (devices: number) => ({
  apiVersion: 'resource.k8s.io/v1', kind: 'ResourceSlice', metadata: { name: 'n' },
  spec: { driver: GPU, nodeName: 'n', pool: { name: 'n', generation: 1, resourceSliceCount: 1 },
    devices: Array.from({ length: devices }, (_, index) => ({ name: `gpu-${index}` })) },
});
const exactly = (more: object = {}) => ({ name: 'g', exactly: { deviceClassName: 'gpu', ...more } });
const byTemplate = { resourceClaims: [{ name: 'g', resourceClaimTemplateName: 'one' }] };
const demand = (pod: object, ...objects: object[]) => {
  const model = load(workload('Deployment', 'web', {}, {}, pod), ...objects);
  const { counts, unmodelled } = new DeviceIndex(model).demandOf(model.workloads[0]);
  return unmodelled.length > 0 ? unmodelled[0] : Object.fromEntries(counts);
};
const OPEN = 'dynamic resource claims';

test.each<[string, object, object[], unknown]>([
  ['one device', byTemplate, [template(exactly())], { [`devices of ${GPU}`]: 1 }],
  ['two devices', byTemplate, [template(exactly({ count: 2 }))], { [`devices of ${GPU}`]: 2 }],
  ['all devices of a node', byTemplate, [template(exactly({ allocationMode: 'All' }))], OPEN],
  [
    'devices with a selector of their own', byTemplate,
    [template(exactly({ selectors: [{ cel: { expression: 'true' } }] }))], OPEN,
  ],
  ['two requests', byTemplate, [template(exactly(), { ...exactly(), name: 'h' })], OPEN],
  [
    'the first of several', byTemplate,
    [template({ name: 'g', firstAvailable: [{ name: 'a', deviceClassName: 'gpu' }] })], OPEN,
  ],
  ['a template that is not in the input', byTemplate, [], OPEN],
  [
    'a claim by name', { resourceClaims: [{ name: 'g', resourceClaimName: 'mine' }] }, [],
    'resource claim mine, which several pods may share',
  ],
])(
  'a pod that claims %s (kubernetes staging/src/k8s.io/dynamic-resource-allocation/structured)',
  (_, pod, objects, expected) => {
    expect(demand(pod, deviceClass(DRIVER), slice(2), ...objects)).toEqual(expected);
  },
);

test.each([`device.driver == '${GPU}' && device.attributes['x'].y`, 'true'])(
  'a class that selects by %s is not counted',
  (expression) => {
    expect(demand(byTemplate, deviceClass(expression), slice(2), template(exactly()))).toBe(OPEN);
  },
);

test('devices that no slice of the input offers are not counted', () => {
  expect(demand(byTemplate, deviceClass(DRIVER), template(exactly()))).toBe(OPEN);
});

describe('an extended resource that devices stand behind (DeviceClass extendedResourceName)', () => {
  const NAME = 'nvidia.com/gpu';
  const why = (...objects: object[]) => {
    const model = load(
      workload('Deployment', 'web', { [NAME]: 1 }),
      deviceClass(DRIVER, { extendedResourceName: NAME }),
      ...objects,
    );
    return new DeviceIndex(model).unmodelledResources(model.workloads[0].pod);
  };
  test('is counted by the slices', () => expect(why(slice(1))).toEqual([]));
  test('is open without slices', () =>
    expect(why()).toEqual([`${NAME} is served by DeviceClass gpu, whose devices are not in the input`]));
  test('is open where claims ask for the same devices', () => {
    const claimer = workload('Deployment', 'other', {}, {}, byTemplate);
    expect(why(slice(1), template(exactly()), claimer)).toEqual([
      `the devices of ${GPU} are asked for by claims and as ${NAME}`,
    ]);
  });
});
