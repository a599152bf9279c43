import { Field, Model, Workload } from '../../../manifests';

/** What decides who makes room for whom. */
export interface Rank {
  /** The lowest of its pods; undefined where they name a class that is not in the input. */
  readonly value?: number;
  /**
   * The highest of them.
   *
   * @default - all are of one
   */
  readonly highest?: number;
  /**
   * That of pods which are made in place of such as are evicted.
   *
   * @default - the same
   */
  readonly anew?: number;
  readonly className?: string;
  /** False for `preemptionPolicy: Never`. */
  readonly evicts: boolean;
  /** Evictions may leave it waiting all the same. */
  readonly isDoubtful?: boolean;
}

/** Classes that every API server has (kubernetes pkg/apis/scheduling/v1/helpers.go). */
const SYSTEM_CLASSES: [string, number][] = [
  ['system-cluster-critical', 2_000_000_000], ['system-node-critical', 2_000_001_000],
];

interface PriorityClass {
  readonly value: number;
  readonly evicts: boolean;
}

/**
 * Reads the priority that admission gives each pod (kubernetes plugin/pkg/admission/priority/admission.go `admitPod`).
 */
export class PriorityIndex {
  private readonly classes = new Map<string, PriorityClass>(
    SYSTEM_CLASSES.map(([name, value]) => [name, { value, evicts: true }]),
  );
  private readonly fallback: PriorityClass;

  constructor(model: Model) {
    const defaults: PriorityClass[] = [];
    for (const manifest of model.byKind('PriorityClass')) {
      const root = Field.of(manifest, []);
      const read = { value: numberOf(root.get('value').value), evicts: root.get('preemptionPolicy').value !== 'Never' };
      this.classes.set(manifest.name, read);
      if (root.get('globalDefault').value === true) {
        defaults.push(read);
      }
    }
    // Of several defaults the smallest value counts.
    this.fallback = defaults.sort((one, two) => one.value - two.value)[0] ?? { value: 0, evicts: true };
  }

  public rankOf(
    { pod: { priorityClassName, preemptionPolicy }, priority, highestPriority: highest = priority }:
    Pick<Workload, 'pod' | 'priority' | 'highestPriority'>,
  ): Rank {
    const found = priorityClassName ? this.classes.get(priorityClassName) : this.fallback;
    const [value, anew] = [priority ?? found?.value, found?.value];
    const isOne = priority === undefined || (value === anew && highest === anew);
    return {
      value, ...isOne ? {} : { highest, anew }, className: priorityClassName,
      evicts: (found?.evicts ?? true) && preemptionPolicy !== 'Never',
    };
  }
}

/**
 * Whether a waiting pod of the first rank has pods of the second removed for good: only those of lower priorities are
 * victims (defaultpreemption), and those that are made in their place leave it its room where theirs is no higher
 * (kubernetes pkg/scheduler/framework/runtime/framework.go `addGENominatedPods`).
 */
export function mayEvict(one: Rank, two: Rank): boolean {
  const { value, evicts, isDoubtful } = one;
  const { value: lowest, highest = lowest, anew = lowest } = two;
  return isDoubtful !== true && evicts && value !== undefined && highest !== undefined && value > highest
    && value >= (anew ?? highest);
}

/** Whether it cannot be told, because a class is not in the input, or helps only some of its pods, or perhaps. */
export function mayPerhapsEvict(one: Rank, two: Rank): boolean {
  const { value = -Infinity, highest = value, anew = value, evicts, className } = one;
  return !mayEvict(one, two) && evicts && two.value !== undefined && Math.max(value, highest, anew) > two.value
    || evicts && (one.value === undefined || two.value === undefined) && className !== two.className;
}

/** Either: nothing shows that it leaves the other in place. */
export function mayOutrank(one: Rank, two: Rank): boolean {
  return mayEvict(one, two) || mayPerhapsEvict(one, two);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** Two ranks of one key evict alike. */
export function rankKey({ value, highest = value, anew = value, className, evicts, isDoubtful = false }: Rank): string {
  const others = highest === value && anew === value ? '' : `..${highest} ${anew}`;
  return `${value ?? className}${others}${evicts ? '' : '!'}${isDoubtful ? '?' : ''}`;
}
