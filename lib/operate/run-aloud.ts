import { commandText } from '../kubernetes/command-text';
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

/** The same of any program. */
export function sayCall(name: string, args: string[], world: World): void {
  if (name === 'kubectl') {
    return sayCommand(args, world);
  }
  const command = commandText([name, ...args]);
  world.say({ event: 'command', command, text: `  ${command}` });
}

/** Runs another program, and says so. */
export function runProgramAloud(name: string, args: string[], world: World): Promise<KubectlReply> {
  sayCall(name, args, world);
  return world.program(name, args);
}
