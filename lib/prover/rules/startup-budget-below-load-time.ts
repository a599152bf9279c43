import { STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { killTime } from '../../kubernetes/arithmetic';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';
import { declaredStartupSeconds } from '../engine/startup-budget';

export const startupBudgetBelowLoadTime: Rule = {
  id: 'startup-budget-below-load-time',
  title: 'Startup budget below the declared load time',
  severity: 'error',
  explanation:
    'The kubelet may kill a container as early as initialDelaySeconds + (failureThreshold - 1) x periodSeconds after its start. When ' +
    'that is less than the time ' +
    `the workload declares in ${STARTUP_BUDGET_ANNOTATION}, a normal start is killed and repeated for ever.`,
  remediation:
    'Raise failureThreshold of the startupProbe until initialDelaySeconds + (failureThreshold - 1) x periodSeconds covers the declared load time.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/kubelet/prober/worker.go',
  kinds: POD_KINDS,
  evaluate({ manifest, workload }, context) {
    const declared = declaredStartupSeconds(manifest, context);
    const probes =
      workload?.pod.containers.flatMap(({ name, startupProbe }) =>
        startupProbe ? [{ name, startupProbe, budget: killTime(startupProbe).least }] : [],
      ) ?? [];
    if (declared === undefined || probes.length === 0) {
      return NOT_APPLICABLE;
    }
    // A sidecar may start sooner: the most patient probe belongs to the slow container.
    const { name, startupProbe, budget } = probes.reduce((longest, probe) =>
      probe.budget > longest.budget ? probe : longest,
    );
    return budget >= declared
      ? []
      : [{
          pointer: `${startupProbe.pointer}/failureThreshold`,
          message:
            `the startupProbe of container ${name} may give up after ${budget} s, but the workload declares a load time of ${declared} s; ` +
            `write failureThreshold ${Math.ceil((declared - startupProbe.initialDelaySeconds) / startupProbe.periodSeconds) + 1}`,
        }];
  },
};
