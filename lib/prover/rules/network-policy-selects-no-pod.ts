import { describeSelector, readLabelSelector } from '../../manifests';
import { isForPodsOfTheCluster } from '../engine/pods-of-the-cluster';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const networkPolicySelectsNoPod: Rule = {
  id: 'network-policy-selects-no-pod',
  title: 'NetworkPolicy selects no pod',
  severity: 'warning',
  explanation: 'The policy isolates nothing: the pods it was written for stay open to everybody.',
  remediation: 'Write the labels of the pod template it is meant for, and put it in the same namespace.',
  upstream: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  kinds: ['NetworkPolicy'],
  evaluate({ root, manifest }, context) {
    const selector = readLabelSelector(root.get('spec', 'podSelector'));
    // An empty selector is meant for whatever pods there will be.
    const isOpen = !selector || selector.requirements.length === 0;
    if (isOpen || isForPodsOfTheCluster(manifest.namespace, selector)) {
      return NOT_APPLICABLE;
    }
    return context.model.selectSomePods(manifest.namespace, selector).length > 0 ? [] : [{
      pointer: '/spec/podSelector',
      message: `no pod in namespace ${manifest.namespace} has ${describeSelector(selector)}`,
    }];
  },
};
