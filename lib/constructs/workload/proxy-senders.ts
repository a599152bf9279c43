import { GATEWAY_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { UserError } from '../../util/user-error';
import { NetworkPeer } from './network-peer';

/**
 * Namespaces that the installation guides of ingress controllers use, by the class that they make. A class of the same
 * name elsewhere is told by `from`.
 */
const CONTROLLER_NAMESPACES: { readonly [ingressClass: string]: string } = {
  // https://kubernetes.github.io/ingress-nginx/deploy/
  'nginx': 'ingress-nginx',
  // https://doc.traefik.io/traefik/getting-started/kubernetes/
  'traefik': 'traefik',
  // https://www.haproxy.com/documentation/kubernetes-ingress/community/installation/kubernetes/
  'haproxy': 'haproxy-controller',
  // https://developer.konghq.com/kubernetes-ingress-controller/install/
  'kong': 'kong',
  // https://projectcontour.io/getting-started/
  'contour': 'projectcontour',
  // https://istio.io/latest/docs/tasks/traffic-management/ingress/kubernetes-ingress/
  'istio': 'istio-system',
  // https://learn.microsoft.com/azure/aks/app-routing
  'webapprouting.kubernetes.azure.com': 'app-routing-system',
};

/** Proxies and health checks of Google: https://cloud.google.com/load-balancing/docs/firewall-rules */
const GOOGLE_FRONT_ENDS = ['35.191.0.0/16', '130.211.0.0/22'];

/** Gateway controllers that run their proxies in one namespace. */
const GATEWAY_NAMESPACES: { readonly [gatewayClass: string]: string } = {
  // https://gateway.envoyproxy.io/docs/tasks/quickstart/
  eg: 'envoy-gateway-system',
  traefik: 'traefik',
  kong: 'kong',
  contour: 'projectcontour',
};

/**
 * Gateway controllers that run the proxy of a Gateway beside it, with its name as a label:
 * https://gateway-api.sigs.k8s.io/geps/gep-1762/
 */
const BESIDE_THE_GATEWAY = ['istio', 'nginx', 'kgateway', 'agentgateway'];

const GOOGLE_GATEWAYS = ['gke-l7-global-external-managed', 'gke-l7-gxlb'];

/** Who sends, where `from` is given; classes are told by a name alone. */
export interface Senders {
  /** Name of the IngressClass or GatewayClass. */
  readonly className: string | undefined;
  readonly from: NetworkPeer[] | undefined;
}

/**
 * Who calls the pods behind an Ingress: those that are given, or those of the class.
 *
 * @throws when nobody is given and the class does not tell, as that of load balancers whose subnets nobody knows
 */
export function ingressSenders({ className = 'nginx', from }: Senders): NetworkPeer[] {
  if (from !== undefined) {
    return someone('ingress', from);
  }
  if (className === 'cilium') {
    return [NetworkPeer.ciliumIngress()];
  }
  if (className === 'gce') {
    return GOOGLE_FRONT_ENDS.map((cidr) => NetworkPeer.cidr(cidr));
  }
  if (!Object.hasOwn(CONTROLLER_NAMESPACES, className)) {
    throw unknownSenders('ingress class', className, 'ingress.from');
  }
  return [NetworkPeer.namespace(CONTROLLER_NAMESPACES[className])];
}

/** The Gateway that a route is attached to. */
export interface GatewayOf {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** The same for the routes of a Gateway. */
export function gatewaySenders({ className, from }: Senders, gateway: GatewayOf): NetworkPeer[] {
  if (from !== undefined) {
    return someone('route', from);
  }
  if (className === 'cilium') {
    return [NetworkPeer.ciliumIngress()];
  }
  if (GOOGLE_GATEWAYS.includes(className ?? '')) {
    return GOOGLE_FRONT_ENDS.map((cidr) => NetworkPeer.cidr(cidr));
  }
  if (BESIDE_THE_GATEWAY.includes(className ?? '')) {
    return [NetworkPeer.pods({ [GATEWAY_NAME_LABEL]: gateway.name }, gateway.namespace)];
  }
  if (className === undefined || !Object.hasOwn(GATEWAY_NAMESPACES, className)) {
    throw unknownSenders('gateway class', className ?? '', 'from');
  }
  return [NetworkPeer.namespace(GATEWAY_NAMESPACES[className])];
}

function someone(what: string, from: NetworkPeer[]): NetworkPeer[] {
  if (from.length === 0) {
    throw new UserError(
      undefined, `${what} from [] lets nobody in`, 'write such as from: [NetworkPeer.namespace(name)]',
    );
  }
  return from;
}

function unknownSenders(what: string, className: string, property: string): UserError {
  return new UserError(
    undefined,
    `${what} '${className}' does not tell who sends, and the network policy would drop it`,
    `write ${property}: [NetworkPeer.cidr('10.0.0.0/16')] with the subnets of its load balancer, ` +
    'or NetworkPeer.namespace(name) with the namespace of its proxies',
  );
}
