import { Cluster } from '../../cluster';
import { Before, keyOf, Manifest, Model, PodTemplate, Workload } from '../../manifests';
import { planRestart, planTransition } from '../transition';
import { nameOf, RolloutPlan, WorkloadPlan } from '../updates';
import { changedInput } from './change';
import { strategyMoves } from './moves/strategy';
import { bestOrder, Order, StepOutcome } from './order';
import { stepBetween } from './step-between';

/** What is asked to be put in order. */
export interface OrderAsked {
  readonly model: Model;
  readonly cluster: Cluster;
  /** What runs; absent where every workload is restarted as it is written. */
  readonly from?: Before;
  /** Of the change to the model. */
  readonly plan: RolloutPlan;
}

const AS_WRITTEN = 'as written';

/**
 * The order of least downtime for the updates of a plan, one after the other, with the nodes that there are: each is
 * judged given what is applied before it, as it is written and with each strategy that does it no harm, and goes the
 * way that is proven with the least downtime. How an order is found, and its bounds: `bestOrder`.
 *
 * Objects that make no pods are taken to be applied at the beginning, and what the change deletes to run to the end.
 */
export function updateOrder(asked: OrderAsked): Order {
  const { model, from, plan } = asked;
  const changing = model.workloads.filter((_, index) => isChanging(plan.workloads[index], from));
  const byKey = new Map(changing.map((workload) => [keyOf(workload.manifest), workload]));
  const before = new Map(from?.model.workloads.map((workload) => [keyOf(workload.manifest), workload]));
  const order = bestOrder({
    names: [...byKey.keys()],
    changesRoom: (key) => from !== undefined && roomOf(before.get(key)) !== roomOf(byKey.get(key)),
    judge: (done, key) => stepOf(asked, done, byKey.get(key)!),
  });
  return { ...order, steps: order.steps.map((step) => ({ ...step, name: nameOf(byKey.get(step.name)!) })) };
}

function isChanging({ change, strategy }: WorkloadPlan, from: Before | undefined): boolean {
  return from === undefined ? strategy !== 'none' : change !== undefined && change.kind !== 'unchanged';
}

/** What decides where the pods of a workload may stand, and how much they take. */
function roomOf(workload: Workload | undefined): string {
  const { requests, labels, containers: _, pointer: __, ...pod } = workload?.pod ?? ({} as Partial<PodTemplate>);
  return JSON.stringify([workload?.replicas, workload?.least, [...requests ?? []], [...labels ?? []], pod]);
}

function stepOf(asked: OrderAsked, done: ReadonlySet<string>, workload: Workload): StepOutcome {
  const index = asked.model.workloads.indexOf(workload);
  const written = judged(asked, asked.model, done, workload.manifest);
  const ways = [outcome(AS_WRITTEN, written)];
  if (!isBest(ways[0])) {
    const context = { model: asked.model, cluster: asked.cluster, workload, plan: asked.plan.workloads[index] };
    for (const { title, change } of strategyMoves(context)) {
      const { model } = changedInput(asked, change);
      ways.push(outcome(title, judged(asked, model, done, model.workloads[index].manifest)));
      if (isBest(ways.at(-1)!)) {
        break;
      }
    }
  }
  const longest = ({ downtimeSeconds: { most } }: StepOutcome) => most ?? Number.POSITIVE_INFINITY;
  return ways.reduce((one, two) =>
    Number(two.isProven) > Number(one.isProven) || (two.isProven === one.isProven && longest(two) < longest(one))
      ? two : one);
}

function isBest({ isProven, downtimeSeconds }: StepOutcome): boolean {
  return isProven && downtimeSeconds.most === 0;
}

function outcome(way: string, { alone: { verdict }, downtimeSeconds }: WorkloadPlan): StepOutcome {
  return { way, verdict, isProven: verdict === 'proven', downtimeSeconds };
}

/** The plan of one workload, changed alone where those of `done` have been. */
function judged(
  { from, cluster }: OrderAsked, to: Model, done: ReadonlySet<string>, next: Manifest,
): WorkloadPlan {
  const only = ({ manifest }: Workload) => manifest === next;
  if (!from) {
    return planRestart(to, cluster, { only }).workloads[to.workloads.findIndex(only)];
  }
  const { before, after } = stepBetween(from.model, to, done, next);
  const { workloads } = planTransition(after, { ...from, model: before, prune: false }, cluster, { only });
  return workloads[after.workloads.findIndex(only)];
}
