import { getOrMake } from '../../../util/get-or-make';
import { listed } from '../../../util/listed';
import { Workload } from '../../../manifests';
import { Daemon, Placement, SearchBudget } from '../../placement';
import { Judgement, nameOf } from '../../updates';
import { beside, whyBlocked } from '../forms/change-witness';
import { KnownPlaces } from '../forms/known-places';
import { Mover } from '../release/mover';
import { Scenes } from '../search/scenes';
import { explore, Explored } from './explore';
import { World } from './world';
import { Asked, replacedDaemons, Source, standingTasks, worldsOf } from './worlds-of';

/** States that one exploration may look at, and all of a change. */
const STATES_EACH = 20_000;
const STATES_ALL = 60_000;
/**
 * The same where the numbers of old pods that are gone come to more states than that: all of them are hardly ever
 * reached, and two ends that differ are found soon or not at all.
 */
const STATES_WIDE = 5_000;

/** Step T8 of docs/explanation/proof.md: every order of every step of a small change, whatever moves in it. */
export class Exploration {
  private readonly budget: SearchBudget = { steps: STATES_ALL };
  private readonly scenes: Scenes;
  private readonly known: KnownPlaces;
  private readonly done = new Map<string, { readonly asked: Asked; readonly explored?: Explored }>();

  constructor(private readonly source: Source) {
    this.scenes = new Scenes(source.release);
    this.known = KnownPlaces.of(source.release);
  }

  /** What all orders of all steps come to; undefined where they are too many, or something is not modelled. */
  public judge(about: Mover | Daemon, isTogether: boolean): Judgement | undefined {
    const { asked, explored } = this.exploredFor(about, isTogether);
    if (!explored) {
      return undefined;
    }
    const at = 'discipline' in about ? asked.movers.indexOf(about) : asked.movers.length + asked.daemons.indexOf(about);
    const { finishes, blocking } = explored.outcomes[at];
    const verdict = finishes && blocking ? 'possible' as const
      : !explored.isComplete || (!finishes && !blocking) ? undefined
        : finishes ? 'proven' as const : 'impossible' as const;
    const why = blocking === undefined || verdict === 'proven' ? []
      : 'discipline' in about ? [...beside(about, asked), ...whyBlocked(this.source.release, about, blocking)]
        : [waitsOn(about, blocking.end, blocking.node)];
    return verdict && { verdict, witness: why };
  }

  private exploredFor(about: Mover | Daemon, isTogether: boolean): { asked: Asked; explored?: Explored } {
    const asked = this.asked(about, isTogether);
    const daemons = asked.daemons.map(({ workload }) => nameOf(workload));
    const key = [...asked.movers.map(({ name }) => name), '', ...daemons].join();
    return getOrMake(this.done, key, () => ({ asked, explored: this.explore(asked) }));
  }

  private explore(asked: Asked): Explored | undefined {
    const worlds = worldsOf(this.source, asked);
    if (typeof worlds === 'string') {
      return undefined;
    }
    const outcomes = [...asked.movers, ...asked.daemons].map(() => ({ finishes: false }));
    const explored: Explored = { outcomes, isComplete: true };
    const known = this.known.start(asked.tasks.filter((task) => this.source.release.startOf(task) > 0));
    for (const world of worlds) {
      const given = Math.min(isWide(world) ? STATES_WIDE : STATES_EACH, this.budget.steps);
      const budget = { steps: given };
      explore(world, explored, budget, known?.from);
      this.budget.steps -= given - Math.max(0, budget.steps);
    }
    return explored;
  }

  /** Who moves, and all that may meet them. */
  private asked(about: Mover | Daemon, isTogether: boolean): Asked {
    const { release, release: { capacity }, admission } = this.source;
    const daemons = !isTogether ? ('discipline' in about ? [] : [about]) : replacedDaemons(release);
    const movers = isTogether ? release.movers : 'discipline' in about ? [about] : [];
    const hasQuota = movers.some((mover) =>
      admission.surroundings.quotasOf(workloadOf(mover).namespace).length > 0);
    if ('discipline' in about && daemons.length === 0 && !hasQuota) {
      return { ...this.scenes.of(about, isTogether), daemons };
    }
    const nodes = capacity.nodes.map((_, node) => node);
    return { tasks: standingTasks(capacity, release, movers), nodes, movers, daemons };
  }
}

function isWide({ actors }: World): boolean {
  return actors.reduce((states, { from, to }) => states * (1 + Math.max(from, to)), 1) > STATES_EACH;
}

function workloadOf({ change: { after, before } }: Mover): Workload {
  return (after ?? before)!;
}

function waitsOn({ workload }: Daemon, { capacity, pods }: Placement, node: number | undefined): string {
  if (node === undefined) {
    return `a quota refuses new pods of ${nameOf(workload)} for ever`;
  }
  const others = [...pods[node]].map(([index, count]) => `${count} of ${nameOf(capacity.tasks[index].workload)}`);
  return `the pod of ${nameOf(workload)} waits for ever on node ${capacity.nodes[node].name}${
    others.length > 0 ? `, which has pods there: ${listed(others)}` : ''}`;
}
