import { ClusterNode } from '../../../cluster';
import { load, workload } from '../../../../test/support/rollout';
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
  ['one device', byTemplate, [template(exactly())], { ['devices of gpu']: 1 }],
  ['two devices', byTemplate, [template(exactly({ count: 2 }))], { ['devices of gpu']: 2 }],
  ['all devices of a node', byTemplate, [template(exactly({ allocationMode: 'All' }))], OPEN],
  [
    'devices with a selector of their own', byTemplate,
    [template(exactly({ selectors: [{ cel: { expression: DRIVER } }] }))], { 'devices of gpu': 1 },
  ],
  [
    'devices with a selector that is not understood', byTemplate,
    [template(exactly({ selectors: [{ cel: { expression: 'true' } }] }))], OPEN,
  ],
  ['two requests', byTemplate, [template(exactly(), { ...exactly(), name: 'h' })], { 'devices of gpu': 2 }],
  ['devices as an administrator', byTemplate, [template(exactly({ adminAccess: true }))], OPEN],
  [
    'the first of several', byTemplate,
    [template({ name: 'g', firstAvailable: [{ name: 'a', deviceClassName: 'gpu' }] })], OPEN,
  ],
  ['a template that is not in the input', byTemplate, [], OPEN],
  [
    'a claim by name that is not there', { resourceClaims: [{ name: 'g', resourceClaimName: 'mine' }] }, [],
    'resource claim mine, which is not in the input',
  ],
])(
  'a pod that claims %s (kubernetes staging/src/k8s.io/dynamic-resource-allocation/structured)',
  (_, pod, objects, expected) => {
    expect(demand(pod, deviceClass(DRIVER), slice(2), ...objects)).toEqual(expected);
  },
);

test.each([`device.driver == '${GPU}' && device.attributes['x'].y`, 'true', `${DRIVER} || true`])(
  'a class that selects by %s is not counted',
  (expression) => {
    expect(demand(byTemplate, deviceClass(expression), slice(2), template(exactly()))).toBe(OPEN);
  },
);

test('devices are not counted where a DeviceTaintRule may keep claims off some of them', () => {
  const rule = {
    apiVersion: 'resource.k8s.io/v1beta2', kind: 'DeviceTaintRule', metadata: { name: 'broken' },
    spec: { deviceSelector: { driver: GPU }, taint: { key: 'broken', effect: 'NoSchedule' } },
  };
  expect(demand(byTemplate, deviceClass(DRIVER), slice(2), template(exactly()), rule)).toBe(OPEN);
});

describe('where claims hold devices that are offered to no other', () => {
  const held = (...names: string[]) => ({
    apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'held' }, spec: {},
    status: { allocation: { devices: { results: names.map((device) => ({ driver: GPU, pool: 'n', device })) } } },
  });
  const oneTainted = {
    ...slice(0), spec: { ...slice(0).spec, devices: [
      { name: 'gpu-0', taints: [{ key: 'x', effect: 'NoSchedule' }] }, { name: 'gpu-1' },
    ] },
  };
  const of = (devices: object, ...more: object[]) =>
    demand(byTemplate, deviceClass(DRIVER), devices, template(exactly()), ...more);
  const COUNTED = { 'devices of gpu': 1 };
  test('those of their class are not counted: when its pod goes, nothing is free that a new one may have', () => {
    const why = `${OPEN} beside devices with a taint, or that no slice has any more, which claims still hold`;
    expect(of(oneTainted, held('gpu-0'))).toBe(why);
    expect(of(slice(1), held('gpu-9'))).toBe(why);
  });
  test('they are counted where claims hold what is offered, and where nobody holds what is not', () => {
    expect(of(oneTainted, held('gpu-1'))).toEqual(COUNTED);
    expect(of(oneTainted)).toEqual(COUNTED);
  });
  test('devices of another class are counted', () => {
    const other = { ...oneTainted, metadata: { name: 'other' }, spec: {
      ...oneTainted.spec, driver: 'other', pool: { ...slice(0).spec.pool },
    } };
    const results = [{ driver: 'other', pool: 'n', device: 'gpu-0' }];
    const holder = { ...held(), status: { allocation: { devices: { results } } } };
    expect(of(slice(1), other, holder)).toEqual(COUNTED);
  });
});

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
      `the devices of DeviceClass gpu are asked for otherwise than as ${NAME} too`,
    ]);
  });
});

