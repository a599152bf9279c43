import { Task } from '../../placement';
import { unlessHeldOutside } from '../words/held-outside';
import { Judgement } from '../words/rollout-plan';
import { nameOf } from '../words/wording';

/** A volume, or what nodes they may use, keeps pods where those beside which they have to stand may have left. */
export function unlessLeftBehind(task: Task, judged: Judgement): Judgement {
  const judgement = unlessHeldOutside(task, judged);
  const { workload, attractions, claims } = task;
  const isHeld = claims.staysInZone || claims.staysOnNode || claims.zonal.length > 0 || claims.bound.length > 0;
  const others = attractions.flatMap(({ targets }) => targets).filter((other) => other !== task);
  const isKeptOff = others.some(({ eligible }) => eligible.some((may, group) => may && !task.eligible[group]));
  const finishes = judgement.verdict === 'proven' || judgement.verdict === 'possible';
  return finishes && others.length > 0 && (isHeld || isKeptOff)
    ? {
        verdict: 'possible',
        witness: [
          `the pods of ${nameOf(workload)} may not follow everywhere (${isHeld ? 'their volume' : 'nodes that they may not use'}) ` +
            'those beside which they have to stand',
        ],
      }
    : judgement;
}
