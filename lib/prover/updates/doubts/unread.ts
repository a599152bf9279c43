import { droppedRequests, InputProblem, Manifest, Model, Workload } from '../../../manifests';
import { objectAnswer, Surroundings } from '../../admission';
import { refusalsOf } from '../../validation';
import { objectRefusals } from './object-refusals';
import { Judgement, PlanAtCluster } from '../words/rollout-plan';

/** Reasons that a verdict names. */
const MOST_REASONS = 3;

/** What the API server refuses, and what nobody could read: no verdict rests on either. */
export class Unread {
  private readonly problems = new Map<Manifest, InputProblem[]>();
  /** What pods ask for and the version of Kubernetes drops, unless a gate is on. */
  private readonly dropped = new Map<Manifest, readonly string[]>();

  constructor(private readonly model: Model, private readonly surroundings: Surroundings) {
    const makers = new Set(model.podSets.map(({ manifest }) => manifest));
    for (const workload of model.podSets) {
      const fields = droppedRequests(workload, model.options.kubernetes);
      if (fields.length > 0) {
        this.dropped.set(workload.manifest, fields);
      }
    }
    for (const problem of model.problems.filter(({ manifest }) => makers.has(manifest))) {
      this.problems.set(problem.manifest, [...this.problems.get(problem.manifest) ?? [], problem]);
    }
  }

  /** Why pods that stand beside others are not known; empty when all were read. */
  public get reasons(): string[] {
    return [
      ...[...this.problems].map(
        ([{ id }, [{ pointer, message }]]) => `${id} could not be read: ${pointer} ${message}`,
      ),
      ...[...this.dropped].map(([{ id }, [field]]) => `what ${id} asks for is not known: ${field}`),
    ];
  }

  /**
   * Of an object that is never stored there is no update, and what becomes of pods that run already is not told by the
   * manifests.
   */
  public apply(workload: Workload, judged: PlanAtCluster): PlanAtCluster {
    const own = this.judge(workload);
    if (!own) {
      return this.dropped.size === 0 ? byKeptStrategy(workload, judged) : this.besideLess(judged);
    }
    const unknown: Judgement = { verdict: 'unknown', witness: own.witness };
    return {
      replicas: judged.replicas,
      alone: own,
      together: own,
      fits: unknown,
      drain: { ...unknown, evictionBlockedBy: judged.drain.evictionBlockedBy },
    };
  }

  /** Others may leave more room than what they ask for does: what it makes impossible is not known. */
  private besideLess(judged: PlanAtCluster): PlanAtCluster {
    const open = <T extends Judgement>(judgement: T) => unlessImpossible(judgement, this.reasons);
    const { alone, together, fits, drain } = judged;
    return { ...judged, alone: open(alone), together: open(together), fits: open(fits), drain: open(drain) };
  }

  /** Whether all pods fit at once: a field that could not be read, a toleration say, may have made room. */
  public applyToAll(judgement: Judgement): Judgement {
    return this.reasons.length > 0 ? unlessImpossible(judgement, this.reasons) : judgement;
  }

  private judge({ manifest, refusal }: Workload): Judgement | undefined {
    const answer = objectAnswer(this.model, manifest, this.surroundings);
    const refusals = objectRefusals(manifest, answer, refusal);
    if (refusals.length > 0) {
      return { verdict: 'impossible', witness: refusals };
    }
    if (answer?.outcome === 'open') {
      return {
        verdict: 'unknown',
        witness: [`whether the API server takes this object is not known: ${answer.words}`],
      };
    }
    const problems = [
      ...this.problems.get(manifest)?.map(({ pointer, message }) => `${pointer} ${message}`) ?? [],
      ...refusalsOf(manifest).filter(({ isDoubtful }) => isDoubtful).map(({ message }) => message),
    ];
    const reasons = [
      ...[...new Set(problems)].slice(0, MOST_REASONS).map((problem) => `could not be read: ${problem}`),
      ...(this.dropped.get(manifest) ?? []).map((field) => `what it asks for is not known: ${field}`),
    ];
    return reasons.length === 0 ? undefined : { verdict: 'unknown', witness: reasons };
  }
}

/** What is impossible by the defaults may finish by the strategy that an apply keeps. */
function byKeptStrategy({ keptStrategy }: Workload, judged: PlanAtCluster): PlanAtCluster {
  const { alone, together, fits } = judged;
  if (keptStrategy === undefined || fits.verdict === 'impossible') {
    return judged;
  }
  const open = (judgement: Judgement) => unlessImpossible(judgement, [`not modelled: ${keptStrategy}`]);
  return { ...judged, alone: open(alone), together: open(together) };
}

/** The same, unless it is impossible: that is not known then. */
function unlessImpossible<T extends Judgement>(judgement: T, witness: readonly string[]): T {
  return judgement.verdict === 'impossible'
    ? { ...judgement, verdict: 'unknown', witness: witness.slice(0, MOST_REASONS) } : judgement;
}
