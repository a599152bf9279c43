import { objectionRule } from '../engine/objection-rule';

export const podSecurityRefusesPod = objectionRule('PodSecurity', {
  id: 'pod-security-refuses-pod',
  title: 'Pod Security Standard of the namespace refuses the pods',
  explanation:
    'The namespace enforces a Pod Security Standard that the pods break. The Deployment is accepted with a warning ' +
    'and every pod is refused (FailedCreate): an update hangs with the old pods running.',
  remediation: 'Change the fields named, or move the workload to a namespace that enforces less.',
  upstream: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
});
