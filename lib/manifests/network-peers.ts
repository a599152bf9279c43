import { NAMESPACE_NAME_LABEL } from '../kubernetes/well-known-labels';
import { Field } from './field';
import { LabelSelector, readLabelSelector } from './label-selector';
import { Manifest } from './manifest';
import { Model } from './model';
import { Workload } from './workload';

const ALL: LabelSelector = { requirements: [] };

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
export function selectPeer(peer: Field, policy: Manifest, model: Model): SelectedPeer | undefined {
  const selector = readLabelSelector(peer.get('podSelector'));
  const namespace = peerNamespace(peer, policy, model);
  return selector && namespace !== undefined
    ? { peer, selector, namespace, workloads: model.selectSomePods(namespace, selector) }
    : undefined;
}

function peerNamespace(peer: Field, policy: Manifest, model: Model): string | undefined {
  const namespaces = readLabelSelector(peer.get('namespaceSelector'));
  if (!namespaces) {
    return policy.namespace;
  }
  const [only, ...others] = namespaces.requirements;
  const isOne =
    only?.key === NAMESPACE_NAME_LABEL && only.operator === 'In' && only.values.length === 1 && others.length === 0;
  return isOne && model.selectPods(only.values[0], ALL).length > 0 ? only.values[0] : undefined;
}

/** Workloads a NetworkPolicy applies to. */
export function policyTargets(root: Field, policy: Manifest, model: Model): Workload[] {
  return model.selectPods(
    policy.namespace,
    readLabelSelector(root.get('spec', 'podSelector')) ?? ALL,
  );
}
