import { durationText } from '../../prover/updates';
import { columns } from '../columns';
import { Progress } from './progress';

const HEAD = ['WORKLOAD', 'PHASE', 'PODS', 'TIME', 'WAITS FOR'];

/** The fewest characters in which a reason is still read with ease, and the most lines that one may take. */
const NARROW = 24;
const MOST_LINES = 3;

/** How far all workloads are, as a table whose lines fit the terminal; a long reason goes on below. */
export function progressTable(progress: readonly Progress[], now: number, width: number): string[] {
  const rows = [HEAD, ...progress.map((each) => rowOf(each, now))];
  const indent = columns(rows.map((row) => [...row.slice(0, -1), '|']))[0].length - 1;
  const room = width - indent;
  const wrapped = rows.flatMap((row) => {
    const [first, ...rest] = room < NARROW ? [row.at(-1)!] : linesOf(row.at(-1)!, room);
    return [[...row.slice(0, -1), first], ...rest.map((line) => [...row.slice(0, -1).map(() => ''), line])];
  });
  return columns(wrapped).map((line) => (line.length > width ? `${line.slice(0, Math.max(1, width - 1))}…` : line));
}

/** A text in lines that are no longer than that, but for the last one that is shown. */
function linesOf(text: string, room: number): string[] {
  const end = text.length <= room ? -1 : text.lastIndexOf(' ', room);
  if (end <= 0) {
    return [text];
  }
  const [first, rest] = [text.slice(0, end), text.slice(end + 1)];
  const more = linesOf(rest, room);
  return [first, ...more.length < MOST_LINES ? more : [...more.slice(0, MOST_LINES - 2), more.slice(MOST_LINES - 2).join(' ')]];
}

function rowOf(
  { workload, phase, outcome, available, wanted, waitsFor, obstacle, ...times }: Progress,
  now: number,
): string[] {
  const isDone = outcome === 'done';
  const budget = times.budget.ofPhase(phase);
  const spent = durationText(Math.max(0, Math.round((now - times.phaseBegan) / 1000)));
  return [
    workload.name,
    isDone ? 'complete' : outcome === 'waiting' ? phase : outcome,
    `${available}/${wanted}`,
    isDone ? '' : budget === undefined ? spent : `${spent} of ${durationText(budget)}`,
    isDone ? '' : obstacle?.cause ?? waitsFor ?? '',
  ];
}
