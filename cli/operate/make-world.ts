import { progressTable, SYSTEM_CLOCK, World } from '../../lib/operate';
import { logJson, logText } from '../../lib/prover/reports';
import { runProgram } from '../../lib/input/run-program';
import { Kubectl } from '../../lib/input/kubectl';
import { Streams } from '../streams';
import { OperateFlags } from './operate-flags';
import { jsonScreen, lineScreen, terminalScreen } from './screen';

/** Characters of a line where nobody says how wide it may be. */
const WIDTH = 160;

/**
 * What a command acts on: kubectl as it is told, and the streams of the program.
 *
 * @param isForReaders it only tells something, so that it ends when nobody reads it any more
 */
export function makeWorld(flags: OperateFlags, streams: Streams, isForReaders = false): World {
  const { clock = SYSTEM_CLOCK, columns } = streams;
  const stop = firstOf(streams.interrupted?.(), isForReaders ? streams.gone : undefined);
  const print = (text: string) => streams.out(flags.output === 'json' ? logJson(text) : logText(text));
  const screen = flags.output === 'json' ? jsonScreen(print, clock.now)
    : columns !== undefined ? terminalScreen(print) : lineScreen(print);
  const width = columns ?? WIDTH;
  return {
    kubectl: new Kubectl(flags), program: runProgram, clock, stop, width,
    say: screen.say,
    draw: (progress, now) => screen.draw(progressTable(progress, now, width)),
  };
}

/** Told by whichever of them is first. */
function firstOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  const first = new AbortController();
  for (const signal of signals) {
    signal?.addEventListener('abort', () => first.abort());
    if (signal?.aborted) {
      first.abort();
    }
  }
  return first.signal;
}
