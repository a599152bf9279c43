import { objectionRule } from '../engine/objection-rule';

export const runtimeClassRefusesPod = objectionRule('RuntimeClass', {
  id: 'runtime-class-refuses-pod',
  title: 'RuntimeClass does not exist or contradicts the pods',
  explanation:
    'The API server refuses pods of a RuntimeClass that does not exist, or whose overhead or node selector differs ' +
    'from that of the class: the Deployment is accepted and no pod ever appears. It is a warning where the class may ' +
    'exist in the cluster.',
  remediation: 'Add the RuntimeClass, correct runtimeClassName, or leave out overhead.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/runtimeclass/admission.go',
});
