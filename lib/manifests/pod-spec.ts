import { sum } from '../util/sum';
import { Field } from './field';

/** App containers and init containers of a pod spec. */
export function allContainers(podSpec: Field): Field[] {
  return [...podSpec.get('containers').items(), ...podSpec.get('initContainers').items()];
}

/** Containers that run as long as the pod does: app containers and sidecars. */
export function runningContainers(podSpec: Field): Field[] {
  return [...podSpec.get('containers').items(), ...podSpec.get('initContainers').items().filter(isSidecar)];
}

/**
 * Whether an init container runs on beside the app containers
 * (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/).
 */
export function isSidecar(initContainer: Field): boolean {
  return initContainer.get('restartPolicy').value === 'Always';
}

/** A port a container declares; declaring one is optional. */
export interface ContainerPort {
  readonly name?: string;
  readonly number?: number;
  readonly protocol: string;
}

export function containerPorts(container: Field): ContainerPort[] {
  return container
    .get('ports')
    .items()
    .map((port) => ({
      name: port.get('name').string(),
      number: port.get('containerPort').integer(),
      protocol: port.get('protocol').string() ?? 'TCP',
    }));
}

/** Ports of all running containers of a pod. */
export function podPorts(podSpec: Field): ContainerPort[] {
  return runningContainers(podSpec).flatMap(containerPorts);
}

/** Ports in words, for messages. */
export function describePorts(ports: ContainerPort[]): string {
  return ports.length === 0
    ? 'none'
    : ports.map(({ name, number = 'without number' }) => (name ? `${name} (${number})` : `${number}`)).join(', ');
}

/**
 * Resource names of accelerators, such as `nvidia.com/gpu`, `nvidia.com/mig-1g.5gb`, `amd.com/gpu` or
 * `aws.amazon.com/neuron`.
 */
const ACCELERATOR =
  /^(nvidia\.com|amd\.com|gpu\.intel\.com|habana\.ai|aws\.amazon\.com\/neuron|google\.com\/tpu|rebellions\.ai|furiosa\.ai)/;

/** Accelerators a container is given. */
export function acceleratorsOf(container: Field): number {
  const entries = [
    ...container.get('resources', 'limits').entries(), ...container.get('resources', 'requests').entries(),
  ];
  const amounts = new Map(
    entries.filter(([name]) => ACCELERATOR.test(name)).map(([name, amount]) => [name, amount.quantity('value') ?? 0]),
  );
  return sum(amounts.values());
}

/**
 * Kubernetes calls a resource extended when its name has a domain other than its own (upstream
 * `IsExtendedResourceName`).
 */
export function isExtendedResource(name: string): boolean {
  return name.includes('/') && !name.split('/')[0].endsWith('kubernetes.io') && !name.startsWith('requests.');
}
