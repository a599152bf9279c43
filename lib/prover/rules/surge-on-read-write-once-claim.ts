import { deploymentBounds } from '../../kubernetes/arithmetic';
import { exclusiveClaims, isBoundToOneNode, mayRunTwice } from '../../manifests';
import { planOf } from '../engine/plan-index';
import { provenAdvice } from '../engine/proven-advice';
import { NOT_APPLICABLE, Rule, Violation } from '../engine/rule';
import { claimIs } from '../updates';

export const surgeOnReadWriteOnceClaim: Rule = {
  id: 'surge-on-read-write-once-claim',
  title: 'Surge on a ReadWriteOnce claim',
  severity: 'error',
  explanation:
    'With maxSurge a new pod starts while the old one still holds the volume. A ReadWriteOnce volume attaches to one node only: on any ' +
    'other node the new pod waits in ContainerCreating with a Multi-Attach error, and with maxUnavailable 0 the old pod waits for the ' +
    'new one. The scheduler does not look at this. ' +
    'On known nodes it is no finding where the prover finds that the update finishes, and a warning where it may.',
  remediation: 'Write strategy Recreate, or use a StatefulSet with a claim for each pod.',
  upstream:
    'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/volume/attachdetach/reconciler/reconciler.go',
  kinds: ['Deployment'],
  evaluate({ workload }, context) {
    const claims = workload && exclusiveClaims(workload, context.model);
    if (!workload || !claims || workload.replicas === 0) {
      return NOT_APPLICABLE;
    }
    const verdict = context.cluster && planOf(workload, context)?.verdict;
    if (verdict === 'proven') {
      return [];
    }
    const { maxSurge, maxUnavailable } = deploymentBounds(workload.strategy, workload.replicas);
    const blocking = claims.filter(({ mode }) => mode === 'ReadWriteOncePod' || !isBoundToOneNode(workload));
    return maxSurge === 0
      ? []
      : blocking.map(
          ({ name, mode }): Violation => ({
            pointer: workload.strategy.pointer,
            message:
              `maxSurge ${maxSurge} starts a new pod while the old one holds claim ${name} (${mode}); ` +
              `${mode === 'ReadWriteOnce' ? 'on another node ' : ''}${maxUnavailable === 0 ? 'neither can go on' : 'it waits until the old pod is gone'}`,
            witness: [
              `the update starts a new pod beside ${workload.replicas} old`,
              mode === 'ReadWriteOncePod'
                ? `the scheduler keeps it Pending: another pod uses claim ${name}`
                : `on any other node than the old pod's it stays in ContainerCreating: Multi-Attach error for claim ${name}`,
              maxUnavailable === 0
                ? 'the old pod may not stop before the new one is ready'
                : 'the old pod may stop, and then the volume attaches',
            ],
            remediation: provenAdvice(workload, context, 'update') ?? (mayRunTwice(workload)
              ? 'Write strategy Recreate, maxSurge 0 with maxUnavailable 1, or use a ReadWriteMany claim: its pods may share what is on it.'
              : 'Write strategy Recreate: what is on the volume may have one writer, so that no second pod is to mount it.'),
            because: claimIs(name),
            severity: maxUnavailable === 0 && verdict !== 'possible' ? undefined : 'warning',
          }),
        );
  },
};
