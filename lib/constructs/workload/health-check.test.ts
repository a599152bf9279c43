import { Duration } from 'cdk8s';
import { HealthCheck, PortProtocol, WorkloadPort } from '../..';

const TIMING = { periodSeconds: 10, failureThreshold: 3 };
const port = (name: string, containerPort: number, protocol: PortProtocol): WorkloadPort =>
  ({ name, containerPort, protocol });
const PORTS = [
  port('http', 8080, PortProtocol.HTTP), port('grpc', 9000, PortProtocol.GRPC), port('admin', 8443, PortProtocol.HTTPS),
];
const probe = (check: HealthCheck, ports: WorkloadPort[] = PORTS): object | undefined => check._toKube(ports, TIMING);

test('a path is asked on the first port of the workload, or on a named one', () => {
  expect(probe(HealthCheck.httpGet('/ready'))).toEqual({
    httpGet: { path: '/ready', port: 'http' }, timeoutSeconds: 5, periodSeconds: 10, failureThreshold: 3,
  });
  expect(probe(HealthCheck.httpGet('/ready', 'grpc'))).toMatchObject({ httpGet: { port: 'grpc' } });
});

test('a port whose protocol is HTTPS is asked over TLS', () => {
  expect(probe(HealthCheck.httpGet('/ready', 'admin'))).toMatchObject({ httpGet: { scheme: 'HTTPS' } });
  expect(probe(HealthCheck.httpGet('/ready'))).not.toMatchObject({ httpGet: { scheme: expect.anything() } });
});

test('a port can be opened, a command run, and gRPC asked by the number of the port', () => {
  expect(probe(HealthCheck.tcp())).toMatchObject({ tcpSocket: { port: 'http' } });
  expect(probe(HealthCheck.tcp('grpc'))).toMatchObject({ tcpSocket: { port: 'grpc' } });
  expect(probe(HealthCheck.exec(['true']), [])).toMatchObject({ exec: { command: ['true'] } });
  expect(probe(HealthCheck.grpc('grpc', 'model'))).toMatchObject({ grpc: { port: 9000, service: 'model' } });
});

test('nothing is asked where nothing can be, and the reason is kept', () => {
  const none = HealthCheck.none('the image has no health endpoint');
  expect([probe(none), none.reasonForNone]).toEqual([undefined, 'the image has no health endpoint']);
});

test('what is said about its times replaces the defaults, and nothing else', () => {
  const check = HealthCheck.tcp().withTiming({ period: Duration.seconds(2), timeout: Duration.seconds(1) });
  expect(probe(check.withTiming({ failureThreshold: 9, successThreshold: 2 }))).toEqual({
    tcpSocket: { port: 'http' },
    periodSeconds: 2,
    timeoutSeconds: 1,
    failureThreshold: 9,
    successThreshold: 2,
  });
  expect(check._toKube(PORTS, { ...TIMING, timeoutSeconds: 10 })).toMatchObject({ timeoutSeconds: 1 });
});

test.each([
  ['the path is not absolute', () => HealthCheck.httpGet('ready'),
    "health check path 'ready' is not absolute; write '/ready'"],
  ['there is no command to run', () => HealthCheck.exec([]),
    "health check command is empty; write a command such as ['pg_isready']"],
  ['nothing is asked for no reason', () => HealthCheck.none(' no '),
    "HealthCheck.none has the reason ' no '; write why nothing can be asked, such as 'the image has no health endpoint'"],
  ['nothing is asked at some time', () => HealthCheck.none('no endpoint').withTiming({ failureThreshold: 2 }),
    'HealthCheck.none asks nothing, so that it has no timing; leave withTiming out'],
  ['a time is a fraction of a second', () => HealthCheck.tcp().withTiming({ period: Duration.millis(10) }),
    'period of a health check 0.01 s is not a whole number of seconds from 1 to 100000000; ' +
      'write for example Duration.seconds(30)'],
  ['no answer counts', () => HealthCheck.tcp().withTiming({ failureThreshold: 0 }),
    'failureThreshold 0 of a health check is no number of answers; write a whole number from 1'],
  ['the port is not there', () => probe(HealthCheck.tcp('http'), [PORTS[1], PORTS[2]]),
    "health check asks port 'http', which the container does not have; it has 'grpc', 'admin'"],
  ['there is no port at all', () => probe(HealthCheck.tcp(), []),
    'health check asks a port, which the container does not have; it has none; write HealthCheck.exec([...]), or give it ports'],
])('fails when %s', (_, ask, message) => {
  expect(ask).toThrow(new Error(message));
});
