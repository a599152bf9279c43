import { PortProtocol } from './port-protocol';
import { checkPorts, WorkloadPort } from './workload-port';

const port = (name: string, containerPort: number, servicePort?: number): WorkloadPort => ({
  name, containerPort, servicePort, protocol: PortProtocol.HTTP,
});

test('ports may share a number between container and Service', () => {
  const ports = [port('http', 8000, 8001), port('grpc', 8001), port('metrics', 8002, 8000)];
  expect(checkPorts(ports)).toBe(ports);
});

test.each([0, -1, 65536, 80.5, NaN])('fails when a port is %d', (number) => {
  const message = new Error(`port ${number} is not a port number; write a whole number from 1 to 65535`);
  expect(() => checkPorts([port('http', number)])).toThrow(message);
  expect(() => checkPorts([port('http', 8000, number)])).toThrow(message);
});

test.each([
  ['port name http', [port('http', 1), port('http', 2)]],
  ['container port 8000', [port('http', 8000), port('grpc', 8000)]],
  ['service port 80', [port('http', 1, 80), port('grpc', 2, 80)]],
])('fails when %s is used twice', (what, ports) => {
  expect(() => checkPorts(ports)).toThrow(new Error(`${what} is used by two ports; give each port its own`));
});
