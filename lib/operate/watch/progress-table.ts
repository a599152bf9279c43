import { durationText } from '../../prover/updates';
import { columns } from '../columns';
import { Progress } from './progress';

const HEAD = ['WORKLOAD', 'PHASE', 'PODS', 'TIME', 'WAITS FOR'];

/** How far all workloads are, as a table whose lines fit the terminal. */
export function progressTable(progress: readonly Progress[], now: number, width: number): string[] {
  return columns([HEAD, ...progress.map((each) => rowOf(each, now))])
    .map((line) => (line.length > width ? `${line.slice(0, Math.max(1, width - 1))}…` : line));
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
