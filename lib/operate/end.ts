import { EXIT_DONE } from './exit-code';
import { World } from './world';

/** Says how a command ended, which is its last word; returns the exit code. */
export function end({ say }: Pick<World, 'say'>, exitCode: number, text: string): number {
  say({ event: 'result', exitCode, ok: exitCode === EXIT_DONE, text });
  return exitCode;
}
