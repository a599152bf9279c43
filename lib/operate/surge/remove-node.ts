import { Snapshot } from '../../cluster/snapshot';
import { firstLines, readCluster } from '../read-view';
import { runProgramAloud } from '../run-aloud';
import { World } from '../world';
import { Call, instanceOf, lifecycleCall, removeCall, terminateCall } from './node-group';
import { SurgeContext } from './surge-context';
import { StepEnd } from './step-end';
import { SurgeState } from './surge-state';
import { untilNodes } from './until-nodes';

const DONE: StepEnd = { end: 'done' };

/** Takes the chosen node away, just that one, and waits until it is gone. */
export async function removeNode(context: SurgeContext, { victim, wanted }: SurgeState): Promise<StepEnd> {
  const { group, world, options } = context;
  const { nodes } = await readCluster(world.kubectl);
  if (!nodes.some(({ name }) => name === victim)) {
    return DONE;
  }
  const why = group.eks !== undefined ? await terminate(victim!, context)
    : group.commands && await callFailure(removeCall(group, { node: victim!, instance: '', left: wanted - 1 })!, world);
  if (why !== undefined) {
    return { end: 'failed', why };
  }
  if (group.eks === undefined && group.commands === undefined) {
    world.say({ event: 'said', text: `node ${victim} is empty and cordoned: remove it now` });
    return DONE;
  }
  const isThere = ({ nodes: left }: Snapshot): string | undefined =>
    left.some(({ name }) => name === victim) ? `${victim} is still there` : undefined;
  const ended = await untilNodes(isThere, world, options.nodeTimeoutSeconds);
  return ended === 'stopped' ? { end: 'stopped' } : ended === undefined ? DONE : { end: 'failed', why: ended };
}

/** Ends the instance of a node, unless that is under way: a second time would lower the count once more. */
async function terminate(node: string, { group, world }: SurgeContext): Promise<string | undefined> {
  const args = ['get', 'node', node, '--output', 'jsonpath={.spec.providerID}'];
  const { stdout } = await world.kubectl.run(args);
  const instance = instanceOf(stdout.trim());
  if (instance === undefined) {
    return `node ${node} is no instance of EC2 by its providerID '${stdout.trim()}'`;
  }
  const [program, asked] = lifecycleCall(group.eks!, instance);
  const state = await world.program(program, asked);
  if (state.status === 0 && /^(Terminat|None)/.test(state.stdout.trim())) {
    world.say({ event: 'said', text: `  instance ${instance} is on its way out already` });
    return undefined;
  }
  return callFailure(terminateCall(group.eks!, instance), world);
}

/** Runs a program; returns what it said where it failed. */
export async function callFailure([program, args]: Call, world: World): Promise<string | undefined> {
  const { status, stdout, stderr } = await runProgramAloud(program, args, world);
  return status === 0 ? undefined : `${program} ended with ${status}: ${firstLines(stderr || stdout)}`;
}
