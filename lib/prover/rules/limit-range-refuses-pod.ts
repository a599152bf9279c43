import { objectionRule } from '../engine/objection-rule';

export const limitRangeRefusesPod = objectionRule('LimitRange', {
  id: 'limit-range-refuses-pod',
  title: 'LimitRange of the namespace refuses the pods',
  explanation:
    'A LimitRange bounds what each container, or a pod, may ask for. The Deployment is accepted and every pod is ' +
    'refused (FailedCreate): an update hangs with the old pods running.',
  remediation: 'Write requests and limits within the bounds, or change the LimitRange.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/limitranger/admission.go',
});
