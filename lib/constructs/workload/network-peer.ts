import { NetworkPolicyPeer } from '../../../imports/kubernetes';
import * as kplus from 'cdk8s-plus-28';
import { NAMESPACE_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { checkCidr, checkObjectName } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { UserError } from '../../util/user-error';

/**
 * Somebody outside the constructs of this app who may call a workload, or whom it may call.
 */
export class NetworkPeer {
  /** All pods of a namespace, for example that of the ingress controller or of Prometheus. */
  public static namespace(name: string): NetworkPeer {
    checkCall('NetworkPeer.namespace', { name });
    return new NetworkPeer(namespaceOf(name));
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
      ...(namespace && namespaceOf(namespace)), podSelector: { matchLabels: { ...labels } },
    });
  }

  /**
   * What cdk8s-plus takes as a peer: its Deployments, Pods, Namespaces and blocks of addresses, and workloads of this
   * library.
   *
   * @throws when it is neither pods nor a block of addresses
   */
  public static of(peer: kplus.INetworkPolicyPeer): NetworkPeer {
    checkCall('NetworkPeer.of', { peer });
    const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
    if (ipBlock) {
      return new NetworkPeer({ ipBlock: { cidr: checkCidr(ipBlock.cidr), except: ipBlock.except } });
    }
    if (!podSelector) {
      throw new UserError(
        'NetworkPeer.of', `${peer.node.path} is neither pods nor a block of addresses`,
        'write NetworkPeer.namespace(name)',
      );
    }
    return new NetworkPeer(peerOfPlus(podSelector));
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

  /**
   * The proxy of Cilium that serves its Ingresses and Gateways: no pod, so that only a CiliumNetworkPolicy can name it.
   * https://docs.cilium.io/en/stable/network/servicemesh/ingress/
   */
  public static ciliumIngress(): NetworkPeer {
    return new NetworkPeer(undefined, 'ingress');
  }

  private constructor(
    private readonly peer: NetworkPolicyPeer | undefined,
    /** Entity of a CiliumNetworkPolicy. @internal */
    public readonly _ciliumEntity?: string,
  ) {}

  /** Undefined when a NetworkPolicy cannot say it. @internal */
  public _toKube(): NetworkPolicyPeer | undefined {
    return this.peer;
  }

  /** @throws when it only calls and is never called @internal */
  public _asDestination(): NetworkPolicyPeer {
    if (this.peer === undefined) {
      throw new UserError(
        'Egress.to', 'the proxy of Cilium is nobody to call', 'write Egress.to(NetworkPeer.namespace(name), port)',
      );
    }
    return this.peer;
  }
}

function namespaceOf(name: string): NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: checkObjectName('namespace', name) } } };
}

/** Namespaces of cdk8s-plus are names, labels, or both. */
function peerOfPlus({ labelSelector, namespaces }: kplus.PodSelectorConfig): NetworkPolicyPeer {
  const byLabel = namespaces?.labelSelector?._toKube();
  const names = namespaces?.names;
  const byName = names ? [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: names }] : [];
  const matchExpressions = [...(byLabel?.matchExpressions ?? []), ...byName];
  const isAll = labelSelector.isEmpty() && namespaces !== undefined;
  return {
    ...(names?.length === 1 && !byLabel ? namespaceOf(names[0]) : namespaces && {
      namespaceSelector: { ...byLabel, ...(matchExpressions.length > 0 && { matchExpressions }) },
    }),
    ...(!isAll && { podSelector: labelSelector._toKube() }),
  };
}
