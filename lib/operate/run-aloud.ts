import { KubectlReply } from '../kubernetes/kubectl-reply';
import { World } from './world';

/** Says which command it is that changes the cluster. */
export function sayCommand(args: string[], { kubectl, say }: World): void {
  const command = kubectl.commandLine(args);
  say({ event: 'command', command, text: `  ${command}` });
}

/** Runs what changes the cluster, and says which command it is. */
export function runAloud(args: string[], world: World, input?: string): Promise<KubectlReply> {
  sayCommand(args, world);
  return world.kubectl.run(args, input);
}

/** The same of another program. */
export function runProgramAloud(name: string, args: string[], world: World): Promise<KubectlReply> {
  const command = [name, ...args].join(' ');
  world.say({ event: 'command', command, text: `  ${command}` });
  return world.program(name, args);
}
