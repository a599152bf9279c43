// npm run test:cases -- FOLDER [case ...]: where the real control plane contradicts what cases expect of a plan.
// Exit status: 0 nothing contradicts, 1 something does, 2 it could not be told.
import { parseArgs } from 'node:util';
import { NEWEST, versionsOf } from '../binaries/versions';
import { ControlPlane } from '../cluster/control-plane';
import { ClusterView } from '../cluster/view';
import { readCases } from './read-case';
import { runCase } from './run-case';

async function main(): Promise<number> {
  const { positionals: [folder, ...only] } = parseArgs({ allowPositionals: true });
  if (folder === undefined) {
    throw new Error('no folder; write npm run test:cases -- test/control-plane/cases');
  }
  const cases = readCases(folder, only);
  const plane = await ControlPlane.open(versionsOf(NEWEST), console.error);
  const view = await ClusterView.open(plane.api);
  let contradictions = 0;
  try {
    for (const each of cases) {
      const start = Date.now();
      const result = await runCase(plane, view, each);
      contradictions += result.contradictions.length;
      const verdict =
        result.leftOut !== undefined ? `left out: ${result.leftOut}` : result.contradictions.join('; ') || 'agrees';
      console.log(`${each.name}: ${verdict} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    }
  } finally {
    view.close();
    await plane.stop();
  }
  console.log(`${cases.length} cases, ${contradictions} contradictions`);
  return contradictions > 0 ? 1 : 0;
}

main().then((code) => process.exit(code), (error) => {
  console.error(process.env.DEBUG ? error : `error: ${(error as Error).message}`);
  process.exit(2);
});
