import { listed } from '../../util/listed';
import { afterWaiting } from '../deploy/deploy';
import { end } from '../end';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED } from '../exit-code';
import { firstLines, readCluster } from '../read-view';
import { runAloud, sayCommand } from '../run-aloud';
import { View } from '../view';
import { budgetOf } from '../watch/budget';
import { waitForAll } from '../watch/wait';
import { kubectlName, refOf, WATCHED_KINDS, WorkloadRef } from '../workload-ref';
import { World } from '../world';
import { DrainPlan, leavingPods, Mover } from './drain-plan';

/** Seconds that the eviction of one pod may take where nothing bounds the start of the one that takes its place. */
const UNBOUNDED = 3_600;

/** All that a drain amounts to, in order. */
export function drainCommands(plan: DrainPlan): string[][] {
  return [cordonCommand(plan), ...firstCommands(plan), evictCommand(plan)];
}

/** Cordons a node and empties it; returns the exit code, and on failure says what stays. */
export async function carryOutDrain(plan: DrainPlan, world: World): Promise<number> {
  const { node, movers } = plan;
  const stays = `node ${node} stays cordoned; ${world.kubectl.commandLine(['uncordon', node])} takes it back`;
  for (const args of [cordonCommand(plan), ...firstCommands(plan)]) {
    const { status, stderr } = await runAloud(args, world);
    if (status !== 0) {
      return end(world, EXIT_FAILED, `kubectl: ${firstLines(stderr)}; ${stays}`);
    }
  }
  const restarted = refsOf(movers.filter(({ leaving }) => leaving === 'restart'));
  const code = await waited(restarted, world, stays);
  if (code !== EXIT_DONE) {
    return code;
  }
  const failed = await evicted(plan, world);
  if (failed !== undefined) {
    return world.stop.aborted ? end(world, EXIT_INTERRUPTED, `no more pods are evicted; ${stays}`)
      : end(world, EXIT_FAILED, `${failed}; ${stays}`);
  }
  const after = await waited(refsOf(movers), world, stays);
  if (after !== EXIT_DONE) {
    return after;
  }
  const left = leavingPods(node, new View(await readCluster(world.kubectl)));
  return left.length === 0 ? EXIT_DONE
    : end(world, EXIT_FAILED, `${listed(left.map(({ name }) => name), 8)} came to ${node} meanwhile; ${stays}`);
}

/** Runs kubectl drain, which asks again where a budget does not let a pod go yet; returns why it failed. */
async function evicted(plan: DrainPlan, world: World): Promise<string | undefined> {
  const args = evictCommand(plan);
  const lines: string[] = [];
  sayCommand(args, world);
  const running = world.kubectl.start(args, (line) => {
    lines.push(line);
    world.say({ event: 'said', text: `  ${line}` });
  });
  const stop = () => running.stop();
  world.stop.addEventListener('abort', stop);
  const status = await running.ended;
  world.stop.removeEventListener('abort', stop);
  return status === 0 ? undefined : `not drained: ${lines.slice(-2).join('; ')}`;
}

async function waited(refs: readonly WorkloadRef[], world: World, stays: string): Promise<number> {
  const code = refs.length === 0 ? EXIT_DONE : await afterWaiting(await waitForAll(refs, world), world);
  if (code !== EXIT_DONE) {
    world.say({ event: 'said', text: stays });
  }
  return code;
}

function cordonCommand({ node }: DrainPlan): string[] {
  return ['cordon', node];
}

/** What makes pods leave that are not evicted. */
function firstCommands({ movers }: DrainPlan): string[][] {
  return movers.flatMap(({ leaving, workload, pods }) => {
    const where = ['--namespace', workload.namespace];
    return leaving === 'restart' ? [[...where, 'rollout', 'restart', kubectlName(refOf(workload))]]
      : leaving === 'stop' ? pods.map(({ name }) => [...where, 'delete', 'pod', name]) : [];
  });
}

function evictCommand({ node, movers }: DrainPlan): string[] {
  const seconds = movers.flatMap(({ workload, pods }) => pods.map(() => budgetOf(workload).totalSeconds ?? UNBOUNDED));
  const timeout = seconds.reduce((sum, each) => sum + each, UNBOUNDED / 12);
  const force = movers.some(({ leaving }) => leaving === 'lose') ? ['--force'] : [];
  return ['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', ...force, `--timeout=${timeout}s`];
}

function refsOf(movers: readonly Mover[]): WorkloadRef[] {
  // A pod that never became ready does not elsewhere.
  return movers.filter(({ isServing }) => isServing).map(({ workload }) => refOf(workload))
    .filter(({ kind }) => WATCHED_KINDS.includes(kind) && kind !== 'Job');
}
