import { getOrMake } from '../../util/get-or-make';
import { plural } from '../../util/plural';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { Cluster } from '../../cluster';
import { Before, keyOf, Model, Workload } from '../../manifests';
import { admit, Admission } from '../admission';
import { Capacity } from '../placement';
import {
  isRefused, nameOf, PlannedChange, planRollout, PlanRolloutOptions, RolloutPlan, Timeline, WorkloadPlan,
} from '../updates';
import { Change, changesOf } from './change/change';
import { doubted, drainDoubts, Sureness, unsureBeside } from './change/doubted';
import { besideUnhealthyPods, doubtedDrain } from './change/doubted-drain';
import { whyCrowded } from './forms/lacking-daemons';
import { missingBefore } from './release/mover';
import { MAY_BE_THERE, mayBeThere } from './change/pods-there';
import { RefusedObjects } from './fields/refused-objects';
import { standingWith } from './change/standing-pods';
import { whileItChanges } from './change/stay-available';
import { templateFields } from './fields/template-fields';
import { toldHalfWay } from './change/told-half-way';
import { Running } from './change/running';
import { VerdictsOfChange } from './verdicts-of-change';
import { downtimeBeside } from './forms/wait-for-others';

const NOT_KEPT = 'whether its pods are replaced is not known: a snapshot keeps no literal of an environment';

/**
 * Decides for every workload whether the change from what runs to the manifests finishes on the cluster: alone, all
 * others as they run before, and together with all other changes of one apply, in any order of their steps. The
 * verdict is that of all together.
 *
 * `written` are the manifests as they are asked for.
 */
export function planTransition(
  written: Model,
  before: Before,
  cluster?: Cluster,
  options: Omit<PlanRolloutOptions, 'changes'> = {},
): RolloutPlan {
  const { own, refused, changes, after, verdicts: known } = askedOf(written, before, cluster?._own);
  const made: VerdictsOfChange[] = [];
  const rollout = planRollout(after, cluster, {
    ...options,
    isReplaced: ({ manifest }) => isReplaced(changes.get(keyOf(manifest))!),
    changes: (admission, nodes, capacity) => {
      const verdicts = getOrMake(known, capacity ?? admission, () => new VerdictsOfChange({
        admission,
        before: admit(before.model),
        changes,
        refused,
        cluster: nodes,
        capacity,
        places: before.places,
      }));
      made.push(verdicts);
      return (workload) => verdicts.of(workload);
    },
  });
  const plans = new Map(after.workloads.map(({ manifest }, index) => [manifest, rollout.workloads[index]]));
  const gone = [...changes.values()].flatMap(({ kind, before: old }) =>
    kind === 'left' || kind === 'deleted' ? [nameOf(old!)] : [],
  );
  const besideDaemons = aloneBesideDaemons(written, before, cluster, options);
  const unsure = unsureBeside(changes.values(), own);
  const running: Running = { isLive: before.isLive ?? false, own, objects: before.model.options.live ?? [] };
  const kubernetes = written.options.kubernetes ?? KubernetesVersion.NEWEST;
  // What runs and owns a ReplicaSet or a Pod, and is not written beside it, decides about it.
  const owned = written.workloads.filter(({ manifest }) => !changes.has(keyOf(manifest)));
  const judgedPlans = written.workloads.flatMap((workload) => {
    const { manifest } = workload;
    const change = changes.get(keyOf(manifest));
    if (!change) {
      return [];
    }
    if (options.only?.(workload) === false) {
      return [plans.get(manifest)!];
    }
    const sureness = surenessIn(made, change);
    const besideOthers = unsure(sureness && change);
    const crowded = sureness ? undefined : whyCrowded(made[0]?.release, change, cluster);
    const judged = plans.get(manifest)!;
    const wanted = change.after?.kind === 'DaemonSet' ? judged.replicas : change.to.most;
    const isThere = isRefused(judged.fits) && mayBeThere(change, running, wanted) ? MAY_BE_THERE : undefined;
    const doubtedPlan = doubted(judged, change, besideOthers, own, { sureness, crowded, mayBeThere: isThere });
    const plan = {
      ...withChange(doubtedPlan, change, running),
      drain: doubtedDrain(judged, change, drainDoubts(change, unsure(undefined), own)),
      ...whileItChanges({
        change, plan: doubtedPlan, running, kubernetes, isEvicted: made[0]?.mayLosePods(change) ?? false,
      }),
      ...besideDaemons?.(keyOf(manifest)),
    };
    return { ...plan, downtimeSeconds: downtimeBeside(plan, () => made[0]?.waitedFor(change) ?? []) };
  });
  const isShown = running.isLive && own !== undefined && cluster !== undefined;
  const workloads = isShown ? besideUnhealthyPods(judgedPlans, { after, cluster, changes, own }) : judgedPlans;
  return {
    ...rollout,
    notLookedAt: [...rollout.notLookedAt, ...owned.map((workload) =>
      `${nameOf(workload)} belongs to an object that runs and is not among the manifests, which decides about its pods`)],
    workloads,
    changeTimeline: options.only ? undefined : shown(made[0]?.picture(), workloads),
    refused: refused.withoutPods(written),
    gone: { areDeleted: before.prune, workloads: gone },
  };
}

/** What none of the readings of an input rests on. */
function surenessIn(made: readonly VerdictsOfChange[], change: Change): Sureness | undefined {
  const all = new Set(made.map((each) => each.surenessOf(change)));
  return all.has(undefined) ? undefined : [...all][0];
}

/** What changes, and the model of all that stands meanwhile. */
interface Asked {
  readonly before: Before;
  readonly own: Running['own'];
  readonly refused: RefusedObjects;
  readonly changes: ReadonlyMap<string, Change>;
  readonly after: Model;
  /** By the nodes with all that is admitted to them. */
  readonly verdicts: WeakMap<Capacity | Admission, VerdictsOfChange>;
}

