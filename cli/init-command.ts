import { Command, Option } from 'commander';
import { basename, resolve } from 'node:path';
import { commandText } from '../lib/kubernetes/command-text';
import { checkServiceName } from '../lib/kubernetes/names';
import { UserError } from '../lib/util/user-error';
import { writeFolder } from '../lib/input/write-folder';
import { TOOL_VERSION } from '../lib/prover/engine';
import { printable } from '../lib/prover/reports';
import { EXIT_CLEAN } from './exit-code';
import { CI_FILES, newApp } from './new-app';
import { Streams } from './streams';

interface InitFlags {
  /** Name of a CI service. */
  readonly ci: string;
  readonly package: string;
}

/** Adds `init` to the program; `done` receives the exit code. */
export function addInitCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program.command('init')
    .description('write a new app: a model, a service that calls it, their nodes, and a CI file that proves changes')
    .argument('<folder>', 'a new or empty folder, whose name the namespace gets')
    .addOption(new Option('--ci <service>', 'whose CI file').choices(Object.keys(CI_FILES)).default('github'))
    .option(
      '--package <spec>',
      'from where the app installs cdk8s-nim: a version, an address, or the tarball of npm pack, of which it gets a copy',
      TOOL_VERSION,
    )
    .action((folder: string, flags: InitFlags) => {
      const app = newApp({ name: nameOf(folder), ci: flags.ci, spec: flags.package });
      writeFolder(folder, app, []);
      streams.out(`${printable(folder)}: written\nnext: cd ${commandText([folder])} && npm install && npm run synth && npm run prove\n`);
      done(EXIT_CLEAN);
    });
}

/** @throws when no namespace can have the name of the folder, or somebody stands in it */
function nameOf(folder: string): string {
  if (resolve(folder) === process.cwd()) {
    throw new UserError(folder, 'is the folder you are in', 'write the name of a new one, such as my-app');
  }
  const name = checkServiceName('namespace', basename(resolve(folder)));
  if (name === 'default' || name.startsWith('kube-')) {
    throw new UserError(folder, `namespace '${name}' belongs to Kubernetes`, 'write another folder, such as my-app');
  }
  return name;
}
