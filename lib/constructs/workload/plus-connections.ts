import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { checkReachable, ConnectionOptions, findPort } from './connection';
import { Egress } from './egress';
import { NetworkPeer } from './network-peer';
import { SecretSource } from './secret-source';
import { ServiceConnectionOptions } from './service-connection-options';
import { IWorkload } from './workload-interface';
import { WorkloadPort } from './workload-port';

/** Id of the policy by which cdk8s-plus isolates pods: `PodConnections.isolate`. */
const ISOLATION = 'DefaultDenyAll';

/** What a caller needs to call a Service of cdk8s-plus. */
export interface ServiceCall {
  readonly url: string;
  readonly egress: Egress;
  /** Port of the pods behind it. */
  readonly port: kplus.NetworkPolicyPort;
}

/**
 * How a workload calls a Service of cdk8s-plus: by its name, through the pods that it selects.
 *
 * @throws when it has no such port, selects no pods, or lies in a namespace that is not known
 */
export function callService(caller: IWorkload, service: kplus.Service, options: ServiceConnectionOptions): ServiceCall {
  const { path } = service.node;
  const selector = selectorOf(service);
  if (service.type === kplus.ServiceType.EXTERNAL_NAME || Object.keys(selector).length === 0) {
    throw new Error(
      `${path} selects no pods that a network policy could name; write new kplus.Service(…, { selector }), or connectToExternal`,
    );
  }
  const { scheme = 'http', port = service.ports[0]?.port, path: suffix = '' } = options;
  const found = service.ports.find((each) => each.port === port);
  if (!found) {
    const names = service.ports.map((each) => each.port).join(', ') || 'none';
    throw new Error(`${path} has no port ${port ?? 'at all'}; it offers ${names}`);
  }
  if (suffix !== '' && !suffix.startsWith('/')) {
    throw new Error(`path '${suffix}' of the connection to ${path} is not absolute; write '/${suffix}'`);
  }
  const { namespace } = service.metadata;
  checkReachable(caller, { node: service.node, namespace });
  const host = namespace === undefined ? service.name : `${service.name}.${namespace}.svc.cluster.local`;
  const containerPort = found.targetPort ?? found.port;
  const egress = Egress.to(
    NetworkPeer.pods(selector, namespace === caller.namespace ? undefined : namespace), containerPort,
  );
  const isUdp = found.protocol === kplus.Protocol.UDP;
  return {
    url: `${scheme}://${host}:${found.port}${suffix}`,
    egress: isUdp ? egress.overUdp() : egress,
    port: policyPort(containerPort, isUdp ? 'UDP' : 'TCP'),
  };
}

/**
 * The Service of a Deployment of cdk8s-plus: the first of the app that selects its pods.
 *
 * @throws when there is none
 */
export function serviceOf(deployment: kplus.Deployment): kplus.Service {
  const labels: { readonly [key: string]: string } = deployment.podMetadata.toJson().labels ?? {};
  const found = deployment.node.root.node.findAll()
    .filter((each): each is kplus.Service => (each as Partial<kplus.Service>).resourceType === 'services')
    .find((service) => {
      const selector = Object.entries(selectorOf(service));
      return selector.length > 0 && selector.every(([key, value]) => labels[key] === value)
        && service.metadata.namespace === deployment.metadata.namespace;
    });
  if (!found) {
    throw new Error(`${deployment.node.path} has no Service that could be called; write deployment.exposeViaService()`);
  }
  return found;
}

/** Lets a caller in to a Deployment that closed itself; one that is open stays open for all. */
export function openDeployment(
  deployment: kplus.Deployment, caller: IWorkload & kplus.INetworkPolicyPeer, port: kplus.NetworkPolicyPort,
): void {
  if (deployment.node.tryFindChild(ISOLATION)) {
    deployment.connections.allowFrom(caller, {
      isolation: kplus.PodConnectionsIsolation.POD, ports: [port],
    });
  }
}

/**
 * Lets pods of cdk8s-plus call a workload: puts URL and key into their first container, and opens their own isolation.
 *
 * @returns the port that the workload must let them in to
 * @throws when the workload has no such port or asks for no key, a variable is set already, or a namespace is not known
 */
export function callFrom(
  caller: kplus.Workload, callee: IWorkload & kplus.INetworkPolicyPeer, options: ConnectionOptions,
): WorkloadPort {
  const { env, path = '', credentialEnv } = options;
  const port = findPort(callee, options.port);
  const { namespace } = caller.metadata;
  checkReachable({ node: caller.node, namespace }, callee);
  setVariable(caller, env, kplus.EnvValue.fromValue(`${callee.url(port)}${path}`));
  if (credentialEnv !== undefined) {
    const { credential } = callee;
    if (!credential) {
      throw new Error(
        `${callee.node.path} asks for no API key, so there is none for ${credentialEnv}; give it an apiKey, or leave credentialEnv out`,
      );
    }
    SecretSource.inNamespace(credential.secret.name, callee.namespace ?? '')._checkUsableFrom(namespace ?? '');
    const secret = kplus.Secret.fromSecretName(caller, `Credential${env}`, credential.secret.name);
    setVariable(caller, credentialEnv, kplus.EnvValue.fromSecretValue({ secret, key: credential.key }));
  }
  if (caller.node.tryFindChild(ISOLATION)) {
    caller.connections.allowTo(callee, {
      isolation: kplus.PodConnectionsIsolation.POD,
      ports: [policyPort(port.containerPort, port.protocol.transport)],
    });
  }
  return port;
}

function setVariable({ containers, node }: kplus.Workload, name: string, value: kplus.EnvValue): void {
  if (containers.length === 0) {
    throw new Error(`${node.path} has no container that could call; add one before it is connected`);
  }
  if (containers[0].env.variables[name] !== undefined) {
    throw new Error(`environment variable ${name} of ${node.path} is set already; leave one of them out`);
  }
  containers[0].env.addVariable(name, value);
}

function policyPort(port: number, transport: string): kplus.NetworkPolicyPort {
  return transport === 'UDP' ? kplus.NetworkPolicyPort.udp(port) : kplus.NetworkPolicyPort.tcp(port);
}

function selectorOf(service: kplus.Service): { [key: string]: string } {
  return service.ports.length === 0 ? {} : ApiObject.of(service).toJson().spec.selector ?? {};
}
