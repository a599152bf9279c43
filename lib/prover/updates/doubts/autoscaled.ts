import { SlotBounds, Task } from '../../placement';
import { Judgement } from '../words/rollout-plan';

/**
 * A verdict about the sizes at which all pods of a workload run, at those that its autoscaler may choose besides: more
 * pods than ever run, whose update waits for the rest for ever, and no pod, of which nothing is replaced
 * (kubernetes pkg/controller/deployment/util/deployment_util.go `DeploymentComplete`).
 */
export function atOtherSizes(bounds: SlotBounds, task: Task, fits: Judgement, judged: Judgement): Judgement {
  const { least, most } = task;
  if (least === most) {
    return judged;
  }
  if (judged.verdict === 'proven' && fits.verdict === 'impossible') {
    return {
      verdict: 'possible',
      witness: [
        `its autoscaler may ask for ${most} pods, which never all run: an update then waits for the rest for ever`,
        ...fits.witness,
      ],
    };
  }
  const mayRun = !bounds.cannotHold(task, 1, { others: 'absent' });
  return judged.verdict === 'impossible' && least === 0 && mayRun
    ? { verdict: 'possible', witness: ['it finishes while its autoscaler asks for no pod', ...judged.witness] }
    : judged;
}
