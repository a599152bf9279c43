import { valueText } from '../../util/value-text';
import { ContainerPort, describePorts, Field, podPorts, policyTargets, selectPeer, Workload } from '../../manifests';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

export const networkPolicyPortMissing: Rule = {
  id: 'network-policy-port-missing',
  title: 'NetworkPolicy allows a port the pods do not have',
  severity: 'warning',
  explanation:
    'Policies apply to container ports, after the Service has translated its own port. A rule with the port of the Service, or a wrong ' +
    'number, drops the traffic it was written for.',
  remediation: 'Write the containerPort of the receiving pods, by number or name.',
  upstream: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  kinds: ['NetworkPolicy'],
  evaluate({ root, manifest }, context) {
    const receiving = policyTargets(root, manifest, context.model);
    const incoming = root
      .get('spec', 'ingress')
      .items()
      .map((rule) => ({ rule, receivers: receiving }));
    const outgoing = root
      .get('spec', 'egress')
      .items()
      .map((rule) => {
        const peers = rule
          .get('to')
          .items()
          .map((peer) => selectPeer(peer, manifest, context.model));
        // One peer that is not among the manifests may have any port.
        return { rule, receivers: peers.every((peer) => peer) ? peers.flatMap((peer) => peer?.workloads ?? []) : [] };
      });
    const checked = [...incoming, ...outgoing]
      .map(({ rule, receivers }) => ({ allowed: rule.get('ports').items(), ports: declaredPorts(receivers, context) }))
      .filter(({ allowed, ports }) => allowed.length > 0 && ports.length > 0);
    return checked.length === 0
      ? NOT_APPLICABLE
      : checked.flatMap(({ allowed, ports }) => allowed.flatMap((port) => mismatch(port, ports)));
  },
};

/** Ports of all receivers; none when one of them declares no port and may thus listen anywhere. */
function declaredPorts(receivers: Workload[], context: RuleContext): ContainerPort[] {
  const each = receivers.map((workload) => podPorts(context.podSpec(workload)));
  return each.every((ports) => ports.length > 0) ? each.flat() : [];
}

function mismatch(allowed: Field, ports: ContainerPort[]): Violation[] {
  const { value, pointer } = allowed.get('port');
  const protocol = allowed.get('protocol').string() ?? 'TCP';
  const end = allowed.get('endPort').integer();
  const isMatch = ({ name, number = -1, protocol: own }: ContainerPort) =>
    own === protocol
    && (value === undefined
      || name === value
      || number === value
      || (typeof value === 'number' && end !== undefined && number >= value && number <= end));
  const range = end === undefined ? valueText(value) : `${valueText(value)}-${end}`;
  const wanted = value === undefined ? `a ${protocol} port` : `${protocol} port ${range}`;
  return ports.some(isMatch)
    ? []
    : [{ pointer, message: `no receiving pod has ${wanted}; the container ports are ${describePorts(ports)}` }];
}