// As the classes of NVIDIA's driver do (deployments/helm/dra-driver-nvidia-gpu/templates).
describe('devices of one driver and several types', () => {
  const typed = (...types: string[]) => ({
    ...slice(0),
    spec: {
      ...slice(0).spec,
      devices: types.map((type, index) => ({
        name: `d${index}`, attributes: { type: { string: type } }, capacity: { memory: { value: '40Gi' } },
      })),
    },
  });
  const ofType = (type: string) => `device.driver == '${GPU}' && device.attributes['${GPU}'].type == '${type}'`;
  const offers = (expression: string, devices: object, requests = [exactly()]) => {
    const model = load(
      workload('Deployment', 'web', {}, {}, byTemplate), deviceClass(expression), template(...requests), devices,
    );
    const index = new DeviceIndex(model);
    const [name] = index.demandOf(model.workloads[0]).counts.keys();
    return name === undefined ? undefined : index.offeredOn(name, { name: 'n' } as ClusterNode);
  };
  const selected = (expression: string) => [exactly({ selectors: [{ cel: { expression } }] })];

  test('each class counts its own', () => {
    expect(offers(ofType('gpu'), typed('gpu', 'gpu', 'mig'))).toBe(2);
    expect(offers(ofType('mig'), typed('gpu', 'gpu', 'mig'))).toBe(1);
  });
  test('a request may select by capacity', () => {
    const larger = (size: string) => selected(`device.capacity['${GPU}'].memory.compareTo(quantity('${size}')) >= 0`);
    expect(offers(DRIVER, typed('gpu'), larger('40Gi'))).toBe(1);
    expect(offers(DRIVER, typed('gpu'), larger('80Gi'))).toBeUndefined();
  });
  test('a device without the attribute makes the answer open, as the allocator stops there', () =>
    expect(offers(ofType('gpu'), { ...slice(1) })).toBeUndefined());
  test('tainted devices, old generations and incomplete pools offer nothing', () => {
    const more = (spec: object) => ({ ...typed('gpu'), spec: { ...typed('gpu').spec, ...spec } });
    const taints = [{ key: 'x', effect: 'NoSchedule' }];
    expect(offers(DRIVER, more({ devices: [{ name: 'd', taints }] }))).toBeUndefined();
    expect(offers(DRIVER, more({ pool: { name: 'n', generation: 1, resourceSliceCount: 2 } }))).toBeUndefined();
  });
  test('parts of devices, and devices that several nodes reach, are open', () => {
    const more = (spec: object) => ({ ...typed('gpu'), spec: { ...typed('gpu').spec, ...spec } });
    expect(offers(DRIVER, more({ devices: [{ name: 'd', consumesCounters: [{}] }] }))).toBeUndefined();
    expect(offers(DRIVER, more({ nodeName: undefined, allNodes: true }))).toBeUndefined();
  });
});

test('devices that some requests share and others do not are open', () => {
  const one = workload('Deployment', 'one', {}, {}, byTemplate);
  const byAll = { resourceClaims: [{ name: 'g', resourceClaimTemplateName: 'all' }] };
  const two = workload('Deployment', 'two', {}, {}, byAll);
  const all = { ...deviceClass(DRIVER), metadata: { name: 'all' } };
  const type = `${DRIVER} && device.attributes['${GPU}'].type == 'gpu'`;
  const devices = ['gpu', 'mig'].map((string) => ({ name: string, attributes: { type: { string } } }));
  const model = load(one, two, deviceClass(type), all, template(exactly()), {
    ...template({ name: 'g', exactly: { deviceClassName: 'all' } }), metadata: { name: 'all' },
  }, { ...slice(0), spec: { ...slice(0).spec, devices } });
  const index = new DeviceIndex(model);
  expect(model.workloads.map((each) => index.demandOf(each).unmodelled)).toEqual([
    ['devices of gpu, some of which other requests may take too'],
    ['devices of all, some of which other requests may take too'],
  ]);
});

test('a running pod outside the manifests keeps its devices', () => {
  const app = workload('Deployment', 'web', {}, {}, byTemplate);
  const model = load(app, deviceClass(DRIVER), template(exactly()), slice(2));
  const [web] = model.workloads;
  const node = { name: 'n', outside: [{ workload: web, owner: 'Deployment/other' }] } as unknown as ClusterNode;
  const shared = { ...web, pod: { ...web.pod, deviceClaims: [{ claimName: 'mine' }] } };
  const open = { name: 'n', outside: [{ workload: shared, owner: 'x' }] } as unknown as ClusterNode;
  expect(new DeviceIndex(model, [node]).offeredOn('devices of gpu', node)).toBe(1);
  expect(new DeviceIndex(model, [open]).demandOf(web).unmodelled).toEqual([
    'devices that pods outside the manifests hold',
  ]);
});

describe('the names of devices', () => {
  const typed = {
    ...slice(0),
      spec: { ...slice(0).spec,
        devices: ['gpu', 'mig'].map((string) => ({ name: string, attributes: { type: { string } } })) },
  };
  const named = (name: string, deviceClassName: string, ...types: string[]) => ({
    ...template({ name: 'g', exactly: { deviceClassName, selectors: types.map((type) =>
      ({ cel: { expression: `device.attributes["${GPU}"].type == "${type}"` } })) } }), metadata: { name },
  });
  const asking = (name: string) => workload('Deployment', name, {}, {},
    { resourceClaims: [{ name: 'g', resourceClaimTemplateName: name }] });
  const counts = (...templates: object[]) => {
    const apps = templates.map((each) => asking((each as { metadata: { name: string } }).metadata.name));
    const like = { ...deviceClass(DRIVER), metadata: { name: 'like' } };
    const model = load(...apps, deviceClass(DRIVER), like, typed, ...templates);
    const index = new DeviceIndex(model);
    return model.workloads.map((each) => [...index.demandOf(each).counts].join());
  };

  test('are one for the same devices, whoever selects them', () => {
    expect(counts(named('a', 'gpu'), named('b', 'like'))).toEqual(['devices of gpu,1', 'devices of gpu,1']);
    expect(counts(named('a', 'gpu', 'mig'), named('b', 'like', 'mig')))
      .toEqual(['devices of gpu,1', 'devices of gpu,1']);
  });

  test('are told apart by number where one class is asked for different ones', () =>
    expect(counts(named('a', 'gpu', 'mig'), named('b', 'gpu', 'gpu'), named('c', 'like')))
      .toEqual(['devices of gpu,1', 'devices of gpu (2),1', 'devices of like,1']));

  test('are none of a class that is not in the input', () => expect(counts(named('a', 'gone'))).toEqual(['']));
});
