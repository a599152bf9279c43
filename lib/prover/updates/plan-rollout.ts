import { Cluster } from '../../cluster';
import { admit } from '../admission';
import { Model, Workload } from '../../manifests';
import { CommonGround } from './common-ground';
import { planWithHooks } from './readings/hooks';
import { planWithOpenTolerations } from './readings/open-tolerations';
import { planWithOpenVolumes } from './readings/open-volumes';
import { planWithPassing } from './readings/passing-pods';
import { PlanRolloutOptions } from './words/plan-rollout-options';
import { membersOf, Question } from './question';
import { PlanInput, PlanOf, Reading } from './readings/reading';
import { planWithRefused } from './readings/refused-objects';
import { Judgement, RolloutPlan, PlanAtCluster } from './words/rollout-plan';
import { standingPods } from './words/standing-pods';
import { isOfPods, uncountedObjects, whyUndecided } from './doubts/uncounted';
import { UnnamedImages } from './doubts/unnamed-images';
import { Unread } from './doubts/unread';
import { changed, VerdictsOnCluster } from './verdicts-on-cluster';
import { planWithVerticalSizes } from './readings/vertical-sizes';
import { leastReplicas, workloadPlan } from './workload-plan';

/** What an input may leave open: each plans it as it may be read, with those after it. */
const READINGS: readonly Reading[] = [
  planWithPassing,
  planWithHooks,
  planWithRefused,
  planWithVerticalSizes,
  planWithOpenVolumes,
  planWithOpenTolerations,
];

const NO_CAPACITY: Judgement = {
  verdict: 'unknown', witness: ['the node pools are not known; name them to get a verdict'],
};
const NOT_ASKED: Judgement = { verdict: 'unknown', witness: ['not asked'] };

/**
 * Decides for every workload whether an update of it can finish on the cluster: alone, all other workloads at their
 * largest steady state, and together with all the others, in any order of their steps.
 *
 * Presumed: every pod that can run does at the start (a verdict that does not need this is not limited by it); a pod
 * that is scheduled becomes ready; nodes stay, and a growing pool grows when asked; pods outside the manifests are
 * those of the snapshot, or take no more than the pools' `reserved`. What is not modelled makes unknown, by name. Both
 * lists: docs/explanation/one-update.md.
 */
export function planRollout(model: Model, cluster?: Cluster, options: PlanRolloutOptions = {}): RolloutPlan {
  const plan = READINGS.reduceRight<PlanOf>((rest, reading) => (input) => reading(input, rest), planAsRead);
  return plan({ model, cluster, options });
}

/** Where nothing is open. */
function planAsRead({ model: written, cluster, options, admission = admit(written, cluster) }: PlanInput): RolloutPlan {
  const { model } = admission;
  const ground = cluster && CommonGround.of(admission, cluster);
  const question = new Question(admission, cluster, ground?.capacity, options);
  const uncounted = uncountedObjects(model);
  const unread = new Unread(model, admission.surroundings);
  const verdicts = ground && new VerdictsOnCluster(
    {
      admission, cluster, ground, question,
      whyUndecided: (but = []) => whyUndecided(
        uncounted.filter((each) => !but.some((workload) => isOfPods(each, workload))), unread.reasons),
    }, options,
  );
  const images = new UnnamedImages(
    model, options.isReplaced ?? isUpdated, (workload) => question.changeOf(workload),
    (workload) => admission.objectionsTo(workload).length > 0,
  );
  const judge = (workload: Workload) => {
    if (verdicts && question.asksFor(workload)) {
      const { whole, parts } = verdicts.of(workload);
      return { whole: images.apply(workload, whole), parts };
    }
    const none = verdicts ? NOT_ASKED : NO_CAPACITY;
    const parts = membersOf(workload).map((each) => changed(undecided(each, none), question.changeOf(workload)));
    return { whole: parts[0], parts };
  };
  return {
    notLookedAt: ground ? [...cluster._remarks, ...ground.presumed] : [],
    uncounted,
    steadyState: verdicts ? unread.applyToAll(verdicts.steadyState) : NO_CAPACITY,
    standing: verdicts?.example && standingPods(verdicts.example),
    workloads: model.workloads.map((workload) => {
      const { whole, parts } = judge(workload);
      return {
        ...workloadPlan(
          { workload, size: model.sizeOf(workload) }, parts, question.saysWhatChanges, unread.apply(workload, whole),
        ),
        ...leastReplicas(model, workload),
      };
    }),
  };
}

function undecided({ replicas }: Workload, judgement: Judgement): PlanAtCluster {
  const drain = { ...judgement, evictionBlockedBy: [] };
  return { alone: judgement, together: judgement, fits: judgement, drain, replicas };
}

function isUpdated({ bounds }: Workload): boolean {
  return bounds(1) !== undefined;
}
