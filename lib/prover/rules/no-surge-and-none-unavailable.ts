import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { SPECIAL_REFUSALS } from '../engine/special-refusals';

export const noSurgeAndNoneUnavailable: Rule = {
  id: 'no-surge-and-none-unavailable',
  title: 'maxSurge and maxUnavailable both zero',
  severity: 'error',
  explanation:
    'With neither a pod more nor a pod less than replicas an update could not take a step; the API server refuses literal zeros.',
  remediation: 'Write maxSurge 0 with maxUnavailable 1, or maxSurge 1 with maxUnavailable 0.',
  upstream: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable',
  kinds: SPECIAL_REFUSALS['no-surge-and-none-unavailable'],
  evaluate({ workload }) {
    if (!workload || workload.strategy.type !== 'RollingUpdate') {
      return NOT_APPLICABLE;
    }
    const { maxSurge, maxUnavailable, pointer } = workload.strategy;
    const isZero = (value?: number | string) => value === 0 || value === '0%';
    const surges = workload.kind === 'DaemonSet' ? !isZero(maxSurge ?? 0) : !isZero(maxSurge);
    return surges || !isZero(maxUnavailable)
      ? []
      : [{
          pointer: `${pointer}/rollingUpdate`,
          message: 'maxSurge and maxUnavailable are both 0; the API server refuses it',
        }];
  },
};
