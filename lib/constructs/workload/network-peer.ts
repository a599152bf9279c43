import { NAMESPACE_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { NetworkPolicyPeer } from '../../../imports/kubernetes';
import { checkCidr } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { UserError } from '../../kubernetes/user-error';

/**
 * Somebody outside the constructs of this app who may call a workload.
 */
export class NetworkPeer {
  /** All pods of a namespace, for example that of the ingress controller or of Prometheus. */
  public static namespace(name: string): NetworkPeer {
    checkCall('NetworkPeer.namespace', { name });
    return new NetworkPeer({ namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: name } } });
  }

  /**
   * The pods with these labels.
   *
   * @param labels of the pods
   * @param namespace of the pods; by default that of the workload
   * @throws when there are no labels, which would mean all pods
   */
  public static pods(labels: { readonly [key: string]: string }, namespace?: string): NetworkPeer {
    checkCall('NetworkPeer.pods', { labels, namespace });
    if (Object.keys(labels).length === 0) {
      throw new UserError(
        'NetworkPeer.pods', 'labels {} would let in every pod',
        'write labels of the caller, or NetworkPeer.namespace(name) for all of a namespace',
      );
    }
    return new NetworkPeer({
      ...(namespace && NetworkPeer.namespace(namespace)._toKube()), podSelector: { matchLabels: { ...labels } },
    });
  }

  /**
   * The addresses of a block, such as the subnets of a load balancer.
   *
   * @throws when it is not a block of addresses
   */
  public static cidr(cidr: string): NetworkPeer {
    checkCall('NetworkPeer.cidr', { cidr });
    return new NetworkPeer({ ipBlock: { cidr: checkCidr(cidr) } });
  }

  private constructor(private readonly peer: NetworkPolicyPeer) {}

  /** @internal */
  public _toKube(): NetworkPolicyPeer {
    return this.peer;
  }
}
