import {
  Capacity, closedPlacement, closeInside, componentsOf, copyOf, exchanged, globalMinimum, HOSTNAME, kindOf, mayEvict,
  openNodes, placeMore, Placement, SearchBudget, shapeOf, SlotBounds, Spread, Task, ZONE,
} from '../../placement';

/** Nodes that one search may look at, and all of an input. */
const VISITS_EACH = 60_000;
const VISITS_ALL = 6_000_000;
/** The same of exchanges of pods. */
const TRIES_EACH = 200_000;
const TRIES_ALL = 20_000_000;
/** Further ones for each node of the cluster, while they close more. */
const FURTHER_TRIES = 40_000;
/** Nodes that are looked at until the pods of a task stand elsewhere. */
const VISITS_TO_STAND = 5_000;
/** Placements that are kept for pods of one shape, and ways to stand that are tried for one workload. */
const MOST_KEPT = 4;
/** Placements without room for one pod more anywhere that are kept for pods of other shapes. */
const MOST_CLOSED = 16;
const MOST_ROOMY = 16;
const MOST_QUESTIONS = 6;
/** How often the same is looked for, each time by another seed. */
const MOST_SEEDS = 3;

/** Where the pods of a task stand, and the nodes that must not take another one. */
interface Question {
  readonly homes: readonly (readonly number[])[];
  readonly inside: readonly number[];
  /**
   * Spread would not let them come like this; they may stand so since others of theirs have gone.
   *
   * @default false
   */
  readonly isUneven?: boolean;
}

/**
 * Placements of all pods in which no node that a task needs has room for one more of its pods. None shows that there is
 * none; what is found is to be judged as any other placement.
 */
export class BlockingPlacements {
  private readonly kept = new Map<string, Placement[]>();
  /** Of pods that no other task makes: placements are large, and kept for the next question about the same ones. */
  private single?: string;
  /** Those of tasks whose own places count, by what decides about these: for others to take their places. */
  private readonly standing = new Map<string, { readonly task: Task; readonly placement: Placement }[]>();
  private readonly sharing: ReadonlyMap<string, number>;
  private readonly closed: Placement[] = [];
  /** Those that left room for one pod more. */
  private readonly roomy: Placement[] = [];
  private readonly budget: SearchBudget = { steps: VISITS_ALL };
  private readonly tries: SearchBudget = { steps: TRIES_ALL };
  private readonly further: SearchBudget;

  /** How often it was looked for, by what decides where it is found. */
  private readonly asked = new Map<string, number>();
  private readonly capacity: Capacity;

  /** `example`: a placement of all pods, if one is known. */
  constructor(private readonly bounds: SlotBounds, private readonly example?: Placement) {
    this.capacity = bounds.capacity;
    this.further = { steps: FURTHER_TRIES * this.capacity.nodes.length };
    this.sharing = countBy(this.capacity.tasks.map(shapeOf));
  }

  /**
   * Those found for equal pods first.
   *
   * @param leaves one pod of the task is gone when its successor looks for a node
   * @param crowd how many pods may stand, which says where none is to be found; those of this when absent
   */
  public *of(task: Task, leaves: boolean, crowd = this.bounds): Generator<Placement> {
    const kept = this.keptFor(shapeOf(task));
    const closed = this.closed.filter((placement) =>
      !kept.includes(placement) && openNodes(placement, task).length === 0);
    yield* [...kept, ...closed];
    const kind = `${kindOf(task) ?? task.index} ${leaves}`;
    const alike = this.standing.get(kind) ?? [];
    this.standing.set(kind, alike);
    yield* alike.flatMap((each) => exchanged(each.placement, each.task, task) ?? []);
    for (const question of this.questions(task, leaves)) {
      const { homes, inside, isUneven = false } = question;
      const given = Math.min(VISITS_EACH, this.budget.steps);
      const isAnywhere = inside.length === this.capacity.nodesOf(task).length;
      const seed = this.seedOf(isAnywhere && !task.apart ? shapeOf(task) : `${kind} ${inside.join()}`);
      if (given <= 0 || seed >= MOST_SEEDS || isNeverClosed(crowd, task, homes, inside)) {
        continue;
      }
      const budget: SearchBudget = { steps: given };
      const isGreedy = !isUneven && !(isAnywhere && this.example && !this.mayEvictSome(task));
      const greedy = !isGreedy ? undefined : closedPlacement({
        capacity: this.capacity,
        task,
        homes,
        inside,
        budget,
        example: this.example,
        countOf: (other) => this.bounds.standing(other, other.most),
      });
      this.budget.steps -= given - budget.steps;
      const found = this.shuffled(task, inside, seed, greedy ?? this.stood(task, question));
      if (found) {
        if (kept.length < MOST_KEPT) {
          kept.push(found);
        }
        if ((task.spreads.length > 0 || task.apart) && alike.length < MOST_KEPT) {
          alike.push({ task, placement: found });
        }
        yield found;
      }
    }
  }

