import { Argument, Command, CommanderError, Option } from 'commander';
import { asUserError, isSystemError, UserError } from '../lib/kubernetes/user-error';
import { TOOL_VERSION } from '../lib/prover/engine';
import {
  crashText,
  JSON_PLAN_SCHEMA,
  JSON_REPORT_SCHEMA,
  logText,
  printable,
  printableLines,
  renderRulesMarkdown,
  renderRulesTable,
} from '../lib/prover/reports';
import { addCheckCommand } from './check-command';
import { EXIT_CLEAN, EXIT_FAULT, EXIT_USAGE } from './exit-code';
import { addInitCommand } from './init-command';
import { addPlanCommand } from './plan-command';
import { addSnapshotCommand } from './snapshot-command';
import { Streams } from './streams';

/**
 * Runs the command line and returns the exit code: 0 clean, 1 findings, 2 wrong usage or unreadable input, 70 a fault
 * of this tool.
 */
export function run(args: string[], { err, ...others }: Streams): number {
  let code = EXIT_CLEAN;
  // Messages name what manifests, node lists and baselines say.
  const streams: Streams = { ...others, err: (text) => err(logText(printableLines(text))) };
  const program = createProgram(streams, (result) => {
    code = result;
  });
  try {
    program.parse(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT_CLEAN : EXIT_USAGE;
    }
    if (error instanceof UserError || isSystemError(error)) {
      const { message } = error instanceof UserError ? error : asUserError(error.path ?? 'input or output', error);
      streams.err(`error: ${printable(message)}\n`);
      return EXIT_USAGE;
    }
    streams.err(crashText(error));
    return EXIT_FAULT;
  }
}

function createProgram(streams: Streams, done: (code: number) => void): Command {
  const program = new Command('cdk8s-nim')
    .description('Know before you apply whether an update can finish.')
    .version(TOOL_VERSION)
    .exitOverride()
    .showHelpAfterError('(cdk8s-nim --help lists commands and options)')
    .configureOutput({ writeOut: streams.out, writeErr: streams.err });
  addCheckCommand(program, streams, done);
  addPlanCommand(program, streams, done);
  addSnapshotCommand(program, streams, done);
  addInitCommand(program, streams, done);
  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--output <format>', 'form of the list').choices(['table', 'markdown']).default('table'))
    .action(({ output }: { output: string }) =>
      streams.out(output === 'markdown' ? renderRulesMarkdown() : renderRulesTable()),
    );
  program.command('schema')
    .description('print the JSON Schema of the output json')
    .addArgument(new Argument('[command]', 'whose output it describes').choices(['check', 'plan']).default('check'))
    .action((command: string) =>
      streams.out(`${JSON.stringify(command === 'plan' ? JSON_PLAN_SCHEMA : JSON_REPORT_SCHEMA, undefined, 2)}\n`));
  return program;
}
