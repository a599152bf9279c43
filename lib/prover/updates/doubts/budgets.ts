import { Cluster, OutsidePod } from '../../../cluster';
import { disruptionsAllowed } from '../../../kubernetes/arithmetic';
import { getOrMake } from '../../../util/get-or-make';
import { listed } from '../../../util/listed';
import { oncePer } from '../../../util/once-per';
import { sum } from '../../../util/sum';
import {
  append, BudgetCount, countBudget, DisruptionBudget, matches, Model, PodsBeside, podsPicked, Workload,
} from '../../../manifests';
import { nameOf } from '../words/wording';
import { lateBudgets } from './late-budgets';

/** Names that one line gives. */
const MOST_NAMES = 3;
/** Kinds that tell the disruption controller how many pods they want (`getExpectedScale`). */
const SCALED: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);
/** Kinds that do not: it then fails to count, and allows no eviction. Of others it asks the API server. */
const UNSCALED: ReadonlySet<string> = new Set(['DaemonSet', 'Job', 'Node']);

/** What the budgets of a workload mean for a drain. */
export interface Evictions {
  /** Budgets under which no pod may ever be evicted while all are healthy. */
  readonly blockedBy: string[];
  /** Why evictions may be refused for ever all the same. */
  readonly doubts: string[];
}

/** Pods outside the manifests by their namespace. */
const outsideIn = oncePer(({ _outside: outside = [] }: Cluster) => {
  const found = new Map<string, OutsidePod[]>();
  outside.forEach((pod) => append(found, pod.workload.namespace, pod));
  return found;
});

/** What budgets let a drain evict, beside the pods that a snapshot shows. */
export class Budgets {
  private readonly counts = new Map<DisruptionBudget, Counted>();

  constructor(private readonly model: Model, private readonly cluster?: Cluster) {}

  public of(workload: Workload): Evictions {
    const ofAll = this.model.budgetsOf(workload);
    const ofSome = this.model.budgetsOfSome(workload);
    if (ofAll.length > 1 || (ofAll.length === 1 && ofSome.length > 0)) {
      const budgets = [...ofAll, ...ofSome];
      const many = `${budgets.length} budgets select the pod, and the eviction API refuses a pod with more than one`;
      return { blockedBy: budgets.map(({ manifest }) => `${manifest.id}: ${many}`), doubts: [] };
    }
    const counted = [
      ...ofAll.map((budget) => this.count(budget)), ...ofSome.map((budget) => countedOfSome(this.model, budget)),
    ];
    const blockedBy = counted.flatMap(({ refusal }) => refusal ?? []);
    return {
      blockedBy,
      doubts: blockedBy.length > 0 ? []
        : [...counted.flatMap(({ doubt }) => doubt ?? []), ...lateBudgets(this.model, workload)],
    };
  }

  /** Pods outside the manifests that a budget selects, each once. */
  public outsideUnder({ manifest: { namespace }, selector }: DisruptionBudget): OutsidePod[] {
    const near = selector && this.cluster ? outsideIn(this.cluster).get(namespace) ?? [] : [];
    return near.filter(({ workload, isAgain }) => !isAgain && matches(selector!, workload.pod.labels));
  }

  /** Evictions that it allows while all pods are healthy that stay; undefined where that is not known. */
  public allowedUnder(budget: DisruptionBudget): number | undefined {
    const staying = this.outsideUnder(budget).filter(({ passing }) => passing === undefined);
    return countBudget(this.model, budget, podsBeside(staying)).allowed;
  }

  private count(budget: DisruptionBudget): Counted {
    return getOrMake(this.counts, budget, () => counted(this.model, budget, this.outsideUnder(budget)));
  }
}

/** What one budget lets leave while all pods are healthy. */
interface Counted {
  readonly refusal?: string;
  readonly doubt?: string;
}

/**
 * Beside pods that may leave, as those of a Job do, it refuses for certain only what it refuses without them too.
 */