  private seedOf(key: string): number {
    const seed = this.asked.get(key) ?? 0;
    this.asked.set(key, seed + 1);
    return seed;
  }

  private keptFor(shape: string): Placement[] {
    if (this.single !== undefined && this.single !== shape) {
      this.kept.delete(this.single);
    }
    this.single = this.sharing.get(shape) === 1 ? shape : undefined;
    const kept = this.kept.get(shape) ?? [];
    this.kept.set(shape, kept);
    return kept;
  }

  /** The same with more nodes inside closed, where that is found. */
  private shuffled(task: Task, inside: readonly number[], seed: number, from?: Placement): Placement | undefined {
    const isAnywhere = inside.length === this.capacity.nodesOf(task).length;
    if (!from || inside.every((node) => from.slotsByRoom(task, node) === 0) || this.mayEvictSome(task)) {
      return from;
    }
    const budget: SearchBudget = { steps: Math.min(TRIES_EACH, this.tries.steps) };
    this.tries.steps -= budget.steps;
    const { nodes } = componentsOf(this.capacity).around(task);
    const { placement, open } = closeInside({
      capacity: this.capacity, task, inside, nodes, from, budget, seed, further: this.further,
      limits: { mostMoved: (other) => (isAnywhere || other !== task ? Infinity : 0) },
    });
    this.tries.steps += Math.max(0, budget.steps);
    if (isAnywhere && open === 0 && this.closed.length < MOST_CLOSED) {
      this.closed.push(placement);
    }
    return placement;
  }

  /** The example, in which the pods of the task stand where they should. */
  private stood(task: Task, { homes, inside, isUneven }: Question): Placement | undefined {
    if (!this.example || this.mayEvictSome(task) || inside.length === this.capacity.nodesOf(task).length) {
      return this.example;
    }
    const placement = copyOf(this.example);
    this.example.places[task.index].forEach((pods, node) => placement.add(task, node, -pods));
    const comer = isUneven ? { ...task, spreads: [] } : task;
    return placeMore(placement, homes.map((nodes) => ({ task: comer, nodes })), { steps: VISITS_TO_STAND });
  }

  private mayEvictSome({ rank }: Task): boolean {
    return this.capacity.tasks.some((other) => mayEvict(rank, other.rank));
  }

  /** A placement of all pods that leaves room for one pod of the task more, on one node with the others where it is tied. */
  public *withRoom(task: Task): Generator<Placement> {
    const replicas = this.bounds.standing(task, task.most);
    const countOf = (other: Task) => this.bounds.standing(other, other.most);
    if (this.bounds.cannotHold(task, replicas + 1, { others: countOf })) {
      return;
    }
    const nodes = this.capacity.nodesOf(task);
    const isOnOne = task.claims.attachment === 'node';
    yield* this.roomy.filter((placement) => openNodes(placement, task).length > 0);
    const at = isOnOne && this.example ? [...this.example.places[task.index].keys()] : [];
    const places = isOnOne
      ? [...new Set([...at, ...nodes])].slice(0, MOST_QUESTIONS).map((node) => [node]) : [nodes];
    for (const place of places) {
      const given = Math.min(VISITS_EACH, this.budget.steps);
      const budget: SearchBudget = { steps: given };
      const homes = Array.from({ length: replicas + 1 }, () => place);
      const greedy = given > 0
        ? closedPlacement({ capacity: this.capacity, task, homes, inside: [], budget, countOf })
        : undefined;
      const found = greedy ?? this.oneMoreAt(place, task, budget);
      this.budget.steps -= given - budget.steps;
      const [spare] = found ? found.places[task.index].keys() : [];
      if (found && spare !== undefined) {
        found.add(task, spare, -1);
        if (this.roomy.length < MOST_ROOMY) {
          this.roomy.push(found);
        }
        yield found;
      }
    }
  }

  /** The example with one pod more, where its others stand there already. */
  private oneMoreAt(place: readonly number[], task: Task, budget: SearchBudget): Placement | undefined {
    const stands = [...this.example?.places[task.index].keys() ?? []];
    return this.example && stands.every((node) => place.includes(node))
      ? placeMore(copyOf(this.example), [{ task, nodes: place }], budget) : undefined;
  }

