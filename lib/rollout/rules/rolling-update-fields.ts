import { NOT_APPLICABLE, Rule } from './rule';

/** Kinds whose validation refuses the fields. A DaemonSet with OnDelete keeps them. */
const STRATEGY_FIELD: { readonly [kind: string]: string } = { Deployment: 'strategy', StatefulSet: 'updateStrategy' };

export const rollingUpdateFieldsWithoutRollingUpdate: Rule = {
  id: 'rolling-update-fields-without-rolling-update',
  title: 'rollingUpdate fields under another strategy',
  severity: 'error',
  explanation: 'The API server refuses rollingUpdate beside type Recreate or OnDelete. The same happens when a live object with rollingUpdate is switched to Recreate by a merge patch ' +
    'that leaves the old fields in place.',
  remediation: 'Remove rollingUpdate; when switching a live object, write rollingUpdate: null.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/apps/validation/validation.go',
  kinds: Object.keys(STRATEGY_FIELD),
  evaluate({ manifest, workload, root }) {
    if (!workload || workload.strategy.type === 'RollingUpdate') {
      return NOT_APPLICABLE;
    }
    const rolling = root.get('spec', STRATEGY_FIELD[manifest.kind], 'rollingUpdate');
    return rolling.isPresent ? [{ pointer: rolling.pointer, message: `rollingUpdate may not be given beside type ${workload.strategy.type}; the API server refuses it` }] : [];
  },
};

export const noSurgeAndNoneUnavailable: Rule = {
  id: 'no-surge-and-none-unavailable',
  title: 'maxSurge and maxUnavailable both zero',
  severity: 'error',
  explanation: 'With neither a pod more nor a pod less than replicas an update could not take a step; the API server refuses literal zeros.',
  remediation: 'Write maxSurge 0 with maxUnavailable 1, or maxSurge 1 with maxUnavailable 0.',
  upstream: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable',
  kinds: ['Deployment', 'DaemonSet'],
  evaluate({ workload }) {
    if (!workload || workload.strategy.type !== 'RollingUpdate') {
      return NOT_APPLICABLE;
    }
    const { maxSurge, maxUnavailable, pointer } = workload.strategy;
    const isZero = (value?: number | string) => value === 0 || value === '0%';
    const surges = workload.kind === 'DaemonSet' ? !isZero(maxSurge ?? 0) : !isZero(maxSurge);
    return surges || !isZero(maxUnavailable) ? [] : [{ pointer: `${pointer}/rollingUpdate`, message: 'maxSurge and maxUnavailable are both 0; the API server refuses it' }];
  },
};
