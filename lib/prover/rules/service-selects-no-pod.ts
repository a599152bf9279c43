import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { describeSelector, serviceSelector } from '../../manifests/selection';

export const serviceSelectsNoPod: Rule = {
  id: 'service-selects-no-pod',
  title: 'Service selects no pod',
  severity: 'error',
  explanation:
    'The Service has no endpoints: every connection to it is refused or times out. It is a warning where objects of unknown kinds may ' +
    'make the pods.',
  remediation:
    'Write the labels of the pod template it is meant for, and put it in the same namespace; a Service without selector has its ' +
    'endpoints written by hand.',
  upstream: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  kinds: ['Service'],
  evaluate({ root, manifest }, context) {
    const selector = serviceSelector(root.get('spec'));
    if (!selector) {
      return NOT_APPLICABLE;
    }
    return context.model.selectPods(manifest.namespace, selector).length > 0
      ? []
      : [
          {
            pointer: '/spec/selector',
            message: `no pod in namespace ${manifest.namespace} has ${describeSelector(selector)}`,
            severity: context.model.uncounted.length > 0 ? 'warning' : undefined,
          },
        ];
  },
};
