import { container, deployment, gpus, Json, modelOf } from '../../test/support/rules';
import { isFilledBy, isRefilled } from './refilled-volume';

function of(pod: Json, read = isRefilled, volume: object = {}): boolean {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data', ...volume } }];
  const [workload] = modelOf([deployment({ volumes, ...pod })]).workloads;
  return read(workload, workload.pod.claims[0]);
}
const server = (mountPath: unknown, more: object = {}) =>
  container({ ...gpus(1), volumeMounts: [{ name: 'data', mountPath }], ...more });
const refilled = (mountPath: unknown, more: object = {}) => of({ containers: [server(mountPath, more)] });

test.each<[unknown, boolean]>([
  ['/opt/nim/.cache', true], ['/root/.cache/huggingface', true], ['/a/hf', true], ['/hub', true], ['/cache/', true],
  ['/models', false], ['/mnt/weights', false], ['/root/.ollama', false], ['/cached', false], [undefined, false],
])('an empty volume at %j is filled by who serves from it: %p', (path, expected) => {
  expect(refilled(path)).toBe(expected);
});

test('is not, where the server is told to read from it', () => {
  const told = (more: object) => refilled('/cache', more);
  expect([
    told({ args: ['--model-repository=/cache'] }), told({ args: ['--model', '/cache/llama'] }),
    told({ command: ['sh', '-c', 'vllm serve /cache/llama --port 80'] }), told({ args: ['--model="/cache/a"'] }),
    told({ env: [{ name: 'MODEL_DIR', value: '/cache/llama' }] }),
  ]).toEqual([false, false, false, false, false]);
});

test('is where it is told to download to it, or is told of another place', () => {
  const told = (more: object) => refilled('/cache', more);
  expect([
    told({ args: ['--download-dir', '/cache'] }), told({ args: ['--download-dir=/cache/a'] }),
    told({ env: [{ name: 'NIM_CACHE_PATH', value: '/cache' }, { name: 'HF_HOME', value: '/cache/hf' }] }),
    told({ args: ['--model', 'meta/llama', '/cached'], env: [{ name: 'A', valueFrom: {} }] }),
    told({ args: ['--model', '/models/llama'] }),
  ]).toEqual([true, true, true, true, true]);
});

test('is by an init container that writes to it, whatever it is called', () => {
  const fetching = (more: object = {}, mount: object = {}) => of({
    containers: [server('/models', { args: ['--model-repository=/models'] })],
    initContainers: [
      container({ name: 'fetch', volumeMounts: [{ name: 'data', mountPath: '/to', ...mount }], ...more }),
    ],
  });
  expect(fetching()).toBe(true);
  expect([fetching({}, { readOnly: true }), fetching({}, { name: 'other' }), fetching({ restartPolicy: 'Always' })])
    .toEqual([false, false, false]);
});

test('is not where nobody writes, and every mount counts', () => {
  expect(of({ containers: [server('/cache')] }, isRefilled, { readOnly: true })).toBe(false);
  expect(of({ containers: [server('/cache'), server('/models', { name: 'b' })] })).toBe(false);
});

test('whoever writes fills it, but a server that only finds there what it serves', () => {
  const writer = container({ volumeMounts: [{ name: 'data', mountPath: '/models' }] });
  expect([of({ containers: [writer] }, isFilledBy), of({ containers: [server('/models')] }, isFilledBy),
    of({ containers: [server('/cache')] }, isFilledBy), of({ containers: [writer] }, isFilledBy, { readOnly: true })])
    .toEqual([true, false, true, false]);
});