  /** Those with the fewest nodes to close first. */
  private questions(task: Task, leaves: boolean): Question[] {
    const nodes = this.capacity.nodesOf(task);
    const replicas = this.bounds.standing(task, task.most);
    const [spread] = task.spreads;
    const questions =
      leaves && task.claims.staysInZone
        ? this.zoneQuestions(nodes, replicas)
        : spread
          ? spreadQuestions(spread, nodes, replicas, leaves)
          : [{ homes: Array.from({ length: replicas }, () => nodes), inside: nodes }];
    return questions.sort((one, two) => one.inside.length - two.inside.length).slice(0, MOST_QUESTIONS);
  }

  private zoneQuestions(nodes: number[], replicas: number): Question[] {
    const zones = new Map<string | undefined, number[]>();
    nodes.forEach((node) => {
      const zone = this.capacity.domain(node, ZONE);
      zones.set(zone, [...(zones.get(zone) ?? []), node]);
    });
    return [...zones.values()].map((inside) => ({ homes: Array.from({ length: replicas }, () => inside), inside }));
  }
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  keys.forEach((key) => counts.set(key, (counts.get(key) ?? 0) + 1));
  return counts;
}

/** The nodes inside keep more slots than pods of the task stand there, whatever the others do. */
function isNeverClosed(bounds: SlotBounds, task: Task, homes: Question['homes'], inside: readonly number[]): boolean {
  const { groups, groupOf } = bounds.capacity;
  const sizes = groups.map(() => 0);
  inside.forEach((node) => {
    sizes[groupOf[node]]++;
  });
  const within = new Set(inside);
  const standing = homes.filter((nodes) => nodes.some((node) => within.has(node))).length;
  return task.apart === undefined && bounds.guaranteed(task, sizes, standing + 1) > standing;
}

/**
 * Ways to stand, with the nodes of the domains that take one more, once one pod has left where it does: the most even
 * ones, and uneven ones, of which it leaves where most stand.
 */
function spreadQuestions(spread: Spread, nodes: number[], replicas: number, leaves: boolean): Question[] {
  if (spread.topologyKey === HOSTNAME || spread.domains === 0 || spread.domains > 8 || replicas > 12) {
    return [];
  }
  const inDomain = Array.from({ length: spread.domains }, (_, domain) =>
    nodes.filter((node) => spread.domainOf[node] === domain),
  );
  const question = (counts: readonly number[], left: readonly number[], isUneven: boolean): Question => ({
    homes: counts.flatMap((count, domain) => Array.from({ length: count }, () => inDomain[domain])),
    inside: left.flatMap((count, domain) =>
      count + 1 - globalMinimum([...left], spread) <= spread.maxSkew ? inDomain[domain] : []),
    isUneven,
  });
  const without = (counts: readonly number[], domain: number) =>
    counts.map((count, at) => count - Number(at === domain));
  const even = evenCounts(replicas, spread.domains).flatMap((counts) => (!leaves ? [question(counts, counts, false)]
    : counts.flatMap((count, domain) => (count > 0 ? [question(counts, without(counts, domain), false)] : []))));
  const uneven = unevenCounts(replicas, spread).map((counts) =>
    question(counts, leaves ? without(counts, counts.indexOf(Math.max(...counts))) : counts, true));
  return [...uneven, ...even];
}

/** The most even ways to stand, by domain: each that has one pod more than the others in turn. */
function evenCounts(replicas: number, domains: number): number[][] {
  const least = Math.floor(replicas / domains);
  const more = replicas % domains;
  return Array.from({ length: more === 0 ? 1 : domains }, (_, first) =>
    Array.from({ length: domains }, (_, domain) => least + ((domain - first + domains) % domains < more ? 1 : 0)),
  );
}

/** More in some domains than spread lets come: with none in one of them, or in all but one. */
function unevenCounts(replicas: number, { domains, maxSkew }: Spread): number[][] {
  const each = Array.from({ length: domains }, (_, domain) => domain);
  const [others] = domains > 1 ? evenCounts(replicas, domains - 1) : [[]];
  const leftOut = each.map((domain) => [...others.slice(0, domain), 0, ...others.slice(domain)]);
  const inOne = each.map((domain) => each.map((other) => (other === domain ? replicas : 0)));
  return [...leftOut, ...domains > 2 ? inOne : []].filter((counts) => Math.max(...counts) > maxSkew);
}
