import { OperateEvent } from '../../lib/operate';
import { printable } from '../../lib/prover/reports';

/** Where a command tells how far it is. */
export interface Screen {
  say(event: OperateEvent): void;
  /** Shows lines in the place of those that it showed before; nothing where that cannot be done. */
  draw(lines: readonly string[]): void;
}

/** What a table shows already. */
const IN_TABLE: readonly OperateEvent['event'][] = ['phase', 'heartbeat', 'obstacle', 'done'];

/** The line of the cursor is empty but for a `^C` that the terminal echoes. */
const CLEAR = '\r\u001b[2K';
const UP_AND_CLEAR = '\u001b[1A\u001b[2K';

/** A terminal: a table that is drawn anew in place, with lines above it. */
export function terminalScreen(out: (text: string) => void): Screen {
  let shown: readonly string[] = [];
  const replace = (lines: readonly string[], above = ''): void => {
    if (above !== '' || lines.join('\n') !== shown.join('\n')) {
      const back = shown.length === 0 ? '' : `${CLEAR}${UP_AND_CLEAR.repeat(shown.length)}`;
      out(`${back}${above}${lines.map((line) => `${printable(line)}\n`).join('')}`);
      shown = lines;
    }
  };
  return {
    draw: (lines) => replace(lines),
    say: ({ event, text }) => {
      if (shown.length === 0 || !IN_TABLE.includes(event)) {
        replace(event === 'result' ? [] : shown, event === 'result' && shown.length > 0
          ? `${shown.map((line) => `${printable(line)}\n`).join('')}${printable(text)}\n` : `${printable(text)}\n`);
      }
    },
  };
}

/** A file or a pipe: a line for each event. */
export function lineScreen(out: (text: string) => void): Screen {
  return { say: ({ text }) => out(`${printable(text)}\n`), draw: () => undefined };
}

/** A program: an event of JSON a line. */
export function jsonScreen(out: (text: string) => void, now: () => number): Screen {
  return {
    say: (event) => out(`${JSON.stringify({ time: new Date(now()).toISOString(), ...event })}\n`),
    draw: () => undefined,
  };
}
