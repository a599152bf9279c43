import { listed } from '../../../util/listed';
import { Placement, Task } from '../../placement';
import { Judgement } from '../words/rollout-plan';
import { waiting } from '../alone/witness';
import { nameOf } from '../words/wording';
import { Mover } from '../needs/movers';

const TOGETHER = 'updated together with';
export const SOME_WAIT = 'some pods have no place beside all others, so that what these leave is not counted';
export const NEVER_AT_AN_END = 'in no placement in which nothing moves any more is its update through';

function namesOf(movers: Mover[]): string {
  return listed(movers.map(({ task }) => nameOf(task.workload)), 3);
}

/** Why an update may finish or wait for ever: what is new beside its verdict alone. */
export function possibleTogether(
  task: Task, others: Mover[], blocking: Placement | undefined, alone: Judgement,
): Judgement {
  return alone.verdict === 'impossible'
    ? {
        verdict: 'possible',
        witness: ['it finishes only where another update frees room at the right time', ...alone.witness],
      }
    : { verdict: 'possible', witness: endingTogether(task, others, blocking) };
}

export function endingTogether(task: Task, others: Mover[], blocking?: Placement): string[] {
  return [
    `${TOGETHER} ${namesOf(others)}, others may take the room that it leaves`,
    ...blocking ? ['it waits for ever when the pods stand like this:', ...waiting(blocking, task)] : [],
  ];
}

/** `untried`: why its moves are not. */
export function notTried({ verdict }: Judgement, others: Mover[], untried: string | undefined): Judgement {
  return {
    verdict: 'unknown',
    witness: [
      `${verdict} alone; not every order of steps was tried ${TOGETHER} ${namesOf(others)}`,
      ...untried === undefined ? [] : [untried],
    ],
  };
}
