import { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { BackendRef, ParentReference } from '../../../imports/gateway.networking.k8s.io';
import { checkObjectName } from '../../kubernetes/names';
import { gatewaySenders } from '../workload/proxy-senders';
import { WorkloadPort } from '../workload/workload-port';
import { RouteProps } from './route-props';

/** What routes of every protocol have in common. */
export interface AttachedRoute {
  readonly metadata: ApiObjectMetadata;
  readonly parentRefs: ParentReference[];
  readonly hostnames?: string[];
  readonly backendRefs: BackendRef[];
}

/**
 * Finds the port of a route and lets the proxies of its Gateway in there.
 *
 * @throws when the workload has no such port on its Service or lies in another namespace, a host is no host name, or
 * nobody knows who sends
 */
export function attachRoute(scope: Construct, schemes: string[], props: RouteProps): AttachedRoute {
  const { workload, gateway, hostnames, annotations } = props;
  const { namespace } = Chart.of(scope);
  if (workload.namespace !== namespace) {
    throw new Error(
      `${workload.node.path} lies in namespace '${workload.namespace ?? ''}' and its route in '${namespace ?? ''}'; put both into one chart`,
    );
  }
  hostnames?.forEach((host) => checkObjectName('host name', host.replace(/^\*\./, '')));
  const port = findPort(schemes, props);
  const senders = gatewaySenders(
    { className: gateway.className, from: props.from },
    { name: gateway.name, namespace: gateway.namespace === namespace ? undefined : gateway.namespace },
  );
  senders.forEach((peer) => workload.allowIngressFrom(peer, port.name));
  return {
    metadata: { name: checkObjectName('route', props.name ?? workload.name), annotations },
    // Fields that the API server would fill in are written, or every comparison with the cluster would differ.
    parentRefs: [{
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      name: gateway.name,
      namespace: gateway.namespace,
      sectionName: gateway.listener,
    }],
    hostnames,
    backendRefs: [{ group: '', kind: 'Service', name: workload.name, port: port.servicePort!, weight: 1 }],
  };
}

function findPort(schemes: string[], { workload, port: name }: RouteProps): WorkloadPort {
  const offered = workload.ports.filter((port) => port.servicePort !== undefined);
  const found = offered.find((port) =>
    (name === undefined ? schemes.includes(port.protocol.scheme) : port.name === name));
  if (!found) {
    const wanted = name === undefined ? `port for ${schemes[0]}` : `port '${name}'`;
    const names = offered.map((port) => `'${port.name}'`).join(', ') || 'none';
    throw new Error(`${workload.node.path} has no ${wanted} on its Service; it offers ${names}`);
  }
  return found;
}
