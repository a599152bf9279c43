// npm run test:cases -- FOLDER [case ...] [--controllers] [--verbose]: where the real control plane contradicts what
// cases expect of a plan, or of a change (after.yaml), or what the prover says; with the controllers of
// other projects too, each built once in some minutes.
// Exit status: 0 nothing contradicts, 1 something does, 2 it could not be told.
import { parseArgs } from 'node:util';
import { plural } from '../../../lib/util/plural';
import { NEWEST, versionsOf } from '../binaries/versions';
import { EXTENSIONS } from '../binaries/extensions';
import { ControlPlane } from '../cluster/control-plane';
import { startExtension } from '../cluster/extension';
import { ClusterView } from '../cluster/view';
import { readCases } from './read-case';
import { runCase } from './run-case';

async function main(): Promise<number> {
  const { positionals: [folder, ...only], values: { controllers, verbose } } = parseArgs({
    allowPositionals: true,
    options: { controllers: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } },
  });
  if (folder === undefined) {
    throw new Error('no folder; write npm run test:cases -- test/control-plane/cases');
  }
  const cases = readCases(folder, only);
  const plane = await ControlPlane.open(versionsOf(NEWEST), console.error);
  const view = await ClusterView.open(plane.api);
  for (const extension of controllers ? EXTENSIONS : []) {
    await startExtension(plane, extension, console.error);
  }
  let [contradictions, seen, leftOut] = [0, 0, 0];
  try {
    for (const each of cases) {
      const start = Date.now();
      const result = await runCase(plane, view, each).catch((error: Error) => {
        console.log(`${each.name}: once more, because of ${error.message}`);
        return runCase(plane, view, each);
      });
      contradictions += result.contradictions.length;
      const updates = new Set(result.outcomes.map(([, outcome]) => outcome)).size;
      seen += updates;
      leftOut += result.leftOut === undefined ? 0 : 1;
      const verdict = result.leftOut !== undefined ? `left out: ${result.leftOut}`
        : result.contradictions.join('; ') || `agrees (${plural(updates, 'update')})`;
      console.log(`${each.name}: ${verdict} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
      if (verbose) {
        const { workloads } = result.plan ?? each.change?.plan ?? each.plan;
        workloads.forEach(({ workload, verdict, alone, together, fits, drain, witness }) =>
          console.log(`  ${workload}: ${verdict}; alone ${alone.verdict}, together ${together.verdict}, ` +
            `fits ${fits.verdict}, drain ${drain.verdict} (${[...drain.evictionBlockedBy, ...drain.witness].join('; ')}); ` +
            `${witness.join('; ')}`));
        result.outcomes.forEach(([what, outcome]) => console.log(`  - ${what}: ${outcome.seen}`));
      }
    }
  } finally {
    view.close();
    await plane.stop();
  }
  const found = `${plural(seen, 'update')} seen, ${plural(contradictions, 'contradiction')}`;
  console.log(`${cases.length} cases, ${leftOut} left out, ${found}`);
  return contradictions > 0 ? 1 : 0;
}

main().then((code) => process.exit(code), (error) => {
  console.error(process.env.DEBUG ? error : `error: ${(error as Error).message}`);
  process.exit(2);
});
