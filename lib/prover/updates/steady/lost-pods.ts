import { Field, liveField, ModelOptions, ownerOf, Workload } from '../../../manifests';
import { Capacity, Daemon, isClosedBy, mayEvict, mayOutrank, SlotBounds, slotsIn, Task } from '../../placement';
import { hasRoomBeside } from './daemon-fits';
import { isGuaranteed } from '../needs/guaranteed';
import { Judgement } from '../words/rollout-plan';
import { nameOf } from '../words/wording';

/** The default of a Job (kubernetes pkg/apis/batch/v1/defaults.go). */
const BACKOFF_LIMIT = 6;

/** A bare Pod: whoever removes it removes it for good. */
export function isNeverMadeAgain({ workload: { kind, manifest } }: Pick<Task, 'workload'>): boolean {
  return kind === 'Pod' && ownerOf(manifest) === undefined;
}

/** What a drain does to pods that find room elsewhere, where nobody makes them again; undefined where somebody does. */
export function lostInDrain(
  task: Task, mostOnOneNode: number, options: ModelOptions = {},
): Judgement | undefined {
  const name = nameOf(task.workload);
  if (isNeverMadeAgain(task)) {
    return {
      verdict: 'impossible',
      witness: [`nobody makes ${name} again: kubectl drain refuses to evict it, and removes it for good with --force`],
    };
  }
  if (mayFailByPolicy(task)) {
    return {
      verdict: 'possible',
      witness: [`a pod of ${name} that is evicted may have failed, and its Job fails by that (podFailurePolicy)`],
    };
  }
  const attempts = attemptsOf(task, failedBefore(task, options));
  return attempts === undefined || Math.min(mostOnOneNode, task.most) <= attempts ? undefined : {
    // A run of a CronJob may not be there, and the next one comes by itself.
    verdict: attempts === 0 && task.workload.kind === 'Job' ? 'impossible' : 'possible',
    witness: [`a pod of ${name} that is evicted has failed, and its Job may fail by that (backoffLimit, ${attempts} left)`],
  };
}

/**
 * Whether pods that nobody makes again are sure never to be evicted by pods of higher priority. The scheduler looks for
 * victims only for a pod that no node takes (kubernetes pkg/scheduler/framework/preemption: it deletes them): so one
 * that always finds a free slot evicts nobody.
 */
export class LostPods {
  private readonly calm = new Map<Task, boolean>();
  private updating?: LostPods;

  constructor(private readonly bounds: SlotBounds, private readonly countOf = ({ most }: Task) => most) {}

  /** The same while everything is updated: old pods that end take room beside the new ones. */
  public get whileUpdating(): LostPods {
    const countOf = ({ most, workload }: Task) => {
      const bounds = workload.bounds(most);
      return bounds && !bounds.recreate && workload.kind !== 'StatefulSet' ? 2 * most : most;
    };
    this.updating ??= new LostPods(new SlotBounds(this.bounds.capacity, countOf), countOf);
    return this.updating;
  }

  /** What is proven of the pods of a task is not, where they may be evicted for good. */
  public unlessEvicted(task: Task, judgement: Judgement): Judgement {
    const attempts = isNeverMadeAgain(task) ? 0 : attemptsOf(task);
    if (judgement.verdict !== 'proven' || attempts === undefined || task.most === 0) {
      return judgement;
    }
    const evictors = [...this.evictorsOf(task), ...this.daemonsOver(task)];
    const evictions = evictors.reduce((sum, each) => sum + task.most * this.timesOf(each), 0);
    if (evictions <= attempts) {
      return judgement;
    }
    const sure = isNeverMadeAgain(task) ? evictors.find((each) => this.certainlyMayEvict(each, task)) : undefined;
    const by = sure ?? evictors[0];
    const which = mayEvict(by.rank, task.rank) ? 'which has a higher priority' : 'whose priority may be higher';
    const who = `${nameOf(by.workload)}, ${which}`;
    const after = isNeverMadeAgain(task) ? 'nobody makes it again' : 'its Job may fail by that (backoffLimit)';
    return {
      verdict: sure ? 'possible' : 'unknown',
      witness: [`${nameOf(task.workload)} may be evicted by ${who}, where that comes later and finds no other room: ${after}`],
    };
  }

  /** How often pods of an evictor may come; those that are evicted themselves come again, who knows how often. */
  private timesOf(evictor: Task | Daemon): number {
    return 'nodes' in evictor ? evictor.nodes.length
      : this.evictorsOf(evictor).length > 0 ? Infinity : this.countOf(evictor);
  }

  /** Those of higher priority that may not find a free slot. */
  private evictorsOf(task: Task): Task[] {
    return this.above(task).filter((other) => !this.isCalm(other));
  }

  /** Those that may have a higher priority, on some of its nodes; where classes are unknown, each of two over the other. */
  private above(task: Task): Task[] {
    return this.bounds.capacity.tasks.filter((other) => other.most > 0 && outranks(other, task)
      && task.eligible.some((yes, group) => yes && other.eligible[group]));
  }

  /** Daemons that may find no room where a pod of the task stands. */
  private daemonsOver(task: Task): Daemon[] {
    const { capacity } = this.bounds;
    const none = new Float64Array(capacity.resources.length);
    return capacity.daemons.filter((daemon) => outranks(daemon, task) && (
      isClosedBy(task, daemon.workload)
      || daemon.nodes.some((node) => task.eligible[capacity.groupOf[node]]
        && !hasRoomBeside(capacity, withoutEvicting(daemon), node, capacity.room[node], none))));
  }

