import { Snapshot } from '../../cluster/snapshot';
import { durationText } from '../../prover/updates';
import { viewOrProblem } from '../read-view';
import { View } from '../view';
import { World } from '../world';

/** Milliseconds between two looks at the nodes, and between two signs of life. */
const PAUSE = 5_000;
const HEARTBEAT = 30_000;

/**
 * Looks at the nodes until nothing is missing, in words; returns undefined then, and what was missing last where it
 * takes longer than it may. A cluster that does not answer is asked again.
 */
export async function untilNodes(
  missing: (snapshot: Snapshot) => string | undefined, { kubectl, clock, stop, say }: World, seconds: number,
): Promise<'stopped' | string | undefined> {
  const began = clock.now();
  let [said, told] = ['', began];
  while (!stop.aborted) {
    const view = await viewOrProblem(kubectl, []);
    const text = view instanceof View ? missing(view.snapshot) : `the cluster does not answer: ${view.message}`;
    if (text === undefined) {
      return undefined;
    }
    const now = clock.now();
    if (now - began > seconds * 1000) {
      return `${text}, after ${durationText(seconds)}`;
    }
    if (text !== said || now - told >= HEARTBEAT) {
      say({ event: text === said ? 'heartbeat' : 'said', text: `  ${text === said ? 'still: ' : ''}${text}` });
      [said, told] = [text, now];
    }
    await clock.sleep(PAUSE, stop);
  }
  return 'stopped';
}
