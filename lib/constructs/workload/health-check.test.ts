import { HealthCheck } from '../..';

const TIMING = { periodSeconds: 10, failureThreshold: 3 };

test('a path is asked on the first port of the workload, or on a named one', () => {
  expect(HealthCheck.httpGet('/ready')._toKube('http', TIMING)).toEqual({
    httpGet: { path: '/ready', port: 'http' },
    timeoutSeconds: 5,
    periodSeconds: 10,
    failureThreshold: 3,
  });
  expect(HealthCheck.httpGet('/ready', 'metrics')._toKube('http', TIMING).httpGet!.port).toEqual('metrics');
});

test('a port can be opened, and a command run', () => {
  expect(HealthCheck.tcp()._toKube('http', TIMING).tcpSocket).toEqual({ port: 'http' });
  expect(HealthCheck.tcp('grpc')._toKube('http', TIMING).tcpSocket).toEqual({ port: 'grpc' });
  expect(HealthCheck.exec(['true'])._toKube('http', TIMING).exec).toEqual({ command: ['true'] });
});

test('the timing may ask for another timeout', () => {
  expect(HealthCheck.tcp()._toKube('http', { ...TIMING, timeoutSeconds: 10 }).timeoutSeconds).toBe(10);
});

test('fails when the path is not absolute', () => {
  expect(() => HealthCheck.httpGet('ready')).toThrow(
    new Error("health check path 'ready' is not absolute; write '/ready'"),
  );
});

test('fails when there is no command to run', () => {
  expect(() => HealthCheck.exec([])).toThrow(
    new Error("health check command is empty; write a command such as ['pg_isready']"),
  );
});
