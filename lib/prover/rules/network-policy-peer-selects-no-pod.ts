import { GATEWAY_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { describeSelector, SelectedPeer, selectPeer } from '../../manifests';
import { isForPodsOfTheCluster } from '../engine/pods-of-the-cluster';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

/** Labels that an operator writes on the pods that it makes of an object, with the name of the object as value. */
const MADE_OF: { readonly [label: string]: string } = {
  [GATEWAY_NAME_LABEL]: 'Gateway',
  // https://cloudnative-pg.io/documentation/current/labels_annotations/
  'cnpg.io/cluster': 'Cluster',
  // https://strimzi.io/docs/operators/latest/deploying
  'strimzi.io/cluster': 'Kafka',
};

/** Whether the pods come once an operator has seen an object that is among the manifests, or with the cluster. */
function areMadeLater({ selector, namespace }: SelectedPeer, context: RuleContext): boolean {
  return selector.requirements.some(({ key, operator, values }) =>
    Object.hasOwn(MADE_OF, key) && operator === 'In' && values.length === 1
    && context.model.find(MADE_OF[key], namespace, values[0]) !== undefined)
    || isForPodsOfTheCluster(namespace, selector);
}

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
      .filter((peer) => peer.workloads.length === 0 && !areMadeLater(peer, context))
      .map(({ peer, selector, namespace }) => ({
        pointer: peer.get('podSelector').pointer,
        message: `no pod in namespace ${namespace} has ${describeSelector(selector)}`,
      }));
  },
};
