import { Chart } from 'cdk8s';
import { Nim, NimFamily, NimFamilyProps } from '../..';
import { NIM_CATALOG } from './nim-catalog';
import { Quantity } from '../../kubernetes/quantity';
import { aNim } from '../../../test/support/examples';
import { environment, mainContainer, podSpec, render, Rendered } from '../../../test/support/synth';

const CUSTOM: NimFamilyProps = {
  name: 'mine', component: 'llm', http: { port: 9000, env: 'PORT' }, metricsPath: '/metrics',
};
const rendered = (family: NimFamily): Rendered[] =>
  render((chart: Chart) => aNim(chart, 'x', { nim: Nim.custom({ image: 'x:1', family, hostMemoryGib: 16 }) }));

test.each([
  ['LLM_1', NimFamily.LLM_1, { NIM_SERVER_PORT: '8000' }, ['http 8000'], '/opt/nim/.cache'],
  ['LLM_2', NimFamily.LLM_2, { NIM_SERVER_PORT: '8000' }, ['http 8000'], '/opt/nim/.cache'],
  [
    'EMBEDDING_1',
    NimFamily.EMBEDDING_1,
    { NIM_HTTP_API_PORT: '8000', NIM_GRPC_API_PORT: '8001', NIM_TRITON_METRICS_PORT: '8002' },
    ['http 8000', 'grpc 8001', 'metrics 8002'],
    '/opt/nim/.cache',
  ],
  ['EMBEDDING_2', NimFamily.EMBEDDING_2, { NIM_SERVER_BIND_ADDR: '0.0.0.0:8000' }, ['http 8000'], '/opt/cache'],
  ['RERANKING_2', NimFamily.RERANKING_2, { NIM_SERVER_BIND_ADDR: '0.0.0.0:8000' }, ['http 8000'], '/opt/cache'],
  ['VLM_1', NimFamily.VLM_1, { NIM_SERVER_PORT: '8000' }, ['http 8000'], '/opt/nim/.cache'],
  ['VLM_2', NimFamily.VLM_2, { NIM_SERVER_PORT: '8000' }, ['http 8000'], '/opt/nim/.cache'],
  [
    'RERANKING_1',
    NimFamily.RERANKING_1,
    { NIM_HTTP_API_PORT: '8000', NIM_GRPC_API_PORT: '8001', NIM_TRITON_METRICS_PORT: '8002' },
    ['http 8000', 'grpc 8001', 'metrics 8002'],
    '/opt/nim/.cache',
  ],
])(
  'images of %s are told their ports by their own variables, and keep models in their own place',
  (_, family, variables, ports, cachePath) => {
    const manifests = rendered(family);
    const { NGC_API_KEY, OUTLINES_CACHE_DIR, NIM_CACHE_PATH, ...told } = environment(manifests);
    expect(told).toEqual(variables);
    expect(NIM_CACHE_PATH).toBe(cachePath);
    expect(OUTLINES_CACHE_DIR).toBe(family.env.OUTLINES_CACHE_DIR);
    expect(NGC_API_KEY).toEqual({ secretKeyRef: { name: 'nvidia-ngc-secret', key: 'NGC_API_KEY' } });
    expect(mainContainer(manifests).ports.map((port: Rendered) => `${port.name} ${port.containerPort}`)).toEqual(ports);
    expect(mainContainer(manifests).volumeMounts[0]).toEqual({ name: 'model-cache', mountPath: cachePath });
  },
);

test('a generation that the library does not know can be described', () => {
  const family = NimFamily.custom({
    ...CUSTOM,
    livePath: '/live',
    readyPath: '/ready',
    cachePath: '/models',
    uid: 2000,
    gid: 3000,
    env: { MODE: 'fast' },
  });
  const manifests = rendered(family);
  const { NGC_API_KEY, ...own } = environment(manifests);
  expect(NGC_API_KEY).toBeDefined();
  expect(own).toEqual({ PORT: '9000', NIM_CACHE_PATH: '/models', MODE: 'fast' });
  expect(mainContainer(manifests).livenessProbe.httpGet).toEqual({ path: '/live', port: 'http' });
  expect(mainContainer(manifests).readinessProbe.httpGet).toEqual({ path: '/ready', port: 'http' });
  expect(podSpec(manifests).securityContext).toMatchObject({ runAsUser: 2000, runAsGroup: 3000, fsGroup: 3000 });
});

test('what is not said of a generation is what most of them have', () => {
  expect(NimFamily.custom(CUSTOM)).toMatchObject({
    livePath: '/v1/health/live',
    readyPath: '/v1/health/ready',
    cachePath: '/opt/nim/.cache',
    uid: 1000,
    gid: 1000,
    grpc: undefined,
    metrics: undefined,
  });
});

test.each(['metricsPath', 'livePath', 'readyPath', 'cachePath'])('fails when %s is not absolute', (field) => {
  expect(() => NimFamily.custom({ ...CUSTOM, [field]: 'x/y' })).toThrow(
    new Error(`${field} 'x/y' of nim family 'mine' is not absolute; write '/x/y'`),
  );
});

test.each([0, -1, 1.5, NaN])('fails when the user is %d', (uid) => {
  expect(() => NimFamily.custom({ ...CUSTOM, uid })).toThrow(
    new Error(`uid ${uid} of nim family 'mine' is root or not a user id; write a whole number from 1, such as 1000`),
  );
});

describe('the catalog', () => {
  test('has each model once in each major version', () => {
    const keys = NIM_CATALOG.map(({ model, majorVersion }) => `${model}:${majorVersion}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(NIM_CATALOG.map((entry) => [`${entry.model}:${entry.majorVersion}.x`, entry] as const))(
    'has needs that can be rendered for %s',
    (_, entry) => {
      const { gpus, gpuMemoryGib, hostMemoryGib, cacheSize } = entry.needs;
      expect([gpus, gpuMemoryGib, hostMemoryGib, Quantity.parse(cacheSize).value].every((need) => need > 0)).toBe(true);
      expect(() =>
        render((chart) => aNim(chart, 'x', { nim: Nim.fromImage(`${entry.model}:${entry.majorVersion}.0`) })),
      ).not.toThrow();
    },
  );
});
