import { NetworkPeer } from '../workload/network-peer';
import { Workload } from '../workload/workload';
import { GatewayReference } from './gateway-reference';

/**
 * What routes of every protocol can be given.
 */
export interface RouteProps {
  /** Whom the requests are for. */
  readonly workload: Workload;

  /**
   * Name of its port.
   *
   * @default - the first on its Service that speaks the protocol of the route
   */
  readonly port?: string;

  /** The Gateway that takes the requests: `gateway.reference` of a `Gateway`, or the name of one that is there. */
  readonly gateway: GatewayReference;

  /**
   * Host names that clients ask for.
   *
   * @default - those of the listeners
   */
  readonly hostnames?: string[];

  /**
   * Who sends the requests and is let in by the network policy.
   *
   * @default - the proxies of the Gateway's class: cilium, istio, nginx, kgateway, agentgateway, eg (Envoy Gateway),
   * traefik, kong, contour and the global ones of GKE
   */
  readonly from?: NetworkPeer[];

  /**
   * Name of the route.
   *
   * @default - that of the workload
   */
  readonly name?: string;

  /**
   * Annotations of the route.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
