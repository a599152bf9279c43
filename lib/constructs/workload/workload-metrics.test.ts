import { Chart, Testing } from 'cdk8s';
import { GpuNimService } from '../nim/gpu-nim-service';
import { Nim } from '../nim/nim';
import { NimFamily } from '../nim/nim-family';
import { StatelessService } from '../stateless/stateless-service';
import { StatelessServiceProps } from '../stateless/stateless-service-props';
import { VectorStore } from '../vector-store/vector-store';
import { HealthCheck } from './health-check';
import { RecordedMetric } from './recorded-metric';

const chart = () => new Chart(Testing.app(), 'chart', { namespace: 'research-ops' });
const resources = { cpu: '1', memory: '1Gi' };
const metricsOfNim = (family: NimFamily) => new GpuNimService(chart(), 'nim', {
  nim: Nim.custom({ image: 'nvcr.io/nim/a:1', family }), resources: { cpu: '1', memory: '8Gi', memoryLimit: '16Gi' },
}).metrics;
const service = (props: Partial<StatelessServiceProps> = {}) => new StatelessService(chart(), 'web', {
  image: 'a:1', containerPort: 8080, resources, readiness: HealthCheck.httpGet('/ready'), ...props,
});

test.each([
  ['llm-1', NimFamily.LLM_1, 8000, '/v1/metrics', 'language-model'],
  ['llm-2', NimFamily.LLM_2, 8000, '/v1/metrics', 'language-model'],
  ['embedding-1', NimFamily.EMBEDDING_1, 8002, '/metrics', 'triton'],
  ['embedding-2', NimFamily.EMBEDDING_2, 8000, '/v1/metrics', 'triton'],
  ['reranking-1', NimFamily.RERANKING_1, 8002, '/metrics', 'triton'],
])('a NIM of family %s serves its metrics where its images do', (_, family, containerPort, path, kind) => {
  expect(metricsOfNim(family)).toMatchObject({ port: { containerPort }, path, kind });
});

test('Qdrant serves its metrics on a port that asks for no API key', () => {
  const { metrics } = new VectorStore(chart(), 'qdrant', { resources });
  expect(metrics).toMatchObject({ port: { containerPort: 9091 }, path: '/metrics', kind: 'qdrant' });
  expect(metrics!.credential).toBeUndefined();
});

test('a service has metrics when it says where they are', () => {
  expect(service().metrics).toBeUndefined();
  expect(service({ metricsPort: 9090 }).metrics).toMatchObject({ port: { containerPort: 9090 }, path: '/metrics' });
  expect(service({ metricsPath: '/stats' }).metrics).toMatchObject({ port: { containerPort: 8080 }, path: '/stats' });
});

test('fails when the path of the metrics is not absolute', () => {
  expect(() => service({ metricsPath: 'stats' })).toThrow(
    "chart/web: metricsPath 'stats' is not absolute; write '/stats'",
  );
});

test('a recorded metric names the series of one workload', () => {
  expect(RecordedMetric.REQUESTS_WAITING.of(service())).toBe(
    'inference:requests_waiting:sum{namespace="research-ops", app="web"}',
  );
});
