import { objectionRule } from '../engine/objection-rule';

export const priorityClassRefusesPod = objectionRule('PriorityClass', {
  id: 'priority-class-refuses-pod',
  title: 'PriorityClass does not exist or contradicts the pods',
  explanation:
    'The API server refuses pods of a PriorityClass that does not exist, or with a priority other than that of the ' +
    'class: the Deployment is accepted and no pod ever appears. It is a warning where the class may exist in the ' +
    'cluster.',
  remediation: 'Add the PriorityClass, correct priorityClassName, or leave out priority.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/priority/admission.go',
});