function counted(model: Model, budget: DisruptionBudget, outside: readonly OutsidePod[]): Counted {
  const { manifest } = budget;
  const staying = outside.filter(({ passing }) => passing === undefined);
  const refusal = refusalBeside(model, budget, staying);
  const withAll = staying.length === outside.length ? refusal : refusalBeside(model, budget, outside);
  const unknown = asksScale(budget) ? outside.find((pod) => isOpen(pod.maker)) : undefined;
  const perhaps = refusal ?? withAll;
  const doubt = unknown && `${manifest.id}: whether it can count the pods of ${unknown.owner} is not known`;
  return refusal !== undefined && withAll !== undefined ? { refusal }
    : { doubt: perhaps === undefined ? doubt : `${perhaps}, as long as all pods stay that it selects now` };
}

function refusalBeside(model: Model, budget: DisruptionBudget, outside: readonly OutsidePod[]): string | undefined {
  const unscaled = asksScale(budget) ? outside.filter((pod) => UNSCALED.has(pod.maker ?? '')) : [];
  const count = countBudget(model, budget, podsBeside(outside));
  const names = [...count.uncountable.map(nameOf), ...new Set(unscaled.map(({ owner }) => owner))];
  return names.length > 0
    ? `${budget.manifest.id}: it cannot count the pods of ${listed(names, MOST_NAMES)}, which have no scale, and then ` +
      'refuses every eviction'
    : refusalOf(budget, count);
}

function podsBeside(outside: readonly OutsidePod[]): PodsBeside {
  const single = outside.filter((pod) => pod.maker === undefined).length;
  return { single, scaled: outside.length - single };
}

function refusalOf({ manifest, maxUnavailable, minAvailable }: DisruptionBudget, { allowed, pods }: BudgetCount):
string | undefined {
  if (allowed !== 0) {
    return undefined;
  }
  return maxUnavailable === undefined && minAvailable === undefined
    ? `${manifest.id}: neither minAvailable nor maxUnavailable is written, which allows no eviction`
    : `${manifest.id}: ${maxUnavailable !== undefined ? 'maxUnavailable' : 'minAvailable'} ${maxUnavailable ?? minAvailable} of ${pods} ` +
        'allows no eviction';
}

/**
 * A budget of single pods, which labels of their own name: `statefulset.kubernetes.io/pod-name: db-0`. With
 * maxUnavailable or a percentage all pods of their controllers are expected (`getExpectedScale`), of which it finds
 * those alone.
 */
function countedOfSome(model: Model, budget: DisruptionBudget): Counted {
  const { manifest: { namespace, id }, selector, ...limits } = budget;
  const selected = selector ? model.selectSomePods(namespace, selector) : [];
  const picked = selected.map((workload) => podsPicked(selector!, workload, model.sizeOf(workload).least));
  const open = selected.find((_, index) => picked[index] === undefined);
  if (open) {
    return { doubt: `${id}: how many pods of ${nameOf(open)} it selects by labels of their own is not known` };
  }
  const pods = sum(picked.map((each) => each ?? 0));
  const all = sum(selected.map((workload) => model.sizeOf(workload).least));
  const expected = asksScale(budget) ? all : pods;
  return disruptionsAllowed(limits, expected) > expected - pods ? {} : {
    refusal: [
      `${id}: of the ${pods === 1 ? 'pod' : `${pods} pods`} that it selects by labels of their own it lets none leave`,
      ...expected > pods ? [`as it expects all ${expected} pods of ${listed(selected.map(nameOf), MOST_NAMES)}`] : [],
    ].join(', '),
  };
}

function asksScale({ maxUnavailable, minAvailable }: DisruptionBudget): boolean {
  return maxUnavailable !== undefined || typeof minAvailable === 'string';
}

function isOpen(kind: string | undefined): boolean {
  return kind !== undefined && !SCALED.has(kind) && !UNSCALED.has(kind);
}

/** Whether a line of a witness tells of a budget, and not of room. */
export function isAboutBudget(line: string): boolean {
  return line.startsWith('PodDisruptionBudget/');
}
