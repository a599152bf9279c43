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
  { fault, question, remedy, workload, verdict, reasons, seen, floor, alterations, input }: Disagreement,
): string {
  return [
    `${fault}: seed ${scenario.seed}, ${question}${remedy === undefined ? '' : ` (${remedy})`} ` +
      `of ${workload || 'all'}: ` +
      `${verdict} (${reasons.join('; ') || 'no reason given'})`,
    ...alterations === undefined ? [] : [`  altered: ${alterations.join(', ')}`],
    ...seen === undefined ? [] : [`  seen: ${seen}`],
    ...fault === 'wrong floor' && floor ? [`  seen: ${floor.seen} available, planned ${floor.planned}`] : [],
    `  features: ${scenario.features.join(', ')}`,
    `  input: plan ${input ?? inputOf(scenario, question === 'transition')}`,
    `  again: npm run test:agreement -- --seed ${scenario.seed}`,
  ].join('\n');
}

function inputOf(scenario: Scenario, isTransition: boolean): string {
  const write = (name: string, items: unknown[]) => writeInput(
    `${scenario.namespace}-${name}`, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 1));
  const around = [...BASICS, ...scenario.context];
  const manifest = write('manifest', [...around, ...scenario.workloads.map(({ from }) => from)]);
  const asked = isTransition
    ? `${write('to', [...around, ...scenario.workloads.map(({ to }) => to)])} --from ${manifest}` : manifest;
  return `${asked} --nodes ${write('nodes', scenario.nodes.map(wholeNode))}`;
}

/** What the command line can read again; where it is. */
export function writeInput(name: string, text: string): string {
  const folder = join(ROOT, 'reports', 'agreement');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, text);
  return file;
}