const ASKED = new WeakMap<Model, Asked>();

/** Made once for all plans of the same change: of one that is tried, first its workload is judged and then the rest. */
function askedOf(written: Model, before: Before, clusterOwn: Running['own']): Asked {
  const { isLive = false, model: { options: { live: objects = [] } } } = before;
  const own = isLive ? clusterOwn : undefined;
  const known = ASKED.get(written);
  if (known?.before === before && known.own === own) {
    return known;
  }
  const left = leftBehind(written, before);
  const { options: said } = written;
  const refused = new RefusedObjects(written, before);
  const stored = refused.beside(written);
  const isAll = left.length === 0 && stored === written.manifests;
  const asked = isAll ? written.asWritten()
    : new Model(stored, { ...said, live: [...left, ...(said.live ?? [])] });
  const whole = isAll ? asked : new Model([...stored, ...left], said);
  const all = changesOf(before, asked, ({ manifest }) => refused.reasonsFor(manifest).length > 0, {
    isLive, own, objects,
  });
  // What is left behind may own what is asked for, and then decides about it.
  const stand = new Set(whole.workloads.map(({ manifest }) => keyOf(manifest)));
  const changes = isAll ? all
    : new Map([...all].filter(([key, { after: to }]) => to === undefined || stand.has(key)));
  const after = whole.rewritten((workload) => workload, {
    adjust: standingWith(changes, before.model, whole),
  });
  const verdicts = new WeakMap<Capacity | Admission, VerdictsOfChange>();
  const what = { before, own, refused, changes, after, verdicts };
  ASKED.set(written, what);
  return what;
}

/** Whether new pods are sure to be made of what is asked for. */
function isReplaced({ kind, template, held, underWay }: Change): boolean {
  const isAnew = template === 'changed' && held === undefined && underWay === undefined;
  return kind === 'new' || (kind === 'updated' && isAnew);
}

/** A picture, unless it finishes where something does not: quotas and refusals are no matter of room, and not in it. */
function shown(picture: Timeline | undefined, workloads: readonly WorkloadPlan[]): Timeline | undefined {
  const hangs = workloads.some(({ verdict }) => verdict === 'impossible' || verdict === 'possible');
  return picture?.blocked === false && hangs ? undefined : picture;
}

function withChange(plan: WorkloadPlan, change: Change, running: Running): WorkloadPlan {
  const { before, after, from, to, template, wanted = from } = change;
  const isAsked = change.kind !== 'scaled' || wanted.least !== to.least || wanted.most !== to.most;
  const kind = isAsked ? change.kind : 'unchanged';
  const missing = missingBefore(change);
  const [old, asked] = [before, after].map((workload) => workload?.pod.requests ?? new Map<string, number>());
  const requests =
    kind === 'new'
      ? []
      : [...new Set([...old.keys(), ...asked.keys()])]
          .sort()
          .map((resource) => ({ resource, from: old.get(resource) ?? 0, to: asked.get(resource) ?? 0 }))
          .filter((each) => each.from !== each.to);
  // Whether the pods are replaced at all is not known; where they are not, nothing can hang.
  const isOpen = template === 'perhaps' && plan.verdict !== 'proven';
  const waits = missing === 0 ? []
    : [`${missing} of ${plural(wanted.most, 'pod')} ${missing === 1 ? 'has' : 'have'} no node yet`];
  return {
    ...plan,
    witness: [...waits, ...plan.witness],
    ...(isOpen
      ? { verdict: 'unknown' as const, witness: [NOT_KEPT, `${plan.verdict} where they are`, ...plan.witness] }
      : {}),
    ...strategyOf(after!, after!.kind === 'DaemonSet' ? plan.replicas : to.most),
    change: {
      kind: kind as PlannedChange['kind'], replicas: { from: wanted.most, to: to.most }, requests,
      template: before && template === 'changed' ? templateFields(before, after!) : undefined,
      halfWay: before && toldHalfWay(before, after!, running),
    },
  };
}

function strategyOf(workload: Workload, pods: number): Pick<WorkloadPlan, 'strategy' | 'maxSurge' | 'maxUnavailable'> {
  const bounds = workload.bounds(pods);
  return {
    strategy: bounds ? workload.strategy.type : 'none',
    maxSurge: bounds?.maxSurge ?? 0,
    maxUnavailable: bounds?.maxUnavailable ?? 0,
  };
}

/** What each change comes to by itself while DaemonSets that are deleted with all of it still stand; none where none is. */
function aloneBesideDaemons(
  written: Model, before: Before, cluster: Cluster | undefined, options: Omit<PlanRolloutOptions, 'changes'>,
): ((key: string) => Pick<WorkloadPlan, 'alone'> | undefined) | undefined {
  const known = new Set(written.manifests.map(keyOf));
  const deleted = !before.prune || !cluster ? []
    : before.model.byKind('DaemonSet').filter((manifest) => !known.has(keyOf(manifest)));
  if (deleted.length === 0) {
    return undefined;
  }
  const beside = new Model([...written.manifests, ...deleted], written.options);
  const { workloads } = planTransition(beside, before, cluster, options);
  const byKey = new Map(beside.workloads.map(({ manifest }, index) => [keyOf(manifest), workloads[index]]));
  return (key) => {
    const plan = byKey.get(key);
    return plan && { alone: plan.alone };
  };
}

/** Objects that run, are no longer among the manifests, and stay. */
function leftBehind(written: Model, { model, prune }: Before): Model['manifests'] {
  const known = new Set(written.manifests.map(keyOf));
  return prune ? [] : model.manifests.filter((manifest) => !known.has(keyOf(manifest)));
}
