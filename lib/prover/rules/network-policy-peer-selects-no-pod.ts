import { describeSelector, selectPeer } from '../../manifests';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const networkPolicyPeerSelectsNoPod: Rule = {
  id: 'network-policy-peer-selects-no-pod',
  title: 'NetworkPolicy peer selects no pod',
  severity: 'warning',
  explanation:
    'The rule opens a way to or from pods that do not exist; the connection it was written for is dropped without an error.',
  remediation: "Write the labels of the peer's pod template; for a peer in another namespace add a namespaceSelector.",
  upstream:
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  kinds: ['NetworkPolicy'],
  evaluate({ root, manifest }, context) {
    const spec = root.get('spec');
    const peers = [
      ...spec
        .get('ingress')
        .items()
        .flatMap((rule) => rule.get('from').items()),
      ...spec
        .get('egress')
        .items()
        .flatMap((rule) => rule.get('to').items()),
    ];
    const selected = peers.flatMap((peer) => selectPeer(peer, manifest, context.model) ?? []);
    if (selected.length === 0) {
      return NOT_APPLICABLE;
    }
    return selected
      .filter(({ workloads }) => workloads.length === 0)
      .map(({ peer, selector, namespace }) => ({
        pointer: peer.get('podSelector').pointer,
        message: `no pod in namespace ${namespace} has ${describeSelector(selector)}`,
      }));
  },
};
