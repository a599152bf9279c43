import { selectorLabels } from './labels';

/** https://docs.cilium.io/en/stable/security/policy/language/#dns-based */
export interface CiliumEgressRule {
  readonly toFQDNs: ({ readonly matchName: string } | { readonly matchPattern: string })[];
  readonly toPorts: CiliumPorts[];
}

/** https://docs.cilium.io/en/stable/security/policy/language/#entities-based */
export interface CiliumIngressRule {
  readonly fromEntities: string[];
  readonly toPorts: CiliumPorts[];
}

interface CiliumPorts {
  readonly ports: { readonly port: string; readonly protocol: string }[];
}

/** Cilium learns the addresses of names from the answers that its proxy sees: those of all names. */
const DNS_THROUGH_PROXY = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
};

/**
 * What a NetworkPolicy cannot say, as Cilium says it: what either policy lets pass, passes.
 *
 * @returns undefined where a NetworkPolicy says all
 */
export function ciliumPolicySpec(
  workload: string,
  ingress: CiliumIngressRule[],
  egress: CiliumEgressRule[],
): object | undefined {
  if (ingress.length + egress.length === 0) {
    return undefined;
  }
  return {
    endpointSelector: { matchLabels: selectorLabels(workload) },
    ...(ingress.length > 0 && { ingress }),
    ...(egress.length > 0 && { egress: [DNS_THROUGH_PROXY, ...egress] }),
  };
}
