import { HealthCheck, WorkerProps } from '../..';
import { aService, aWorker } from '../../../test/support/examples';
import { fullWorkerProps } from '../../../test/support/full-props';
import { controller, environment, mainContainer, newChart, only, render } from '../../../test/support/synth';

const worker = (props: Partial<WorkerProps> = {}) => render((chart) => aWorker(chart, 'worker', props));

test('with its required properties only', () => {
  expect(worker()).toMatchSnapshot();
});

test('with every property', () => {
  expect(render((chart) => aWorker(chart, 'worker', fullWorkerProps(chart)))).toMatchSnapshot();
});

test('nobody calls it: there is no Service, and the network policy lets nobody in', () => {
  const manifests = worker({ metricsPort: 9090 });
  expect(manifests.map(({ kind }) => kind)).not.toContain('Service');
  expect(only(manifests, 'NetworkPolicy').spec.ingress).toBeUndefined();
  expect(only(manifests, 'PodDisruptionBudget').metadata.name).toBe('worker-pdb');
});

test('it calls others', () => {
  const manifests = render((chart) => aWorker(chart).connectTo(aService(chart, 'api'), { env: 'API_URL' }));
  expect(environment(manifests, 'worker')).toEqual({ API_URL: 'http://api.lab.svc.cluster.local:8080' });
});

test('an old pod goes when a new one has run for a while', () => {
  expect(controller(worker()).spec).toMatchObject({
    replicas: 1, minReadySeconds: 5, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
});

test('its probes are those that are true of it, or none', () => {
  const { readinessProbe, livenessProbe, startupProbe, lifecycle } = mainContainer(worker());
  expect([readinessProbe, livenessProbe, startupProbe, lifecycle]).toEqual(Array(4).fill(undefined));
  expect(mainContainer(worker({ liveness: HealthCheck.exec(['alive']) }))).toMatchObject({
    livenessProbe: { exec: { command: ['alive'] } }, startupProbe: { exec: { command: ['alive'] } },
  });
});

test('Python finds its modules where it is told', () => {
  expect(environment(worker({ pythonPath: '/app' }))).toEqual({ PYTHONPATH: '/app' });
});

test('its metrics are on the port that it says', () => {
  expect(aWorker(newChart()).metrics).toBeUndefined();
  const { metrics } = aWorker(newChart(), 'worker', { metricsPort: 9090 });
  expect(metrics).toMatchObject({ port: { name: 'metrics', containerPort: 9090 }, path: '/metrics' });
});

test.each<[string, Partial<WorkerProps>, string]>([
  ['metrics have a path and no port', { metricsPath: '/stats' },
    "metricsPath '/stats' has no port; write metricsPort: 9090"],
  ['the path of the metrics is not absolute', { metricsPort: 9090, metricsPath: 'stats' },
    "metricsPath 'stats' is not absolute; write '/stats'"],
  ['a check asks a port that is not there', { readiness: HealthCheck.httpGet('/ready') },
    'health check asks a port, which the container does not have; it has none; ' +
      'write HealthCheck.exec([...]), or give it ports'],
  ['there are no replicas', { replicas: 0 }, 'replicas 0 is not a positive whole number; write 1 or more'],
  ['the process is root', { uid: 0 }, 'uid 0 is root or not a user id; write a whole number from 1, such as 1000'],
])('fails when %s', (_, props, message) => {
  expect(() => worker(props)).toThrow(new Error(`lab/worker: ${message}`));
});

test('fails when somebody would call it', () => {
  const chart = newChart();
  const callee = aWorker(chart);
  expect(() => aService(chart, 'api').connectTo(callee, { env: 'URL' })).toThrow(
    new Error('lab/api: lab/worker has no port on its Service; it offers none'),
  );
});
