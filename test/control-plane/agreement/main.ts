// npm run test:agreement [-- --seeds 300 --from 1 --seed 17 --kubernetes 1.37 --parallel 4 --write --verbose]
// --remedies 2: so many remedies of a scenario are carried out, and the order of its changes; 0 for none.
// SIGTERM begins no further scenario; the report is of those that could be told.
// Exit status: 0 no disagreement, 1 some, 2 it could not be told.
import { parseArgs } from 'node:util';
import { NEWEST, versionsOf } from '../binaries/versions';
import { ControlPlane } from '../cluster/control-plane';
import { ClusterView } from '../cluster/view';
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
      remedies: { type: 'string', default: '2' },
      write: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false },
    },
  });
  const first = wholeNumber('from', values.from);
  const seeds = values.seed !== undefined ? [wholeNumber('seed', values.seed)]
    : Array.from({ length: wholeNumber('seeds', values.seeds) }, (_, index) => first + index);
  const remedies = values.remedies === '0' ? 0 : wholeNumber('remedies', values.remedies);
  const versions = versionsOf(values.kubernetes);
  const plane = await ControlPlane.open(versions, console.error);
  const view = await ClusterView.open(plane.api);
  const start = Date.now();
  try {
    const { major, minor } = await plane.api.get('/version');
    const release = `${major}.${parseInt(minor)}`;
    const run = (scenario: Scenario) => new ScenarioRun(plane, view, scenario, release, remedies).run();
    const { observations, told } = await runAll(run, seeds, wholeNumber('parallel', values.parallel), values.verbose);
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

/** Several scenarios at a time: each has nodes, zones and a namespace of its own. */
async function runAll(
  run: (scenario: Scenario) => Promise<Observation[]>, seeds: number[], parallel: number, verbose: boolean,
): Promise<{ observations: Observation[]; told: number[] }> {
  const observations: Observation[] = [];
  const told: number[] = [];
  const queue = [...seeds];
  const again = new Set<number>();
  process.once('SIGTERM', () => queue.splice(0));
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let seed = queue.shift(); seed !== undefined; seed = queue.shift()) {
        const scenario = generate(seed);
        const start = Date.now();
        // What was seen before the machine was too busy says nothing of what was not.
        const seen = await run(scenario).catch((error: Error) =>
          console.log(`seed ${seed} could not be told: ${error.message}`));
        if (!seen) {
          // Once more, when its namespace has had time to go.
          if (!again.has(seed)) {
            again.add(seed);
            queue.push(seed);
          }
          continue;
        }
        told.push(seed);
        observations.push(...seen);
        eachOnce(seen.flatMap((each) => disagreementOf(each) ?? [])).forEach((each) =>
          console.log(describeFailure(scenario, each)),
        );
        if (verbose) {
          console.error(
            `seed ${seed}: ${seen.length} observations in ${((Date.now() - start) / 1000).toFixed(1)} s (${scenario.features.join(', ')})`,
          );
        }
      }
    }),
  );
  return { observations, told: told.sort((one, two) => one - two) };
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
