// npm run test:control-plane [-- --seeds 40]: everything that a real control plane judges, with the time of each part.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBinaries, ensureProgram } from './binaries/build';
import { NEWEST, versionsOf } from './binaries/versions';

const { values: { seeds } } = parseArgs({ options: { seeds: { type: 'string', default: '40' } } });
const times: string[] = [];
let failed = false;

function part(name: string, run: () => boolean): void {
  const start = Date.now();
  const passed = run();
  failed ||= !passed;
  times.push(`${name} ${((Date.now() - start) / 1000).toFixed(0)} s${passed ? '' : ' (failed)'}`);
}

const program = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

interface Asserted {
  readonly fullName: string;
  readonly status: string;
}

const results = 'build/test/live.json';

const liveTests = (...args: string[]) =>
  program('npx', 'jest', '--config', 'jest.control-plane.config.js', '--json', '--outputFile', results, ...args);

/** Real controllers race: what fails by chance passes the second time and stays in the output; what is wrong fails twice. */
function liveTestsThatFailed(): boolean {
  console.log('\nfiles with failed tests are run once more, on control planes of their own');
  return liveTests('--onlyFailures');
}

/** What failed twice, for the end of a long output. */
function failedTests(): string[] {
  const { testResults }: { testResults: { name: string; status: string; assertionResults: Asserted[] }[] } =
    JSON.parse(readFileSync(results, 'utf8'));
  return testResults.filter(({ status }) => status === 'failed').flatMap(({ name, assertionResults }) => [
    `failed: ${name}`,
    ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `  ${fullName}`),
  ]);
}

part('binaries', () => Boolean(ensureBinaries(versionsOf(NEWEST), console.log) && ensureProgram('argo', console.log)
  && ensureProgram('alertmanager', console.log)));
part('output', () => liveTests() || liveTestsThatFailed());
part('cases', () => program('npm', 'run', '-s', 'test:cases', '--', 'test/control-plane/cases'));
part('agreement', () => program('npm', 'run', '-s', 'test:agreement', '--', '--seeds', seeds));
console.log(failedTests().join('\n'));
console.log(`control plane ${NEWEST}: ${times.join(', ')}`);
process.exitCode = failed ? 1 : 0;
