import { Duration } from 'cdk8s';
import { EnvValue, HealthCheck, NetworkPeer, ServiceType } from '../..';
import { aService } from '../../../test/support/examples';
import { fullServiceProps } from '../../../test/support/full-props';
import {
  controller, environment, mainContainer, newChart, only, opened, podSpec, render, Rendered,
} from '../../../test/support/synth';

const HEALTH = HealthCheck.httpGet('/health');
const ANYBODY = NetworkPeer.cidr('0.0.0.0/0');
const scratch = (manifests: Rendered[]): string[] =>
  mainContainer(manifests).volumeMounts?.map((mount: Rendered) => `${mount.name} ${mount.mountPath}`) ?? [];

test('with its required properties only', () => {
  expect(render(aService)).toMatchSnapshot();
});

test('with every property', () => {
  expect(render((chart) => aService(chart, 'web', fullServiceProps(chart)))).toMatchSnapshot();
});

test('two pods are replaced without one missing', () => {
  expect(controller(render(aService)).spec).toMatchObject({
    replicas: 2,
    minReadySeconds: 5,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
});

test('pods drain before they stop, and may then take longer than the drain', () => {
  const manifests = render(aService);
  expect(mainContainer(manifests).lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
  expect(podSpec(manifests).terminationGracePeriodSeconds).toBe(40);
});

test('a longer drain is added to the grace period', () => {
  const manifests = render((chart) => aService(chart, 'web', { preStopDelay: Duration.minutes(1) }));
  expect(podSpec(manifests).terminationGracePeriodSeconds).toBe(90);
});

test('readiness is always asked, liveness and startup only when they are given', () => {
  const { readinessProbe, livenessProbe, startupProbe } = mainContainer(render(aService));
  expect(readinessProbe).toEqual({
    httpGet: { path: '/ready', port: 'http' }, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5,
  });
  expect([livenessProbe, startupProbe]).toEqual([undefined, undefined]);
});

test('readiness can be a TCP connection', () => {
  expect(
    mainContainer(render((chart) => aService(chart, 'web', { readiness: HealthCheck.tcp() }))).readinessProbe.tcpSocket,
  ).toEqual({
    port: 'http',
  });
});

test('a liveness is slow to restart, and held off by a startup probe that asks the same', () => {
  const { livenessProbe, startupProbe } = mainContainer(
    render((chart) => aService(chart, 'web', { liveness: HEALTH })),
  );
  expect(livenessProbe).toEqual({
    httpGet: { path: '/health', port: 'http' }, periodSeconds: 30, failureThreshold: 5, timeoutSeconds: 10,
  });
  expect(startupProbe).toEqual({
    httpGet: { path: '/health', port: 'http' }, periodSeconds: 10, failureThreshold: 13, timeoutSeconds: 5,
  });
});

test('a startup check of its own is asked for the startup budget', () => {
  const container = mainContainer(
    render((chart) =>
      aService(chart, 'web', {
        liveness: HEALTH, startup: HealthCheck.exec(['true']), startupBudget: Duration.minutes(5),
      }),
    ),
  );
  expect(container.startupProbe).toEqual({
    exec: { command: ['true'] }, periodSeconds: 10, failureThreshold: 31, timeoutSeconds: 5,
  });
});

test('pythonPath becomes PYTHONPATH', () => {
  expect(environment(render((chart) => aService(chart, 'web', { pythonPath: '/app:/lib' })))).toEqual({
    PYTHONPATH: '/app:/lib',
  });
  expect(mainContainer(render(aService)).env).toBeUndefined();
});

test('command and arguments replace those of the image', () => {
  expect(
    mainContainer(render((chart) => aService(chart, 'web', { command: ['python'], args: ['-m', 'api'] }))),
  ).toMatchObject({
    command: ['python'], args: ['-m', 'api'],
  });
});

test('the process runs as a user above those of the node, or as the one that is named', () => {
  expect(podSpec(render(aService)).securityContext).toMatchObject({
    runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001,
  });
  expect(podSpec(render((chart) => aService(chart, 'web', { uid: 1000 }))).securityContext).toMatchObject({
    runAsUser: 1000, runAsGroup: 1000,
  });
});

test('the process writes to /tmp only, or where it is said that it may', () => {
  expect(mainContainer(render(aService)).securityContext.readOnlyRootFilesystem).toBe(true);
  expect(scratch(render(aService))).toEqual(['tmp /tmp']);
  expect(scratch(render((chart) => aService(chart, 'web', { writablePaths: ['/tmp', '/Var/cache_1/'] })))).toEqual([
    'tmp /tmp',
    'var-cache-1 /Var/cache_1/',
  ]);
  const writable = render((chart) => aService(chart, 'web', { writablePaths: [], readOnlyRootFilesystem: false }));
  expect([scratch(writable), mainContainer(writable).securityContext.readOnlyRootFilesystem]).toEqual([[], false]);
});

test('the volume of a long path has a name that fits', () => {
  expect(scratch(render((chart) => aService(chart, 'web', { writablePaths: [`/${'a'.repeat(62)}/b`] })))).toEqual([
    `${'a'.repeat(62)} /${'a'.repeat(62)}/b`,
  ]);
});

test('callers may use another port than the process', () => {
  expect(
    only(
      render((chart) => aService(chart, 'web', { port: 80 })),
      'Service',
    ).spec.ports,
  ).toEqual([{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }]);
});

test('the Service is inside the cluster, and nobody from outside is let in', () => {
  const manifests = render(aService);
  expect(only(manifests, 'Service').spec.type).toBe('ClusterIP');
  expect(only(manifests, 'NetworkPolicy').spec.ingress).toBeUndefined();
  expect(manifests.filter(({ kind }) => kind === 'Ingress')).toEqual([]);
});

test.each([ServiceType.LOAD_BALANCER, ServiceType.NODE_PORT])(
  'a %s opens the network policy to its clients on the container port',
  (serviceType) => {
    const manifests = render((chart) => aService(chart, 'web', { serviceType, port: 80, clients: [ANYBODY] }));
    expect(only(manifests, 'Service').spec.type).toBe(serviceType);
    const { ingress } = only(manifests, 'NetworkPolicy').spec;
    expect(opened(ingress, 'from', { ipBlock: { cidr: '0.0.0.0/0' } })).toEqual([8080]);
  },
);

test.each([[undefined], [[]]])('fails when a LoadBalancer has the clients %j: nobody is let in', (clients) => {
  const serviceType = ServiceType.LOAD_BALANCER;
  expect(() => aService(newChart(), 'web', { serviceType, clients })).toThrow(new Error(
    "lab/web: service type LoadBalancer has no clients, and the network policy would let nobody in; write clients: [NetworkPeer.cidr('203.0.113.0/24')], or NetworkPeer.cidr('0.0.0.0/0') for everybody",
  ));
});

test('an explicit ClusterIP opens nothing', () => {
  expect(
    only(
      render((chart) => aService(chart, 'web', { serviceType: ServiceType.CLUSTER_IP })),
      'NetworkPolicy',
    ).spec.ingress,
  ).toBeUndefined();
});

test.each([
  ['the process is root', { uid: 0 }, 'uid 0 is root or not a user id; write a whole number from 1, such as 1000'],
  [
    'the user is no number', { uid: 1.5 },
    'uid 1.5 is root or not a user id; write a whole number from 1, such as 1000',
  ],
  ['a writable path is not absolute', { writablePaths: ['tmp'] }, "writable path 'tmp' is not absolute; write '/tmp'"],
  [
    'everything is writable by path',
    { writablePaths: ['/'] },
    "writable path '/' names no directory; write a path such as /tmp, or readOnlyRootFilesystem: false",
  ],
  [
    'two writable paths give one name', { writablePaths: ['/a/b', '/a-b'] },
    "volume 'a-b' exists twice in the pod; give one of them another name",
  ],
  [
    'PYTHONPATH is set twice', { pythonPath: '/app', env: { PYTHONPATH: EnvValue.literal('/lib') } },
    'environment variable PYTHONPATH is set already, by the construct or by a connection; leave one of them out',
  ],
  [
    'the startup budget is nothing',
    { startupBudget: Duration.seconds(0) },
    'startup budget 0 s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)',
  ],
  [
    'the image pull is nothing',
    { imagePullBudget: Duration.seconds(0) },
    'image pull budget 0 s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)',
  ],
  [
    'the time to be ready is a fraction',
    { minReady: Duration.millis(1) },
    'minReady 0.001 s is not a whole number of seconds from 0 to 100000000; write for example Duration.seconds(30)',
  ],
  [
    'a limit is below its request',
    { resources: { cpu: '2', cpuLimit: '1', memory: '1Gi' } },
    "cpu limit '1' is below the request '2'; write a limit of at least '2'",
  ],
])('fails when %s', (_, props, message) => {
  expect(() => aService(newChart(), 'web', props)).toThrow(new Error(`lab/web: ${message}`));
});
