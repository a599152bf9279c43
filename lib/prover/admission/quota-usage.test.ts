import { Field } from '../../manifests';
import { liveObjects } from '../../../test/support/admission';
import { claimUsage, podUsage } from './quota-usage';

const specOf = (spec: object): Field =>
  Field.of(liveObjects([{ kind: 'Pod', metadata: { name: 'p' }, spec }])[0], []).get('spec');
const usageOf = (spec: object) => Object.fromEntries(podUsage(specOf(spec)));
const container = (requests: object, limits: object = {}) => ({ name: 'c', resources: { requests, limits } });
const POD = { 'pods': 1, 'count/pods': 1 };

describe('a pod takes of quotas', () => {
  test('itself, by both names, and nothing that no container asks for', () => {
    expect(usageOf({ containers: [{ name: 'c' }] })).toEqual(POD);
  });

  test('what its containers ask together, by both names, and the limits of cpu, memory and ephemeral storage', () => {
    expect(usageOf({ containers: [
      container({ 'cpu': 1, 'memory': '1Ki', 'ephemeral-storage': 5 },
        { 'cpu': 2, 'memory': '2Ki', 'ephemeral-storage': 6 }),
      container({ cpu: '500m' }),
    ] })).toEqual({
      ...POD, 'cpu': 1500, 'requests.cpu': 1500, 'memory': 1024, 'requests.memory': 1024, 'ephemeral-storage': 5,
      'requests.ephemeral-storage': 5, 'limits.cpu': 2000, 'limits.memory': 2048, 'limits.ephemeral-storage': 6,
    });
  });

  test('huge pages by both names, devices by requests alone, and no other resource', () => {
    const asked = { 'hugepages-2Mi': 4, 'nvidia.com/gpu': 2, 'deviceclass.resource.kubernetes.io/gpu': 1,
      'kubernetes.io/x': 1 };
    expect(usageOf({ containers: [container(asked, asked)] })).toEqual({
      ...POD, 'hugepages-2Mi': 4, 'requests.hugepages-2Mi': 4, 'requests.nvidia.com/gpu': 2,
      'requests.deviceclass.resource.kubernetes.io/gpu': 1,
    });
  });

  test('limits of its own in place of their sum, and overhead where there is a limit', () => {
    const containers = [container({ cpu: 1 }, { cpu: 2 })];
    expect(usageOf({ containers, resources: { limits: { cpu: 5 } } })).toMatchObject({ 'limits.cpu': 5000 });
    expect(usageOf({ containers, overhead: { cpu: '250m', memory: 7 } })).toEqual({
      ...POD, 'cpu': 1250, 'requests.cpu': 1250, 'memory': 7, 'requests.memory': 7, 'limits.cpu': 2250,
    });
  });
});

describe('a claim takes of quotas', () => {
  const claimed = (spec: object, defaultClass?: string) => Object.fromEntries(claimUsage(specOf(spec), defaultClass));
  const CLAIM = { 'persistentvolumeclaims': 1, 'count/persistentvolumeclaims': 1 };
  const resources = { requests: { storage: '1Ki' } };

  test('itself, its storage, and both again of its class', () => {
    const gold = 'gold.storageclass.storage.k8s.io/';
    expect(claimed({ resources, storageClassName: 'gold' })).toEqual({
      ...CLAIM, 'requests.storage': 1024, [`${gold}persistentvolumeclaims`]: 1, [`${gold}requests.storage`]: 1024,
    });
    expect(claimed({ resources }, 'gold')).toEqual(claimed({ resources, storageClassName: 'gold' }));
    expect(claimed({ storageClassName: 'gold' })).toEqual({ ...CLAIM, [`${gold}persistentvolumeclaims`]: 1 });
  });

  test('nothing of a class where it wants none, and where there is no default', () => {
    expect(claimed({ resources, storageClassName: '' }, 'gold')).toEqual({ ...CLAIM, 'requests.storage': 1024 });
    expect(claimed({ resources })).toEqual({ ...CLAIM, 'requests.storage': 1024 });
  });
});
