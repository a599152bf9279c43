import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { labelsItself } from '../engine/permissions';
import { isForPodsOfTheCluster } from '../engine/pods-of-the-cluster';
import { describeSelector, serviceSelector } from '../../manifests';

export const serviceSelectsNoPod: Rule = {
  id: 'service-selects-no-pod',
  title: 'Service selects no pod',
  severity: 'error',
  explanation:
    'The Service has no endpoints: every connection to it is refused or times out. Labels that controllers put on pods count. It is a ' +
    'warning where objects of unknown kinds, or a workload that may create pods or change their labels, may provide them.',
  remediation:
    'Write the labels of the pod template it is meant for, and put it in the same namespace; a Service without selector has its ' +
    'endpoints written by hand.',
  upstream: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  kinds: ['Service'],
  evaluate({ root, manifest }, context) {
    const { namespace } = manifest;
    const selector = serviceSelector(root.get('spec'));
    if (!selector || isForPodsOfTheCluster(namespace, selector)) {
      return NOT_APPLICABLE;
    }
    const selected = context.model.selectSomePods(namespace, selector);
    if (selected.some(({ hook }) => hook !== 'never')) {
      return [];
    }
    const provider = labelsItself(context, namespace, selector);
    const but = selected.length > 0 ? ` but ${selected[0].manifest.id}, a hook that no update runs`
      : provider ? `; ${provider.manifest.id} may provide them at run time` : '';
    return [{
      pointer: '/spec/selector',
      message: `no pod in namespace ${namespace} has ${describeSelector(selector)}${but}`,
      severity: context.model.uncounted.length > 0 || provider ? 'warning' : undefined,
    }];
  },
};
