import { ServicePort } from '../../../imports/kubernetes';
import { PortProtocol } from './port-protocol';

/**
 * A port that a workload listens on.
 */
export interface WorkloadPort {
  /** Name of the port on the container, the Service and in network policies. */
  readonly name: string;

  /** Number that the process listens on, and that network policies see. */
  readonly containerPort: number;

  /**
   * Number that callers use.
   *
   * @default - the port is not on the Service
   */
  readonly servicePort?: number;

  /** What is spoken on the port; it decides the scheme of URLs. */
  readonly protocol: PortProtocol;
}

/**
 * @throws when a number is no port, or two ports share a name or a number
 *
 * @internal
 */
export function checkPorts(ports: WorkloadPort[]): WorkloadPort[] {
  const distinct = (what: string, values: (number | string)[]): void => {
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) {
      throw new Error(`${what} ${twice} is used by two ports; give each port its own`);
    }
  };
  const servicePorts = ports.flatMap((port) => port.servicePort ?? []);
  for (const number of [...ports.map((port) => port.containerPort), ...servicePorts]) {
    if (!Number.isInteger(number) || number < 1 || number > 65535) {
      throw new Error(`port ${number} is not a port number; write a whole number from 1 to 65535`);
    }
  }
  distinct('port name', ports.map((port) => port.name));
  for (const transport of ['TCP', 'UDP']) {
    const own = ports.filter((port) => port.protocol.transport === transport);
    distinct('container port', own.map((port) => port.containerPort));
    distinct('service port', own.flatMap((port) => port.servicePort ?? []));
  }
  return ports;
}

/** The ports that are on the Service; each leads to the container port by its name. @internal */
export function servicePorts(ports: WorkloadPort[]): ServicePort[] {
  return ports
    .filter((port) => port.servicePort !== undefined)
    .map((port) => ({
      name: port.name, port: port.servicePort!, targetPort: port.name, protocol: port.protocol.transport,
    }));
}
