import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/manifests';
import { BASICS } from '../cluster/basics';
import { wholeNode } from '../cluster/nodes';
import { Scenario } from './scenario';
import { Disagreement } from './tally';

/**
 * Writes the manifest and the nodes of a scenario where the command line can read them; says where, and how to run it
 * again.
 */
export function describeFailure(
  scenario: Scenario,
  { fault, question, remedy, workload, verdict, reasons, seen, floor }: Disagreement,
): string {
  const folder = join(ROOT, 'reports', 'agreement');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, items: unknown[]) => {
    const file = join(folder, `${scenario.namespace}-${name}.json`);
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 1));
    return file;
  };
  const around = [...BASICS, ...scenario.context];
  const manifest = write('manifest', [...around, ...scenario.workloads.map(({ from }) => from)]);
  const to = question === 'transition'
    ? write('to', [...around, ...scenario.workloads.map((each) => each.to)]) : undefined;
  const nodes = write('nodes', scenario.nodes.map(wholeNode));
  return [
    `${fault}: seed ${scenario.seed}, ${question}${remedy === undefined ? '' : ` (${remedy})`} ` +
      `of ${workload || 'all'}: ` +
      `${verdict} (${reasons.join('; ') || 'no reason given'})`,
    ...seen === undefined ? [] : [`  seen: ${seen}`],
    ...fault === 'wrong floor' && floor ? [`  seen: ${floor.seen} available, planned ${floor.planned}`] : [],
    `  features: ${scenario.features.join(', ')}`,
    `  input: plan ${to === undefined ? manifest : `${to} --from ${manifest}`} --nodes ${nodes}`,
    `  again: npm run test:agreement -- --seed ${scenario.seed}`,
  ].join('\n');
}
