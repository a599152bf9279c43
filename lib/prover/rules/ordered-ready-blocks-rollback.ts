import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const orderedReadyBlocksRollback: Rule = {
  id: 'ordered-ready-blocks-rollback',
  title: 'OrderedReady StatefulSet cannot roll back a broken revision',
  severity: 'warning',
  explanation:
    'An OrderedReady StatefulSet waits for the pod of a broken revision to become ready before it does anything else, applying the good ' +
    'revision again included. The broken pod has to be deleted by hand.',
  remediation:
    'Write podManagementPolicy: Parallel where the application can start in any order (it is immutable: recreate the StatefulSet), or ' +
    'know the manual step.',
  upstream: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback',
  kinds: ['StatefulSet'],
  evaluate({ workload }) {
    if (!workload || workload.strategy.type !== 'RollingUpdate' || workload.replicas === 0) {
      return NOT_APPLICABLE;
    }
    return workload.podManagementPolicy !== 'OrderedReady'
      ? []
      : [{
          pointer: '/spec/podManagementPolicy',
          message:
            'podManagementPolicy is OrderedReady: a revision that never becomes ready also blocks the way back',
        }];
  },
};
