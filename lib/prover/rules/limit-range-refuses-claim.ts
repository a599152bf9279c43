import { claimBoundsBroken } from '../admission';
import { Rule } from '../engine/rule';

export const limitRangeRefusesClaim: Rule = {
  id: 'limit-range-refuses-claim',
  title: 'LimitRange of the namespace refuses the claim',
  severity: 'error',
  explanation:
    'A LimitRange may bound the storage of PersistentVolumeClaims. The API server refuses a claim outside the bounds, and pods that ' +
    'mount it stay Pending.',
  remediation: 'Write a request within the bounds, or change the LimitRange.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/limitranger/admission.go',
  kinds: ['PersistentVolumeClaim'],
  evaluate({ manifest, root }, { admission: { surroundings } }) {
    return claimBoundsBroken(root.get('spec'), manifest.namespace, surroundings).map((reason) => ({
      pointer: '/spec/resources/requests', message: `the API server refuses it: ${reason.replace(': ', ': it ')}`,
    }));
  },
};
