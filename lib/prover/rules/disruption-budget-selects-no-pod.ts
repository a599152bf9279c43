import { describeSelector, readDisruptionBudget } from '../../manifests';
import { isForPodsOfTheCluster } from '../engine/pods-of-the-cluster';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const disruptionBudgetSelectsNoPod: Rule = {
  id: 'disruption-budget-selects-no-pod',
  title: 'PodDisruptionBudget selects no pod',
  severity: 'warning',
  explanation: 'The budget protects nothing, and nothing says so: the API server accepts any selector.',
  remediation: 'Write the labels of the pod template it is meant for, and put it in the same namespace.',
  upstream: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  kinds: ['PodDisruptionBudget'],
  evaluate({ root, manifest }, context) {
    const { selector } = readDisruptionBudget(root);
    if (isForPodsOfTheCluster(manifest.namespace, selector)) {
      return NOT_APPLICABLE;
    }
    return context.model.selectSomePods(manifest.namespace, selector).length > 0 ? [] : [{
      pointer: '/spec/selector',
      message: `no pod in namespace ${manifest.namespace} has ${describeSelector(selector)}`,
    }];
  },
};
