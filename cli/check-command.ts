import { Command, Option } from 'commander';
import { UserError } from '../lib/util/user-error';
import { plural } from '../lib/util/plural';
import { check, CheckReport } from '../lib/prover/check';
import { applyBaseline, Baseline, BaselineResult, parseBaseline, toBaseline } from '../lib/prover/engine';
import { faultText, formatsOf, piecesOf, printable, ReportInput, viewOf } from '../lib/prover/reports';
import { plan } from '../lib/prover/plan';
import { EXIT_CLEAN, EXIT_FAULT, EXIT_FINDINGS } from './exit-code';
import { addInput, collect, InputFlags, inputFiles, modelOptions, titleOf } from './input-options';
import { readInput } from '../lib/input/read-input';
import { decodeText } from '../lib/input/decode-text';
import { readAtMost } from '../lib/input/read-at-most';
import { statAt } from '../lib/input/stat-at';
import { writeOutput } from '../lib/input/write-output';
import { Streams } from './streams';

/** Beyond it the end is missing, and what is left is no JSON. */
const MOST_BASELINE_BYTES = 64 * 1024 * 1024;

interface CheckFlags extends InputFlags {
  /** Name of a format. */
  readonly output: string;
  readonly failOn: 'warning' | 'error';
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly rule: string[];
  readonly skipRule: string[];
}

/** Adds `check` to the program; `done` receives the exit code. */
export function addCheckCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  addInput(program.command('check').description('find what would keep manifests from being rolled out'))
    .addOption(
      new Option('--output <format>', 'form of the report').choices(formatsOf('check')).default(formatsOf('check')[0]),
    )
    .addOption(
      new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
        .choices(['warning', 'error'])
        .default('error'),
    )
    .option('--baseline <file>', 'report only findings that are not in this file')
    .option('--write-baseline <file>', 'write all present findings into this file and exit 0')
    .option('--rule <id>', 'run only this rule (repeatable)', collect, [])
    .option('--skip-rule <id>', 'leave this rule out (repeatable)', collect, [])
    .action((paths: string[], flags: CheckFlags) => done(runCheck(paths, flags, streams)));
}

function runCheck(paths: string[], flags: CheckFlags, streams: Streams): number {
  const baseline = flags.baseline === undefined ? undefined : readBaseline(flags.baseline);
  const { model, cluster, from } = readInput({ ...flags, paths }, streams, modelOptions(flags));
  const report = check(model, {
    cluster,
    from,
    declaredSecrets: flags.declaredSecret,
    rules: flags.rule,
    skipRules: flags.skipRule,
  });
  const code =
    flags.writeBaseline === undefined
      ? printReport(
          { report, baseline, title: titleOf(paths, flags), plan: () => plan(model, { cluster, from }) },
          flags,
          streams,
        )
      : writeBaseline(flags.writeBaseline, report, inputFiles(paths, flags), streams);
  report.faults.forEach((fault) => streams.err(faultText(fault)));
  return report.faults.length > 0 ? EXIT_FAULT : code;
}

interface Printed extends Pick<ReportInput, 'plan' | 'title'> {
  readonly report: CheckReport;
  readonly baseline?: Baseline;
}

function printReport({ report, baseline, plan: planned, title }: Printed, flags: CheckFlags, streams: Streams): number {
  const compared = baseline && applyBaseline(report.findings, baseline);
  const view = viewOf(report, compared);
  const input = { view: () => view, plan: planned, title, colour: streams.colour };
  for (const piece of piecesOf('check', flags.output, input)) {
    streams.out(piece);
  }
  reportStale(compared, flags, streams);
  return view.errors > 0 || (flags.failOn === 'warning' && view.warnings > 0) ? EXIT_FINDINGS : EXIT_CLEAN;
}

function readBaseline(file: string): Baseline {
  const found = statAt(file);
  if (!found || found.isDirectory()) {
    throw new UserError(file, found ? 'is a folder' : 'no such baseline', 'write one with --write-baseline <file>');
  }
  return parseBaseline(file, decodeText(readAtMost(file, MOST_BASELINE_BYTES), file));
}

function writeBaseline(file: string, report: CheckReport, inputs: string[], { err }: Streams): number {
  const findings = viewOf(report).open;
  writeOutput(file, `${JSON.stringify(toBaseline(findings), undefined, 2)}\n`, inputs);
  err(`${printable(file)}: ${plural(findings.length, 'finding')} known from now on\n`);
  return EXIT_CLEAN;
}

function reportStale(compared: BaselineResult | undefined, { baseline }: CheckFlags, { err }: Streams): void {
  if (compared && compared.stale.length > 0) {
    const names = compared.stale
      .slice(0, 5)
      .map(({ rule, object }) => `${rule} on ${object}`)
      .join(', ');
    err(
      `${baseline}: ${compared.stale.length} entries are no longer found (${names}); write it again with --write-baseline\n`,
    );
  }
}
