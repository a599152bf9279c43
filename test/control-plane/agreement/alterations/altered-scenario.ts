import { generate } from '../generate';
import { Random } from '../random';
import { Scenario } from '../scenario';
import { Alteration, Alter, Altered, AlteredWorkload } from './alteration';
import { HALF_WAY } from './half-way';
import { OF_NODES } from './of-nodes';
import { OF_SURROUNDINGS } from './of-surroundings';
import { OF_WORKLOADS } from './of-workloads';

/** All that can become of a cluster, by its name in the table. */
export const ALTERATIONS: Readonly<Record<string, Alter>> = {
  ...OF_NODES, ...OF_SURROUNDINGS, ...OF_WORKLOADS, ...HALF_WAY,
};

/** What is chosen first. */
const KINDS = [OF_NODES, OF_SURROUNDINGS, OF_WORKLOADS, HALF_WAY, HALF_WAY].map((kind) => Object.keys(kind));

/** The scenario of a seed in which something is altered once its pods are placed. */
export interface AlteredScenario {
  /** As it is placed. */
  readonly scenario: Scenario;
  readonly alterations: readonly Alteration[];
  /** As it is afterwards. */
  readonly after: Scenario;
  readonly workloads: readonly AlteredWorkload[];
}

/** Always the same of a seed and a round; it shares no names with the scenario of the seed, nor with other rounds. */
export function alteredScenario(seed: number, round: number): AlteredScenario {
  const random = new Random(seed + 1_000_000 * (11 + round));
  const scenario = generate(seed, `s${seed}r${round}`);
  const isRanked = random.chance(40) && ownPriorities(scenario);
  const altered: Altered = {
    random, namespace: scenario.namespace, nodes: [...scenario.nodes], context: [...scenario.context], alone: false,
    workloads: scenario.workloads.map((each) => ({ ...each, now: each.from })),
  };
  const alterations: Alteration[] = [];
  for (let wanted = random.pick([1, 1, 2, 2, 3]); alterations.length < wanted;) {
    const name = isRanked && alterations.length === 0 ? 'priority of a class' : random.pick(random.pick(KINDS));
    const acts = alterations.some((each) => each.name === name) ? undefined : ALTERATIONS[name](altered);
    if (acts !== undefined) {
      alterations.push({ name, acts });
    }
  }
  const { nodes, context, workloads, alone } = altered;
  return { scenario, alterations, workloads, after: { ...scenario, nodes, context, workloads, alone } };
}

/** Classes of its own in the place of those of the cluster, which nobody may alter; whether there are any. */
function ownPriorities({ context, workloads, namespace }: Scenario): boolean {
  const own = new Map<string, string>();
  for (const object of new Set(workloads.flatMap(({ from, to }) => [from, to]))) {
    const spec = object.kind === 'Pod' ? object.spec : object.spec.template.spec;
    const { priorityClassName } = spec;
    if (priorityClassName !== undefined) {
      spec.priorityClassName = `${namespace}-${priorityClassName}`;
      own.set(spec.priorityClassName, priorityClassName);
    }
  }
  own.forEach((of, name) => context.push({
    apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: of === 'high' ? 1000 : 100,
  }));
  return own.size > 0;
}
