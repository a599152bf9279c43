// npm run test:agreement [-- --seeds 300 --from 1 --seed 17 --kubernetes 1.37 --parallel 4 --write --verbose]
// --remedies 2: so many remedies of a scenario are carried out, and the order of its changes; 0 for none.
// --altered 1: so often a scenario is placed once more and altered before it is changed; 0 for never.
// --only altered: nothing else of them.
// SIGTERM begins no further scenario; the report is of those that could be told.
// Exit status: 0 no disagreement, 1 some, 2 it could not be told.
import { parseArgs } from 'node:util';
import { NEWEST, versionsOf } from '../binaries/versions';
import { ControlPlane } from '../cluster/control-plane';
import { ClusterView } from '../cluster/view';
import { alteredScenario } from './alterations/altered-scenario';
import { AlteredRun } from './alterations/altered-run';
import { generate } from './generate';
import { Observation } from './observation';
import { reportOf, writeEvidence } from './report';
import { ScenarioRun } from './run-scenario';
import { describeFailure } from './failure';
import { Scenario } from './scenario';
import { Disagreement, disagreementOf } from './tally';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '40' }, from: { type: 'string', default: '1' }, seed: { type: 'string' },
      kubernetes: { type: 'string', default: NEWEST }, parallel: { type: 'string', default: '4' },
      remedies: { type: 'string', default: '2' }, altered: { type: 'string', default: '1' }, only: { type: 'string' },
      write: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false },
    },
  });
  const first = wholeNumber('from', values.from);
  const seeds = values.seed !== undefined ? [wholeNumber('seed', values.seed)]
    : Array.from({ length: wholeNumber('seeds', values.seeds) }, (_, index) => first + index);
  const [remedies, altered] = (['remedies', 'altered'] as const).map((option) =>
    values[option] === '0' ? 0 : wholeNumber(option, values[option]));
  const versions = versionsOf(values.kubernetes);
  const plane = await ControlPlane.open(versions, console.error);
  const view = await ClusterView.open(plane.api);
  const start = Date.now();
  try {
    const { major, minor } = await plane.api.get('/version');
    const release = `${major}.${parseInt(minor)}`;
    const trials = seeds.flatMap((seed) => [
      ...values.only === 'altered' ? [] : [plain(plane, view, seed, release, remedies)],
      ...Array.from({ length: altered }, (_, round) => alteredTrial(plane, view, seed, round)),
    ]);
    const { observations, told } = await runAll(trials, wholeNumber('parallel', values.parallel), values.verbose);
    const disagreements = observations.flatMap((each) => disagreementOf(each) ?? []);
    const report = reportOf({ versions, seeds: told, observations, seconds: (Date.now() - start) / 1000 });
    console.log(report);
    if (values.write) {
      writeEvidence(values.kubernetes, report);
    }
    return disagreements.length > 0 ? 1 : told.length < seeds.length ? 2 : 0;
  } finally {
    view.close();
    await plane.stop();
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new Error(`--${option} '${text}': write a whole number from 1 on`);
  }
  return Number(text);
}

/** What is made of a seed on a stage of its own. */
interface Trial {
  readonly scenario: Scenario;
  /** Of what is in it, and of what is altered. */
  readonly names: readonly string[];
  readonly run: () => Promise<Observation[]>;
}

function plain(plane: ControlPlane, view: ClusterView, seed: number, minor: string, remedies: number): Trial {
  const scenario = generate(seed);
  const run = () => new ScenarioRun(plane, view, scenario, minor, remedies).run();
  return { scenario, names: scenario.features, run };
}

function alteredTrial(plane: ControlPlane, view: ClusterView, seed: number, round: number): Trial {
  const altered = alteredScenario(seed, round);
  const names = [...altered.after.features, ...altered.alterations.map(({ name }) => name)];
  return { scenario: altered.after, names, run: () => new AlteredRun(plane, view, altered).run() };
}

/** Several scenarios at a time: each has nodes, zones and a namespace of its own. Last come those that are alone. */
async function runAll(
  trials: readonly Trial[], parallel: number, verbose: boolean,
): Promise<{ observations: Observation[]; told: number[] }> {
  const observations: Observation[] = [];
  const told = new Set(trials.map(({ scenario }) => scenario.seed));
  for (const isAlone of [false, true]) {
    const queue = trials.filter(({ scenario }) => scenario.alone === isAlone);
    const again = new Set<Trial>();
    process.once('SIGTERM', () => queue.splice(0).forEach(({ scenario }) => told.delete(scenario.seed)));
    await Promise.all(Array.from({ length: isAlone ? 1 : parallel }, async () => {
      for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
        const seen = await tell(trial, verbose);
        if (seen) {
          observations.push(...seen);
        } else if (again.has(trial)) {
          told.delete(trial.scenario.seed);
        } else {
          // Once more, when its namespace has had time to go.
          again.add(trial);
          queue.push(trial);
        }
      }
    }));
  }
  return { observations, told: [...told].sort((one, two) => one - two) };
}

/** What was seen before the machine was too busy says nothing of what was not. */
async function tell({ scenario, names, run }: Trial, verbose: boolean): Promise<Observation[] | undefined> {
  const { seed } = scenario;
  const start = Date.now();
  const seen = await run().catch((error: Error) => {
    console.log(`seed ${seed} could not be told (${names.join(', ')}): ${process.env.DEBUG ? error.stack : error.message}`);
    return undefined;
  });
  eachOnce(seen?.flatMap((each) => disagreementOf(each) ?? []) ?? []).forEach((each) =>
    console.log(describeFailure(scenario, each)));
  if (seen && verbose) {
    console.error(`seed ${seed}: ${seen.length} observations in ${((Date.now() - start) / 1000).toFixed(1)} s ` +
      `(${names.join(', ')})`);
  }
  return seen;
}

/** The same disagreement in a second placement tells nothing new. */
function eachOnce(disagreements: Disagreement[]): Disagreement[] {
  const keyOf = ({ fault, question, remedy, workload }: Disagreement) => [fault, question, remedy, workload].join(' ');
  return [...new Map(disagreements.map((each) => [keyOf(each), each])).values()];
}

// Other scenarios may still be under way when one of them fails.
main().then((code) => process.exit(code), (error) => {
  console.error(process.env.DEBUG ? error : `error: ${(error as Error).message}`);
  process.exit(2);
});
