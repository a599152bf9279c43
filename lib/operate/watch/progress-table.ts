import { durationText } from '../../prover/updates';
import { columns } from '../columns';
import { Progress } from './progress';

const HEAD = ['WORKLOAD', 'PHASE', 'PODS', 'TIME', 'WAITS FOR'];

/** The fewest characters in which a reason is still read with ease, and the most lines that one may take. */
const NARROW = 24;
const MOST_LINES = 3;

/** How far all workloads are, as a table whose lines fit the terminal; a long reason goes on below. */
export function progressTable(progress: readonly Progress[], now: number, width: number): string[] {
  return progressLines(progress, now, width).flat();
}

/** The same with the lines of each row together, the head first. */
export function progressLines(progress: readonly Progress[], now: number, width: number): string[][] {
  const rows = [HEAD, ...progress.map((each) => rowOf(each, now))];
  const indent = columns(rows.map((row) => [...row.slice(0, -1), '|']))[0].length - 1;
  const room = width - indent;
  const reasons = rows.map((row) => (room < NARROW ? [row.at(-1)!] : linesOf(row.at(-1)!, room)));
  const firsts = columns(rows.map((row, index) => [...row.slice(0, -1), reasons[index][0]]));
  return firsts.map((first, index) =>
    [first, ...reasons[index].slice(1).map((line) => `${' '.repeat(indent)}${line}`)]
      .map((line) => (line.length > width ? `${line.slice(0, Math.max(1, width - 1))}…` : line)));
}

/** A text in lines that are no longer than that, but for the last one. */
function linesOf(text: string, room: number): string[] {
  const lines: string[] = [];
  let rest = text;
  for (let end; rest.length > room && lines.length < MOST_LINES - 1 && (end = rest.lastIndexOf(' ', room)) > 0;) {
    lines.push(rest.slice(0, end));
    rest = rest.slice(end + 1);
  }
  return [...lines, rest];
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
