import { NAMESPACE_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { Field, LabelSelector, Manifest, readLabelSelector, Workload } from '../../manifests';
import { RuleContext } from './rule-context';

/** Pods of the manifests that a NetworkPolicy peer selects. */
export interface SelectedPeer {
  readonly peer: Field;
  readonly selector: LabelSelector;
  readonly namespace: string;
  readonly workloads: Workload[];
}

/**
 * A peer's pods; undefined where the manifests cannot tell, because it is an address or a namespace they do not hold.
 */
export function selectPeer(peer: Field, policy: Manifest, context: RuleContext): SelectedPeer | undefined {
  const selector = readLabelSelector(peer.get('podSelector'));
  const namespace = peerNamespace(peer, policy, context);
  return selector && namespace !== undefined
    ? { peer, selector, namespace, workloads: context.model.selectSomePods(namespace, selector) }
    : undefined;
}

function peerNamespace(peer: Field, policy: Manifest, context: RuleContext): string | undefined {
  const namespaces = readLabelSelector(peer.get('namespaceSelector'));
  if (!namespaces) {
    return policy.namespace;
  }
  const [only, ...others] = namespaces.requirements;
  const isOne =
    only?.key === NAMESPACE_NAME_LABEL && only.operator === 'In' && only.values.length === 1 && others.length === 0;
  return isOne && context.once(populatedNamespaces).has(only.values[0]) ? only.values[0] : undefined;
}

function populatedNamespaces({ model }: RuleContext): ReadonlySet<string> {
  return new Set(model.workloads.map(({ namespace }) => namespace));
}

/** Workloads a NetworkPolicy applies to. */
export function policyTargets(root: Field, policy: Manifest, context: RuleContext): Workload[] {
  return context.model.selectPods(
    policy.namespace,
    readLabelSelector(root.get('spec', 'podSelector')) ?? { requirements: [] },
  );
}
