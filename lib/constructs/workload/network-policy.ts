import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import {
  NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec,
  ObjectMeta,
} from '../../../imports/kubernetes';
import { addObject } from '../../synthesis';
import { ciliumPolicySpec } from './cilium-policy';
import { Connection } from './connection';
import { DNS_EGRESS, Egress } from './egress';
import { selectorLabels } from './labels';
import { NetworkPeer } from './network-peer';
import { IWorkload } from './workload-interface';
import { WorkloadPort } from './workload-port';

/** A peer outside the app that may call a port. */
export interface AllowedPeer {
  readonly peer: NetworkPeer;
  readonly port: WorkloadPort;
}

/** What a network policy is made of. */
export interface NetworkSource {
  readonly workload: IWorkload;
  readonly callers: readonly Connection[];
  readonly callees: readonly Connection[];
  readonly peers: readonly AllowedPeer[];
  readonly egress: readonly Egress[];
}

/**
 * Who may talk to a workload and to whom it may talk; everything else is blocked in both directions.
 *
 * Both sides name the container port, because a policy is applied after the Service address has been translated:
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicySpec(resolved: NetworkSource): NetworkPolicySpec {
  const ingress = ingressRules(resolved);
  return {
    podSelector: { matchLabels: selectorLabels(resolved.workload.name) },
    policyTypes: ['Ingress', 'Egress'],
    // Without rules nobody may call; the API server keeps no empty list, so that one would always be a difference.
    ingress: ingress.length > 0 ? ingress : undefined,
    egress: [
      DNS_EGRESS,
      ...connectionRules(resolved),
      ...distinct(resolved.egress.flatMap((egress) => egress._toKube() ?? [])),
    ],
  };
}

/** Adds the NetworkPolicy of a workload. What is declared until the app is rendered, it lets pass. */
export function addNetworkPolicy(scope: Construct, metadata: ObjectMeta, resolved: NetworkSource): void {
  addObject(scope, 'NetworkPolicy', 'networking.k8s.io/v1 NetworkPolicy', {
    metadata, spec: Lazy.any({ produce: () => networkPolicySpec(resolved) }),
  });
}

/**
 * Adds the CiliumNetworkPolicy of a workload beside its NetworkPolicy, as soon as something is declared that only
 * Cilium can say.
 */
export function addCiliumPolicy(scope: Construct, metadata: ObjectMeta, resolved: NetworkSource): void {
  const spec = (): object | undefined => ciliumPolicySpec(
    resolved.workload.name,
    resolved.peers.flatMap(({ peer: { _ciliumEntity: entity }, port }) => (entity === undefined ? [] : [{
      fromEntities: [entity],
      toPorts: [{ ports: [{ port: String(port.containerPort), protocol: port.protocol.transport }] }],
    }])),
    resolved.egress.flatMap((egress) => egress._toCilium() ?? []),
  );
  const isClosed = scope.node.tryFindChild('NetworkPolicy') !== undefined;
  if (isClosed && spec() && !scope.node.tryFindChild('CiliumNetworkPolicy')) {
    new ApiObject(scope, 'CiliumNetworkPolicy', {
      apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: metadata as ApiObjectMetadata,
      spec: Lazy.any({ produce: spec }),
    });
  }
}

function ingressRules(resolved: NetworkSource): NetworkPolicyIngressRule[] {
  const rules: NetworkPolicyIngressRule[] = [];
  for (const port of [...resolved.workload.ports].sort((a, b) => a.containerPort - b.containerPort)) {
    const callers = resolved.callers
      .filter((connection) => connection.port.name === port.name)
      .map((connection) => connection.caller);
    const from = [
      ...distinctByPath(callers).map((caller) => peerOf(caller, resolved.workload)),
      ...resolved.peers.filter((allowed) => allowed.port.name === port.name)
        .flatMap((allowed) => allowed.peer._toKube() ?? []),
    ];
    if (from.length > 0) {
      rules.push({ from, ports: [kubePort(port)] });
    }
  }
  return rules;
}

function connectionRules(resolved: NetworkSource): NetworkPolicyEgressRule[] {
  return distinctByPath(resolved.callees.map((connection) => connection.callee)).map((callee) => {
    const used = resolved.callees
      .filter((connection) => connection.callee === callee)
      .map((connection) => connection.port);
    const ports = [...new Set(used)].sort((a, b) => a.containerPort - b.containerPort);
    return { to: [peerOf(callee, resolved.workload)], ports: ports.map(kubePort) };
  });
}

function peerOf(peer: IWorkload, seenFrom: IWorkload): NetworkPolicyPeer {
  return NetworkPeer.pods(
    selectorLabels(peer.name),
    peer.namespace === seenFrom.namespace ? undefined : peer.namespace,
  )._asDestination();
}

function kubePort(port: WorkloadPort): NetworkPolicyPort {
  return { protocol: port.protocol.transport, port: port.containerPort };
}

function distinctByPath(workloads: IWorkload[]): IWorkload[] {
  return [...new Set(workloads)].sort((a, b) => (a.node.path < b.node.path ? -1 : 1));
}

/** Two endpoints behind the same way out need it once. */
function distinct<T>(rules: T[]): T[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
