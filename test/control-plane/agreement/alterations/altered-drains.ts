import { Json } from '../../cluster/api';
import { drainNode } from '../drain';
import { writeInput } from '../failure';
import { planFromWhatRuns } from '../from-snapshot';
import { Observation } from '../observation';
import { liveObject, podsOf, podsRunning } from '../outcome';
import { planIn } from '../prover';
import { Random } from '../random';
import { idOf, Scenario } from '../scenario';
import { Stage } from '../stage';
import { disagreementOf } from '../tally';

/** Nodes that are drained, one after the other, where a drain is said to be impossible. */
const MOST_NODES = 3;

/**
 * Drains a node once a cluster was altered, and puts beside each other what the prover says of drains from then on and
 * what happens to workloads all of whose pods run. Where it says of some that a drain is impossible, each node on which
 * their pods stand is drained, one after the other, as long as all of them run again.
 *
 * @param scenario as it is by now
 */
export async function drainAltered(stage: Stage, scenario: Scenario, random: Random): Promise<Observation[]> {
  const { plane, view } = stage;
  const running = scenario.workloads.map(({ from }) => from).filter((each) => podsRunning(view, each));
  const nodesOf = (workload: Json): string[] => podsOf(view, workload).flatMap(({ spec }) => spec.nodeName ?? []);
  const standing = running.filter(({ kind }) => kind !== 'DaemonSet').flatMap(nodesOf);
  if (standing.length === 0) {
    return [];
  }
  const { plan, asked, snapshot } = await planFromWhatRuns(stage, new Map(), asItRuns(stage, scenario));
  const seen: Observation[] = [];
  const isSure = (workload: Json) => workload.kind !== 'DaemonSet' && planIn(plan, workload).drain.verdict === 'proven';
  const sure = running.filter(isSure).flatMap(nodesOf);
  const found = running.filter((workload) => isSaidToBeHeld(plan, workload) && nodesOf(workload).length > 0);
  const holders = [...new Set(found.flatMap(nodesOf))];
  const held = holders.length > MOST_NODES || (sure.length > 0 && random.chance(70)) ? [] : found;
  const nodes = held.length > 0 ? random.shuffle(holders) : [random.pick(sure.length > 0 ? sure : standing)];
  for (const node of nodes) {
    seen.push(...await drainNode(plane, view, scenario, plan, node, running));
    if (!running.every((each) => podsRunning(view, each))) {
      break;
    }
  }
  const isThrough = (workload: Json) => nodes.every((node) => seen.some((each) =>
    each.question === 'drain' && each.node === node && each.workload === idOf(workload) && each.good));
  const through = held.filter(isThrough).map((workload): Observation => {
    const { verdict, witness } = planIn(plan, workload).drain;
    return {
      seed: scenario.seed, question: 'drain of each node', workload: idOf(workload), verdict, good: true,
      reasons: witness,
    };
  });
  const all = [...seen, ...through];
  const name = `${scenario.namespace}-drain`;
  const input = all.some((each) => disagreementOf(each) !== undefined)
    ? `${writeInput(`${name}-asked`, asked)} --from ${writeInput(`${name}-snapshot`, snapshot)}` : undefined;
  return all.map((each) => ({ ...each, input }));
}

/** Nothing is asked for but what runs: a ReplicaSet too may have been scaled. */
function asItRuns({ view }: Stage, scenario: Scenario): Scenario {
  const sized = (object: Json) => object.spec.replicas === undefined ? object
    : { ...object, spec: { ...object.spec, replicas: liveObject(view, object)!.spec.replicas } };
  return { ...scenario, workloads: scenario.workloads.map((each) => ({ ...each, from: sized(each.from) })) };
}

/** Of a workload whose pods may leave, and are made again, that they find no room. */
function isSaidToBeHeld(plan: Parameters<typeof planIn>[0], workload: Json): boolean {
  const { verdict, evictionBlockedBy } = planIn(plan, workload).drain;
  return verdict === 'impossible' && evictionBlockedBy.length === 0 && workload.kind !== 'Pod';
}
