import { Workload } from '../../../manifests';
import { Judgement } from '../words/rollout-plan';

/** Updates that wait for a person however much room there is. */
export function manual({ waitsFor }: Workload, judgement: Judgement): Judgement {
  return waitsFor !== undefined && judgement.verdict === 'proven'
    ? { verdict: 'possible', witness: [waitsFor] }
    : judgement;
}