  /**
   * Whether every pod finds a slot without evicting anybody, and so do all that may evict it, and those over them: who
   * evicts first is one that finds none.
   */
  private isCalm(task: Task): boolean {
    const known = this.calm.get(task);
    if (known !== undefined) {
      return known;
    }
    const reached = new Set([task]);
    for (const each of reached) {
      if (!this.isSureOfRoom(each)) {
        this.calm.set(task, false);
        return false;
      }
      this.above(each).forEach((other) => reached.add(other));
    }
    reached.forEach((each) => this.calm.set(each, true));
    return true;
  }

  private isSureOfRoom(task: Task): boolean {
    const size = { replicas: this.countOf(task), bounds: { maxSurge: 0, maxUnavailable: 1, recreate: false } };
    return this.calm.get(task) ?? (task.claims.placedEarly.length === 0
      && isGuaranteed(this.bounds, withoutEvicting(task), [size], task.claims.attachment));
  }

  /**
   * Whether an order is known in which the pod is evicted: it comes first, then those of the other, with nothing else
   * there; they fit all nodes only without it.
   */
  private certainlyMayEvict(other: Task | Daemon, task: Task): boolean {
    if ('nodes' in other || !mayEvict(other.rank, task.rank) || !isPlain(other) || !isPlain(task)) {
      return false;
    }
    const { capacity } = this.bounds;
    const { daemons, groups, outside } = capacity;
    const others = [...daemons.map(({ rank }) => rank), ...outside.ranks];
    if (others.some((rank) => mayOutrank(other.rank, rank))) {
      return false;
    }
    const slots = this.bounds.emptySlots(other, false);
    const all = slots.reduce((sum, each, group) => sum + each * groups[group].nodes.length, 0);
    return all >= other.most && groups.some(({ index }) => task.eligible[index] && slots[index] > 0
      && slotsIn(capacity.roomOfGroup(index), task.requests) > 0
      && all - slots[index] + slotsIn(less(capacity, index, task), other.requests) < other.most);
  }
}

function outranks({ rank }: Task | Daemon, task: Task): boolean {
  return mayOutrank(rank, task.rank);
}

function withoutEvicting<T extends Task | Daemon>(one: T): T {
  return { ...one, rank: { ...one.rank, evicts: false } };
}

/** Only room and the filters that look at the node decide where its pods go. */
function isPlain({ apart, attractions, claims, repulsions, spreads, ties, unmodelled }: Task): boolean {
  return apart === undefined && claims.attachment === 'free' && claims.placedEarly.length === 0
    && !claims.staysInZone && !claims.staysOnNode
    && [attractions, repulsions, spreads, ties, unmodelled].every(({ length }) => length === 0);
}

function less(capacity: Capacity, group: number, { requests }: Task): Float64Array {
  return capacity.roomOfGroup(group).map((amount, resource) => amount - requests[resource]);
}

/**
 * Evictions that the Job of a pod outlives, of whose pods so many have failed (kubernetes
 * pkg/controller/job/job_controller.go `syncJob`, `isPodFailed`: a pod that is deleted has failed); undefined where
 * they do not count, or the pods are not those of a Job.
 */
function attemptsOf({ workload }: Task, failed = 0): number | undefined {
  const spec = jobSpecOf(workload);
  const [first] = spec?.get('podFailurePolicy').get('rules').items() ?? [];
  if (spec === undefined || (first?.get('action').value === 'Ignore' && isOfDisruption(first))) {
    return undefined;
  }
  const limit = spec.get('backoffLimitPerIndex').value ?? spec.get('backoffLimit').value ?? BACKOFF_LIMIT;
  return Math.max(0, (typeof limit === 'number' ? limit : BACKOFF_LIMIT) - failed);
}

function jobSpecOf({ kind, manifest }: Workload): Field | undefined {
  const spec = Field.of(manifest, []).get('spec');
  return kind === 'Job' ? spec : kind === 'CronJob' ? spec.get('jobTemplate', 'spec') : undefined;
}

/** Pods that have failed of a Job that runs; a run of a CronJob is another Job each time. */
function failedBefore({ workload: { kind, manifest } }: Task, options: ModelOptions): number {
  return kind === 'Job' ? liveField(manifest, options, 'status', 'failed').integer() ?? 0 : 0;
}

/** Whether a rule is asked about pods that are evicted: the eviction writes that condition. */
function isOfDisruption(rule: Field): boolean {
  return rule.get('onPodConditions').items().some((condition) =>
    condition.get('type').value === 'DisruptionTarget' && (condition.get('status').value ?? 'True') === 'True');
}

/**
 * Whether the first rule that an evicted pod may meet makes its Job, or its index, fail: one of its condition, or of an
 * exit code, which is its program's choice (kubernetes pkg/controller/job/pod_failure_policy.go
 * `matchPodFailurePolicy`).
 */
function mayFailByPolicy({ workload }: Task): boolean {
  const rules = jobSpecOf(workload)?.get('podFailurePolicy').get('rules').items() ?? [];
  const end = rules.findIndex(isOfDisruption);
  return rules.slice(0, end < 0 ? rules.length : end + 1).some((rule) =>
    ['FailJob', 'FailIndex'].includes(rule.get('action').string() ?? '')
    && (isOfDisruption(rule) || mayExitSo(rule.get('onExitCodes'))));
}

/** SIGTERM ends a program with 143 where it does not see to that itself; SIGKILL follows with 137. */
function mayExitSo(codes: Field): boolean {
  const isNamed = codes.get('values').items().some(({ value }) => value === 143 || value === 137);
  return codes.isPresent && (codes.get('operator').value === 'NotIn' ? !isNamed : isNamed);
}
