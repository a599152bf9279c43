import { describeSelector, matches } from '../../manifests';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { SPECIAL_REFUSALS } from '../engine/special-refusals';

export const selectorDoesNotMatchTemplate: Rule = {
  id: 'selector-does-not-match-template',
  title: 'Selector does not match the pod template',
  severity: 'error',
  explanation: 'A controller must select the pods it makes; the API server refuses anything else.',
  remediation: 'Write the same labels in spec.selector.matchLabels and spec.template.metadata.labels.',
  upstream: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  kinds: SPECIAL_REFUSALS['selector-does-not-match-template'],
  evaluate({ workload }) {
    if (!workload?.selector) {
      return NOT_APPLICABLE;
    }
    return matches(workload.selector, workload.pod.labels) ? [] : [{
      pointer: '/spec/selector',
      message: `the pod template does not have ${describeSelector(workload.selector)}; the API server refuses it`,
    }];
  },
};
