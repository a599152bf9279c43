import { Command, Option } from 'commander';
import { check } from '../lib/prover/check';
import { faultText, FORMATS, formatsOf, ReportInput, viewOf } from '../lib/prover/reports';
import { plan } from '../lib/prover/plan';
import { EXIT_CLEAN, EXIT_FAULT, EXIT_FINDINGS } from './exit-code';
import { addInput, InputFlags, inputFiles, modelOptions, titleOf } from './input-options';
import { readInput } from '../lib/input/read-input';
import { writeOutput } from '../lib/input/write-output';
import { once } from './once';
import { Streams } from './streams';

interface PlanFlags extends InputFlags {
  /** Name of a format. */
  readonly output: string;
  readonly html?: string;
}

/** Adds `plan` to the program; `done` receives the exit code. */
export function addPlanCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addInput(
    program
      .command('plan')
      .description('tell for each workload whether an update can finish, what it costs, and what blocks it'),
  )
    .addOption(
      new Option('--output <format>', 'form of the plan').choices(formatsOf('plan')).default(formatsOf('plan')[0]),
    )
    .option('--html <file>', 'also write the plan, its pictures and the findings of check into one HTML file')
    .action((paths: string[], flags: PlanFlags) => done(runPlan(paths, flags, streams)));
}

/** Exits 1 when an update is impossible, or pods are not counted on known nodes, so that a pipeline may rely on it. */
function runPlan(paths: string[], flags: PlanFlags, streams: Streams): number {
  const { declaredSecret, output, html } = flags;
  const { model, cluster, from } = readInput({ ...flags, paths }, streams, modelOptions(flags));
  const report = plan(model, { cluster, from });
  const view = once(() => viewOf(check(model, { cluster, from, plan: report, declaredSecrets: declaredSecret })));
  const title = titleOf(paths, flags);
  const input: ReportInput = { plan: () => report, view: view.value, title, colour: streams.colour };
  if (html !== undefined) {
    writeOutput(html, FORMATS.html.plan!(input), inputFiles(paths, flags));
    streams.err(`${html}: written\n`);
  }
  streams.out(FORMATS[output].plan!(input));
  const faults = view.isKnown() ? view.value().report.faults : [];
  faults.forEach((fault) => streams.err(faultText(fault)));
  const judgements = [report.steadyState, ...report.workloads];
  const isImpossible = judgements.some(({ verdict }) => verdict === 'impossible');
  const isFound = isImpossible || (cluster !== undefined && report.uncounted.length > 0);
  return faults.length > 0 ? EXIT_FAULT : isFound ? EXIT_FINDINGS : EXIT_CLEAN;
}
