import { KubectlReply } from '../kubernetes/kubectl-reply';
import { World } from './world';

/** Says which command it is that changes the cluster. */
export function sayCommand(args: string[], { kubectl, say }: World): void {
  const command = kubectl.commandLine(args);
  say({ event: 'command', command, text: `  ${command}` });
}

/** Runs what changes the cluster, and says which command it is. */
export function runAloud(args: string[], world: World): Promise<KubectlReply> {
  sayCommand(args, world);
  return world.kubectl.run(args);
}
