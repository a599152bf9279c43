import { plan } from '../../../lib/prover/plan';
import { Order } from '../../../lib/prover/remedies';
import { Json } from '../cluster/api';
import { pathOf } from '../cluster/objects';
import { LeastAvailable } from './least-available';
import { Observation } from './observation';
import { describePending, isComplete, podsRunning, untilSeen } from './outcome';
import { clusterOf, modelOf } from './prover';
import { idOf, Scenario } from './scenario';
import { Stage } from './stage';

/** The order that `plan --order` gives for a change of several workloads; undefined where fewer change. */
export function orderOf(scenario: Scenario, minor: string): Order | undefined {
  if (scenario.workloads.filter(({ from, to }) => from !== to).length < 2) {
    return undefined;
  }
  const from = { model: modelOf(scenario, 'from', minor), prune: false, name: 'what runs' };
  const cluster = clusterOf(scenario);
  return plan(modelOf(scenario, 'to', minor), { cluster, from, remedies: false, order: true }).order;
}

/** Places everything anew and changes one workload after the other, as long as each change finishes. */
export async function carryOutOrder(stage: Stage, { steps }: Order): Promise<Observation[]> {
  await stage.place({ slowly: true });
  await stage.untilDecided();
  const seen: Observation[] = [];
  try {
    for (const each of stage.allRun() ? steps : []) {
      if (seen.every(({ good }) => good)) {
        const { from, to } = stage.scenario.workloads.find(({ from: workload }) => each.name.endsWith(idOf(workload)))!;
        seen.push(await step(stage, from, asSaid(to, each.way), each));
      }
    }
  } finally {
    await stage.clear();
  }
  return seen;
}

async function step(
  stage: Stage, from: Json, { spec }: Json, { verdict, way, downtimeSeconds: { most } }: Order['steps'][number],
): Promise<Observation> {
  const { plane, view, scenario: { seed, namespace } } = stage;
  const available = new LeastAvailable(view, namespace, [from]);
  await untilSeen(view, await plane.api.patch(pathOf(from), { spec }));
  const isGood = () => isComplete(view, from) && podsRunning(view, from);
  await stage.untilDecided(isGood);
  available.stop();
  const good = isGood();
  return {
    seed, question: 'remedy', remedy: 'order', workload: idOf(from), verdict, good, reasons: [way],
    seen: good ? undefined : describePending(view, namespace, from),
    floor: { seen: available.of(from), planned: most === 0 ? 1 : 0 },
  };
}

/** With the strategy that a step names; what is resumed is patched as no longer paused. */
function asSaid(to: Json, way: string): Json {
  const [, maxSurge, maxUnavailable] = /maxSurge (\d) and maxUnavailable (\d)/.exec(way) ?? [];
  const rolling = { maxSurge: Number(maxSurge), maxUnavailable: Number(maxUnavailable) };
  const strategy = way === 'strategy Recreate' ? { type: 'Recreate', rollingUpdate: null }
    : way === 'RollingUpdate in place of OnDelete' ? { type: 'RollingUpdate' }
      : maxSurge === undefined ? undefined : { type: 'RollingUpdate', rollingUpdate: rolling };
  const field = to.kind === 'Deployment' ? 'strategy' : 'updateStrategy';
  return way === 'Resume the Deployment' ? { ...to, spec: { ...to.spec, paused: null } }
    : strategy === undefined ? to : { ...to, spec: { ...to.spec, [field]: strategy } };
}
