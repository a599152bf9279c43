import { Field } from './field';
import { runningContainers } from './pod-spec';

/** A port that a pod takes on its node. */
export interface HostPort {
  readonly protocol: string;
  readonly number: number;
  /** Absent where the port is taken on all addresses of the node. */
  readonly address?: string;
}

/** Ports that the containers take on the node; with `hostNetwork` every container port is one. */
export function readHostPorts(podSpec: Field): HostPort[] {
  const sharesHostNetwork = podSpec.get('hostNetwork').value === true;
  return runningContainers(podSpec)
    .flatMap((container) => container.get('ports').items())
    .flatMap((port) => {
      const number =
        port.get('hostPort').integer() || (sharesHostNetwork ? port.get('containerPort').integer() : undefined);
      const named = port.get('hostIP').string() ?? '';
      const address = named === '' || named === '0.0.0.0' ? undefined : named;
      return number ? [{ protocol: port.get('protocol').string() ?? 'TCP', number, address }] : [];
    });
}

/**
 * Whether two pods with these ports cannot share a node (kubernetes pkg/scheduler/framework/types.go
 * `HostPortInfo.CheckConflict`).
 */
export function clash(one: HostPort, two: HostPort): boolean {
  return one.protocol === two.protocol && one.number === two.number
    && (one.address === undefined || two.address === undefined || one.address === two.address);
}
