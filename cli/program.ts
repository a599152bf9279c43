import { NODES_SCHEMA } from '../lib/cluster';
import { Argument, Command, CommanderError, Option } from 'commander';
import { asUserError, isSystemError, UserError } from '../lib/util/user-error';
import { EVENT_SCHEMA } from '../lib/operate';
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
import { addDeployCommand } from './operate/deploy-command';
import { addCleanupCommand } from './operate/cleanup-command';
import { addRecoverCommand } from './operate/recover-command';
import { addRollbackCommand } from './operate/rollback-command';
import { addDrainCommand } from './operate/drain-command';
import { addForwardCommand } from './operate/forward-command';
import { addLogsCommand } from './operate/logs-command';
import { addStatusCommand } from './operate/status-command';
import { addSurgeCommand } from './operate/surge-command';
import { addVerifyCommand } from './operate/verify-command';
import { addPlanCommand } from './plan-command';
import { refuseBlanks } from './refuse-blanks';
import { addSnapshotCommand } from './snapshot-command';
import { Streams } from './streams';

/**
 * Runs the command line of a command that ends at once, and returns the exit code: 0 clean, 1 findings, 2 wrong usage
 * or unreadable input, 70 a fault of this tool.
 */
export function run(args: string[], streams: Streams): number {
  const { program, codeOf, code } = prepare(streams);
  try {
    program.parse(args, { from: 'user' });
    return code();
  } catch (error) {
    return codeOf(error);
  }
}

/** Runs any command line. Those that operate a cluster have codes of their own besides (docs/operate.md). */
export async function execute(args: string[], streams: Streams): Promise<number> {
  const { program, codeOf, code } = prepare(streams);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code();
  } catch (error) {
    return codeOf(error);
  }
}

interface Prepared {
  readonly program: Command;
  /** The exit code that the command has given. */
  readonly code: () => number;
  /** Says what went wrong, and how the program ends. */
  readonly codeOf: (error: unknown) => number;
}

function prepare({ err, ...others }: Streams): Prepared {
  let code = EXIT_CLEAN;
  // Messages name what manifests, node lists and baselines say.
  const streams: Streams = { ...others, err: (text) => err(logText(printableLines(text))) };
  const program = createProgram(streams, (result) => {
    code = result;
  });
  return { program, code: () => code, codeOf: (error) => exitCodeOf(error, streams) };
}

function exitCodeOf(error: unknown, { err }: Streams): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT_CLEAN : EXIT_USAGE;
  }
  if (error instanceof UserError || isSystemError(error)) {
    const { message } = error instanceof UserError ? error : asUserError(error.path ?? 'input or output', error);
    err(`error: ${printable(message)}\n`);
    return EXIT_USAGE;
  }
  err(crashText(error));
  return EXIT_FAULT;
}

const SCHEMAS = { check: JSON_REPORT_SCHEMA, plan: JSON_PLAN_SCHEMA, operate: EVENT_SCHEMA, nodes: NODES_SCHEMA };

function createProgram(streams: Streams, done: (code: number) => void): Command {
  const program = new Command('cdk8s-nim')
    .description('Know before you apply whether an update can finish.')
    .version(TOOL_VERSION)
    .exitOverride()
    .showHelpAfterError('(cdk8s-nim --help lists commands and options)')
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .hook('preAction', (_, command) => refuseBlanks(command));
  addCheckCommand(program, streams, done);
  addPlanCommand(program, streams, done);
  addSnapshotCommand(program, streams, done);
  addInitCommand(program, streams, done);
  addDeployCommand(program, streams, done);
  addStatusCommand(program, streams, done);
  addVerifyCommand(program, streams, done);
  addLogsCommand(program, streams, done);
  addForwardCommand(program, streams, done);
  addRollbackCommand(program, streams, done);
  addRecoverCommand(program, streams, done);
  addDrainCommand(program, streams, done);
  addSurgeCommand(program, streams, done);
  addCleanupCommand(program, streams, done);
  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--output <format>', 'form of the list').choices(['table', 'markdown']).default('table'))
    .action(({ output }: { output: string }) =>
      streams.out(output === 'markdown' ? renderRulesMarkdown() : renderRulesTable()),
    );
  program.command('schema')
    .description('print the JSON Schema of the output json, or of a file of nodes')
    .addArgument(new Argument(
      '[command]', 'whose output it describes; operate: of all that operate a cluster; nodes: the file for --nodes',
    )
      .choices(Object.keys(SCHEMAS)).default('check'))
    .action((command: keyof typeof SCHEMAS) => streams.out(`${JSON.stringify(SCHEMAS[command], undefined, 2)}\n`));
  return program;
}
