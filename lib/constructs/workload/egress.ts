import { NAMESPACE_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { NetworkPolicyEgressRule, NetworkPolicyPeer } from '../../../imports/kubernetes';
import { checkCidr } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Not the public internet: private networks, carrier-grade NAT, and the link-local range with the metadata service
 * that hands out the credentials of the node.
 */
const NOT_PUBLIC = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** NodeLocal DNSCache answers here: https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/ */
const NODE_LOCAL_DNS = '169.254.20.10/32';

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
const EKS_POD_IDENTITY_AGENT = '169.254.170.23/32';

/**
 * A way out of the cluster that a workload may use. Everything that is not declared is blocked.
 */
export class Egress {
  /**
   * TCP to the public internet, without private and link-local addresses.
   *
   * @param ports by default 443
   */
  public static internet(...ports: number[]): Egress {
    checkCall('Egress.internet', { ports });
    return new Egress({ ipBlock: { cidr: '0.0.0.0/0', except: NOT_PUBLIC } }, ports.length === 0 ? [443] : ports);
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
    return new Egress({ ipBlock: { cidr: checkCidr(cidr) } }, ports);
  }

  /** The agent of the node that hands out the credentials of an EKS Pod Identity association. */
  public static eksPodIdentity(): Egress {
    return new Egress({ ipBlock: { cidr: EKS_POD_IDENTITY_AGENT } }, [80]);
  }

  /** Pods of the own namespace. @internal */
  public static _toPods(labels: { [key: string]: string }, ...ports: number[]): Egress {
    return new Egress({ podSelector: { matchLabels: labels } }, ports);
  }

  private constructor(private readonly peer: NetworkPolicyPeer, private readonly ports: number[]) {
    if (ports.length === 0 || ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65535)) {
      throw new Error(`egress has the ports [${ports.join(', ')}]; write at least one port from 1 to 65535`);
    }
  }

  /** @internal */
  public _toKube(): NetworkPolicyEgressRule {
    return {
      to: [this.peer],
      ports: this.ports.map((port) => ({ protocol: 'TCP', port })),
    };
  }
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
