import { container, deployment, gpus, judge, Json, only } from '../../test/support/rules';

const spec = '/spec/template/spec';

describe('extended-resource-request-differs-from-limit', () => {
  const check = (resources: Json, name = 'nim') =>
    judge('extended-resource-request-differs-from-limit', [
      deployment({ containers: [container({ name, resources })] }),
    ]);
  const gpu = (amount: unknown) => ({ 'nvidia.com/gpu': amount });
  const request = `${spec}/containers/0/resources/requests/nvidia.com~1gpu`;
  const limit = `${spec}/containers/0/resources/limits/nvidia.com~1gpu`;
  test.each<[string, Json, string, string]>([
    ['no limit', { requests: gpu(1) }, request, 'requests nvidia.com/gpu without a limit; the API server refuses it'],
    [
      'another limit', { requests: gpu(1), limits: gpu(2) }, request,
      'requests 1 nvidia.com/gpu with a limit of 2; the two must be equal',
    ],
    ['half a GPU', { limits: gpu('500m') }, limit, 'asks for 500m nvidia.com/gpu; only whole numbers are allowed'],
  ])('names the container and the amounts for %s', (_, resources, pointer, message) => {
    expect(check(resources)).toEqual([{ pointer, message: `container nim ${message}` }]);
  });
  test('says nothing of a limit that is no quantity: that is reported as such', () =>
    expect(check({ limits: gpu('many') })).toBe('compliant'));
  test.each(['example.com/fpga', 'kubernetes.io.example.com/fpga'])('looks at %s', (name) => {
    expect(only(check({ requests: { [name]: 1 } })).message).toBe(
      `container nim requests ${name} without a limit; the API server refuses it`,
    );
  });
  test.each(['cpu', 'hugepages-2Mi', 'kubernetes.io/own', 'node.kubernetes.io/own', 'requests.nvidia.com/gpu'])(
    'does not apply to %s',
    (name) => {
      expect(check({ requests: { [name]: 1 } })).toBe('not applicable');
    },
  );
});

describe('shared-memory-too-small', () => {
  const id = 'shared-memory-too-small';
  const two = (extra: Json = {}) => container({ name: 'nim', ...gpus(2), ...extra });
  const mounted = (mountPath: string, volume: Json) => ({
    volumes: [{ name: 'shm', ...volume }],
    containers: [two({ volumeMounts: [{ name: 'shm', mountPath }] })],
  });
  const memory = { emptyDir: { medium: 'Memory' } };
  const violation = (place: string, accelerators = 2) => ({
    pointer: `${spec}/${place}/volumeMounts`,
    message: `container nim has ${accelerators} accelerators and the default /dev/shm of 64 MiB`,
  });
  test.each<[string, Json]>([
    ['no volume', { containers: [two()] }],
    ['a volume in memory at another path', mounted('/tmp', memory)],
    ['a volume on a disk', mounted('/dev/shm', { emptyDir: {} })],
    ['a mount of a volume that does not exist', { ...mounted('/dev/shm', memory), volumes: [] }],
  ])('fails with %s', (_, pod) => expect(judge(id, [deployment(pod)])).toEqual([violation('containers/0')]));
  test('adds up accelerators of several kinds, requested or limited', () => {
    const resources = {
      limits: { 'nvidia.com/mig-1g.5gb': 1, 'nvidia.com/mig-2g.10gb': 2 }, requests: { 'nvidia.com/mig-1g.5gb': 1 },
    };
    expect(judge(id, [deployment({ containers: [two({ resources })] })])).toEqual([violation('containers/0', 3)]);
    expect(judge(id, [deployment({ containers: [two({ resources: { requests: { 'amd.com/gpu': 2 } } })] })])).toEqual([
      violation('containers/0'),
    ]);
  });
  test('points to the container that lacks it, a sidecar too', () => {
    expect(judge(id, [deployment({ containers: [container(), two()] })])).toEqual([violation('containers/1')]);
    expect(judge(id, [deployment({ initContainers: [two({ restartPolicy: 'Always' })] })])).toEqual([
      violation('initContainers/0'),
    ]);
  });
  test.each<[string, Json]>([
    ['memory at /dev/shm', mounted('/dev/shm', memory)],
    ["the node's own /dev/shm", mounted('/dev/shm', { hostPath: { path: '/dev/shm' } })],
    ['the IPC namespace of the node', { hostIPC: true, containers: [two()] }],
  ])('complies with %s', (_, pod) => expect(judge(id, [deployment(pod)])).toBe('compliant'));
  test('fails still where hostIPC is written as false', () => {
    expect(judge(id, [deployment({ hostIPC: false, containers: [two()] })])).toEqual([violation('containers/0')]);
  });
  test.each<[string, Json]>([
    ['an init container that ends', { initContainers: [two()] }],
    [
      'one GPU beside other resources',
      { containers: [container({ resources: { limits: { 'nvidia.com/gpu': 1, 'cpu': 8, 'memory': '8Gi' } } })] },
    ],
  ])('does not apply to %s', (_, pod) => expect(judge(id, [deployment(pod)])).toBe('not applicable'));
});

describe('memory-volume-exceeds-memory-limit', () => {
  const id = 'memory-volume-exceeds-memory-limit';
  const limited = (name: string, memory: string, ...volumes: string[]) =>
    container({
      name,
      resources: { limits: { memory } },
      volumeMounts: volumes.map((volume) => ({ name: volume, mountPath: `/${volume}` })),
    });
  const check = (sizeLimit: string | undefined, ...containers: Json[]) => {
    const volumes = [{ name: 'tmp', emptyDir: {} }, { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit } }];
    return judge(id, [deployment({ volumes, containers })]);
  };
  const pointer = `${spec}/volumes/1/emptyDir/sizeLimit`;
  test.each([
    ['of 2Gi', '2Gi'],
    ['without sizeLimit', undefined],
  ])('names volume and container for a volume %s', (size, sizeLimit) => {
    expect(check(sizeLimit, limited('nim', '2Gi', 'shm'))).toEqual([
      { pointer, message: `memory-backed volume shm ${size} can fill the whole memory limit 2Gi of container nim` },
    ]);
  });
  test('counts a container that mounts other volumes too', () => {
    expect(check('3Gi', limited('nim', '2Gi', 'tmp', 'shm'))).toEqual([
      { pointer, message: 'memory-backed volume shm of 3Gi can fill the whole memory limit 2Gi of container nim' },
    ]);
  });
  test('does not count containers that mount another volume, or none', () => {
    expect(check('1Gi', limited('nim', '2Gi', 'shm'), limited('proxy', '64Mi', 'tmp'), limited('agent', '64Mi'))).toBe(
      'compliant',
    );
  });
});

describe('volume-missing', () => {
  const mount = (...names: string[]) =>
    container({ volumeMounts: names.map((name) => ({ name, mountPath: `/${name}` })) });
  const volumes = ['config', 'cache'].map((name) => ({ name, emptyDir: {} }));
  test('names the volumes there are', () => {
    expect(judge('volume-missing', [deployment({ volumes, containers: [mount('config', 'data')] })])).toEqual([{
      pointer: `${spec}/containers/0/volumeMounts/1/name`,
      message: 'there is no volume data; the volumes are config, cache',
    }]);
  });
  test('looks at init containers too', () => {
    expect(judge('volume-missing', [deployment({ volumes, initContainers: [mount('data')] })])).toEqual([{
      pointer: `${spec}/initContainers/0/volumeMounts/0/name`,
      message: 'there is no volume data; the volumes are config, cache',
    }]);
  });
});
