import { Task } from '../../placement';
import { Judgement } from './rollout-plan';

/** Pods that the scheduler may send where they wait for ever for a volume that somebody else holds: nothing is proven. */
export function unlessHeldOutside<Judged extends Judgement>({ heldOutside }: Task, judged: Judged): Judged {
  return heldOutside === undefined || judged.verdict !== 'proven' ? judged
    : { ...judged, verdict: 'possible', witness: [heldOutside] };
}
