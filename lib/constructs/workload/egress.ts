import { NetworkPolicyEgressRule, NetworkPolicyPeer } from '../../../imports/kubernetes';
import { HostPlace, NOT_PUBLIC_IPV4, NOT_PUBLIC_IPV6 } from '../../kubernetes/host';
import { checkDnsPattern } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { UserError } from '../../util/user-error';
import { NAMESPACE_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { CiliumEgressRule } from './cilium-policy';
import { NetworkPeer } from './network-peer';

/** NodeLocal DNSCache answers here: https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/ */
const NODE_LOCAL_DNS = '169.254.20.10/32';

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
const EKS_POD_IDENTITY_AGENT = '169.254.170.23/32';

/** With Dataplane V2 on port 80, without it on port 988. */
const GKE_METADATA_SERVERS = ['169.254.169.254/32', '169.254.169.252/32'];

const NOT_THE_INTERNET = [HostPlace.CLUSTER, HostPlace.LOOPBACK, HostPlace.PRIVATE];

/**
 * A way out of a workload. Everything that is not declared is blocked.
 */
export class Egress {
  /**
   * TCP to the public internet, without private and link-local addresses.
   *
   * @param ports by default 443
   */
  public static internet(...ports: number[]): Egress {
    checkCall('Egress.internet', { ports });
    return new Egress(
      { peers: [{ ipBlock: { cidr: '0.0.0.0/0', except: NOT_PUBLIC_IPV4 } }], misses: NOT_THE_INTERNET },
      ports.length === 0 ? [443] : ports,
    );
  }

  /**
   * TCP to the public internet over IPv4 and IPv6, for clusters with both.
   *
   * @param ports by default 443
   */
  public static dualStackInternet(...ports: number[]): Egress {
    checkCall('Egress.dualStackInternet', { ports });
    const peers = [
      { ipBlock: { cidr: '0.0.0.0/0', except: NOT_PUBLIC_IPV4 } },
      { ipBlock: { cidr: '::/0', except: NOT_PUBLIC_IPV6 } },
    ];
    return new Egress({ peers, misses: NOT_THE_INTERNET }, ports.length === 0 ? [443] : ports);
  }

  /** HTTPS to NVIDIA NGC, which hands out models from changing public addresses. */
  public static ngc(): Egress {
    return Egress.internet(443);
  }

  /**
   * TCP to a block of addresses, such as a VPC endpoint.
   *
   * @throws when it is not a block of addresses, or there is no port
   */
  public static cidr(cidr: string, ...ports: number[]): Egress {
    checkCall('Egress.cidr', { cidr, ports });
    return Egress.to(NetworkPeer.cidr(cidr), ...ports);
  }

  /**
   * TCP to pods of the cluster that are none of this app: a database of another team, a Helm release, kube-system.
   *
   * @param peer such as `NetworkPeer.pods({ app: 'postgres' }, 'data')` or `NetworkPeer.namespace('data')`
   * @param ports of the containers, which may differ from those of their Service: policies see the pods
   * @throws when there is no port, or the peer has no pods
   */
  public static to(peer: NetworkPeer, ...ports: number[]): Egress {
    checkCall('Egress.to', { peer, ports });
    return new Egress({ peers: [peer._asDestination()], misses: [] }, ports);
  }

  /**
   * TCP to hosts by their names, in a CiliumNetworkPolicy: a NetworkPolicy knows addresses only. Only where Cilium is
   * the network plugin, with its DNS proxy, which is its default. Services of the cluster have no names there.
   *
   * @param names such as `api.example.com` or `*.example.com`
   * @throws when there is no name, a name is none of DNS, or there is no port
   */
  public static ciliumDnsNames(names: string[], ...ports: number[]): Egress {
    checkCall('Egress.ciliumDnsNames', { names, ports });
    if (names.length === 0) {
      throw new UserError('Egress.ciliumDnsNames', 'names [] lead nowhere', "write such as ['api.example.com']");
    }
    return new Egress({ peers: [], names: names.map(checkDnsPattern), misses: [HostPlace.CLUSTER] }, ports);
  }

  /** The agent of the node that hands out the credentials of an EKS Pod Identity association. */
  public static eksPodIdentity(): Egress {
    return Egress.cidr(EKS_POD_IDENTITY_AGENT, 80);
  }

  /**
   * The metadata server of GKE, which hands out the credentials of Workload Identity: with Dataplane V2 and without.
   * https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
   */
  public static gkeWorkloadIdentity(): Egress {
    const peers = GKE_METADATA_SERVERS.map((cidr) => ({ ipBlock: { cidr } }));
    return new Egress({ peers, misses: [] }, [80, 988]);
  }

  private constructor(
    private readonly destination: Destination,
    private readonly ports: number[],
    private readonly protocol: string = 'TCP',
  ) {
    if (ports.length === 0 || ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65535)) {
      throw new Error(`egress has the ports [${ports.join(', ')}]; write at least one port from 1 to 65535`);
    }
  }

  /** The same over UDP, as QUIC and StatsD use it. */
  public overUdp(): Egress {
    return new Egress(this.destination, this.ports, 'UDP');
  }

  /** Whether a host at such a place is out of its reach. @internal */
  public _misses(place: HostPlace): boolean {
    return this.destination.misses.includes(place);
  }

  /** Undefined when a NetworkPolicy cannot say it. @internal */
  public _toKube(): NetworkPolicyEgressRule | undefined {
    const { protocol, destination: { peers } } = this;
    const ports = this.ports.map((port) => ({ protocol, port }));
    return peers.length === 0 ? undefined : { to: peers, ports };
  }

  /** The rule of a CiliumNetworkPolicy; undefined when a NetworkPolicy says all. @internal */
  public _toCilium(): CiliumEgressRule | undefined {
    const { protocol, destination: { names } } = this;
    return names && {
      toFQDNs: names.map((name) => (name.includes('*') ? { matchPattern: name } : { matchName: name })),
      toPorts: [{ ports: this.ports.map((port) => ({ port: String(port), protocol })) }],
    };
  }
}

/** Where a way out leads. */
interface Destination {
  readonly peers: NetworkPolicyPeer[];
  readonly names?: string[];
  /** Hosts that are out of its reach. */
  readonly misses: HostPlace[];
}

/**
 * Without it no workload can resolve a name; TCP because answers above 512 bytes are asked for again over TCP.
 * @internal
 */
export const DNS_EGRESS: NetworkPolicyEgressRule = {
  to: [
    { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: 'kube-system' } } },
    { ipBlock: { cidr: NODE_LOCAL_DNS } },
  ],
  ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })),
};
