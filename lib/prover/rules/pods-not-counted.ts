import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const podsNotCounted: Rule = {
  id: 'pods-not-counted',
  title: 'Object makes pods that are not counted',
  severity: 'error',
  explanation:
    'The object makes pods, or may make some by way of an operator, and neither their number nor their size is read from it. They take ' +
    'room on the same nodes, so that every verdict that depends on room is unknown.',
  remediation:
    'Add what its controller makes to the input, as kubectl get shows it, or name the kind with --ignore-kind where it makes no pods, or ' +
    'only pods on nodes of their own.',
  upstream: 'https://kubernetes.io/docs/concepts/extend-kubernetes/operator/',
  kinds: [],
  needsCluster: true,
  evaluate({ manifest }, context) {
    const found = context.model.uncounted.find((each) => each.manifest === manifest);
    return found ? [{ pointer: '/kind', message: `${manifest.id} ${found.reason}` }] : NOT_APPLICABLE;
  },
};
