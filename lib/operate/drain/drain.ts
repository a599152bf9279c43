import { listed } from '../../util/listed';
import { end } from '../end';
import { EXIT_DONE, EXIT_REFUSED } from '../exit-code';
import { readCluster } from '../read-view';
import { sayCommand } from '../run-aloud';
import { World } from '../world';
import { carryOutDrain, drainCommands } from './carry-out-drain';
import { DrainPlan, drainPlan, Mover } from './drain-plan';

export interface DrainOptions {
  readonly dryRun?: boolean;
  /** Services may be down for one start, where a budget forbids it or there is no other way. */
  readonly allowDowntime?: boolean;
  /** Pods that nobody makes again may be deleted. */
  readonly force?: boolean;
  /** Go on although pods are not proven to find room elsewhere. */
  readonly evenIfImpossible?: boolean;
}

/** Tells how each pod leaves a node and what it means, then does it; returns the exit code. */
export async function drain(node: string, world: World, options: DrainOptions): Promise<number> {
  const snapshot = await readCluster(world.kubectl);
  if (!snapshot.nodes.some(({ name }) => name === node)) {
    const names = listed(snapshot.nodes.map(({ name }) => name), 8);
    return end(world, EXIT_REFUSED, `there is no node ${node}; write one of ${names}`);
  }
  const plan = drainPlan(node, snapshot);
  tellDrain(plan, world);
  const problems = drainProblems(plan, options);
  if (problems.length > 0) {
    problems.forEach((text) => world.say({ event: 'plan', ok: false, text }));
    return end(world, EXIT_REFUSED, 'nothing was changed');
  }
  if (options.dryRun) {
    drainCommands(plan).forEach((args) => sayCommand(args, world));
    return end(world, EXIT_DONE, 'nothing was changed');
  }
  const code = await carryOutDrain(plan, world);
  const back = world.kubectl.commandLine(['uncordon', node]);
  return code === EXIT_DONE
    ? end(world, code, `node ${node} is empty and stays cordoned; ${back} takes it back`) : code;
}

/** What is done with each workload of the node, and what that means. */
export function tellDrain({ node, movers }: DrainPlan, { say }: World): void {
  if (movers.length === 0) {
    say({ event: 'plan', ok: true, text: `no pod has to leave ${node}` });
  }
  movers.forEach((mover) => {
    const { workload, leaving, effect, heldBy, room, witness } = mover;
    const roomText = room === 'proven' ? '' : `; room elsewhere is ${room}: ${witness.join('; ')}`;
    say({
      event: 'plan', workload: `${workload.namespace}/${workload.id}`, ok: problemOf(mover, {}) === undefined,
      text: `${leaving.padEnd(7)}  ${workload.name}: ${effect}${heldBy === undefined ? '' : `; ${heldBy}`}${roomText}`,
    });
  });
}

/** What speaks against draining a node. */
export function drainProblems({ movers }: DrainPlan, options: DrainOptions): string[] {
  return movers.flatMap((mover) => problemOf(mover, options) ?? []);
}

function problemOf({ workload, leaving, isDown, room, heldBy }: Mover, options: DrainOptions): string | undefined {
  const { name } = workload;
  if (leaving === 'lose') {
    return options.force ? undefined : `${name} is a pod that nobody makes again; --force deletes it`;
  }
  if (room !== 'proven' && !options.evenIfImpossible) {
    return `${name} is not proven to find room on another node; --even-if-impossible drains all the same`;
  }
  return leaving === 'stop' && !options.allowDowntime
    ? `${name} is held: ${heldBy}; --allow-downtime deletes its pod${isDown ? ', and it is down for one start' : ''}`
    : undefined;
}
