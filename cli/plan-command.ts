import { Command, InvalidArgumentError, Option } from 'commander';
import { check } from '../lib/prover/check';
import {
  faultText, FORMATS, formatsOf, kustomizeFiles, piecesOf, printable, ReportInput, viewOf,
} from '../lib/prover/reports';
import { fixOf, plan } from '../lib/prover/plan';
import { Fix } from '../lib/prover/remedies';
import { isOverfull } from '../lib/prover/updates';
import { listed } from '../lib/util/listed';
import { plural } from '../lib/util/plural';
import { UserError } from '../lib/util/user-error';
import { EXIT_CLEAN, EXIT_FAULT, EXIT_FINDINGS } from './exit-code';
import { addInput, InputFlags, inputFiles, modelOptions, titleOf } from './input-options';
import { readInput } from '../lib/input/read-input';
import { writeFolder } from '../lib/input/write-folder';
import { writeOutput } from '../lib/input/write-output';
import { once } from './once';
import { Streams } from './streams';

interface PlanFlags extends InputFlags {
  /** Name of a format. */
  readonly output: string;
  readonly html?: string;
  readonly fixOut?: string;
  readonly order?: boolean;
}

/** Adds `plan` to the program; `done` receives the exit code. */
export function addPlanCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addInput(
    program
      .command('plan')
      .description('tell for each workload whether an update can finish, what it costs, and what blocks it'),
  )
    .addOption(
      new Option('--output <format>', 'form of the plan').choices(formatsOf('plan')).default(formatsOf('plan')[0])
        .argParser(planFormat),
    )
    .option('--html <file>', 'also write the plan, its pictures and the findings of check into one HTML file')
    .option('--order', 'tell in which order the updates cost the least downtime, one after the other')
    .option('--fix-out <folder>', 'write remedies that hold together into a new folder, as a component of kustomize')
    .action((paths: string[], flags: PlanFlags) => done(runPlan(paths, flags, streams)));
}

/** A form of check alone has findings, which a plan does not. */
function planFormat(name: string): string {
  if (formatsOf('plan').includes(name)) {
    return name;
  }
  const elsewhere = formatsOf('check').includes(name) ? ` For findings write check --output ${name}.` : '';
  throw new InvalidArgumentError(`Allowed choices are ${formatsOf('plan').join(', ')}.${elsewhere}`);
}

/**
 * Exits 1 when an update is impossible, or all are together, a field could not be read, or pods are not counted on
 * known nodes, so that a pipeline may rely on it.
 */
function runPlan(paths: string[], flags: PlanFlags, streams: Streams): number {
  const { declaredSecret, output, html } = flags;
  const { model, cluster, from } = readInput({ ...flags, paths }, streams, modelOptions(flags));
  if (!cluster) {
    refuseWithoutNodes(flags);
  }
  const report = plan(model, { cluster, from, order: flags.order });
  const view = once(() => viewOf(check(model, { cluster, from, plan: report, declaredSecrets: declaredSecret })));
  const title = titleOf(paths, flags);
  const input: ReportInput = { plan: () => report, view: view.value, title, colour: streams.colour };
  if (html !== undefined) {
    writeOutput(html, FORMATS.html.plan!(input), inputFiles(paths, flags));
    streams.err(`${printable(html)}: written\n`);
  }
  if (flags.fixOut !== undefined) {
    writeFix(flags.fixOut, fixOf(report, model, { from }), inputFiles(paths, flags), streams);
  }
  for (const piece of piecesOf('plan', output, input)) {
    streams.out(piece);
  }
  const faults = view.isKnown() ? view.value().report.faults : [];
  faults.forEach((fault) => streams.err(faultText(fault)));
  const isImpossible = isOverfull(report) || report.workloads.some(({ verdict }) => verdict === 'impossible');
  const isFound = isImpossible || report.unread.length > 0 || report.refused !== undefined
    || (cluster !== undefined && report.uncounted.length > 0);
  return faults.length > 0 ? EXIT_FAULT : isFound ? EXIT_FINDINGS : EXIT_CLEAN;
}

/** What only nodes decide is not left out without a word. */
function refuseWithoutNodes({ order, fixOut }: PlanFlags): void {
  const flag = order ? '--order' : fixOut !== undefined ? '--fix-out' : undefined;
  if (flag !== undefined) {
    throw new UserError(flag, 'the nodes are not known', 'name them with --nodes, --cluster or --live');
  }
}

function writeFix(folder: string, fix: Fix | undefined, inputs: readonly string[], { err }: Streams): void {
  if (!fix) {
    err(`${printable(folder)}: not written, as no remedy is needed or none was found\n`);
    return;
  }
  writeFolder(folder, kustomizeFiles(fix), inputs);
  const open = fix.open.length === 0 ? '' : `; ${listed(fix.open.map(({ workload }) => workload), 8)} still open`;
  const byCommand = fix.chosen.filter(({ remedy }) => remedy.commands).map(({ workload: { workload } }) => workload);
  const told = byCommand.length === 0 ? '' : `; ${listed(byCommand, 8)} by commands, which README.md has and no patch`;
  err(`${printable(folder)}: ${plural(fix.chosen.length, 'remedy').replace('remedys', 'remedies')} written${told}${open}\n`);
}
