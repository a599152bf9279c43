import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/manifests';
import { Versions } from '../binaries/versions';
import { generate } from './generate';
import { Observation } from './observation';
import { disagreementOf, remedyRows, rows, unknownReasons, unknownShare } from './tally';

/** One run over many seeds. */
export interface AgreementRun {
  readonly versions: Versions;
  readonly seeds: readonly number[];
  readonly observations: readonly Observation[];
  readonly seconds: number;
}

const table = (header: string[], body: string[][]): string =>
  [header, header.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The tables of one run in Markdown. */
export function reportOf({ versions, seeds, observations, seconds }: AgreementRun): string {
  const faults = observations.flatMap((each) => disagreementOf(each) ?? []);
  const count = (fault: string) => faults.filter((each) => each.fault === fault).length;
  const date = new Date().toISOString().slice(0, 10);
  const questions: Observation['question'][] = [
    'update', 'joint update', 'transition', 'from a snapshot', 'altered', 'way on', 'way back', 'fits', 'drain',
  ];
  const shares = questions.map(
    (question) => `${question} ${unknownShare(observations, question).toFixed(1)} %`,
  );
  return [
    `Kubernetes ${versions.kubernetes}, ${date}, ${seeds.length} scenarios (seeds ${seeds[0]} to ${seeds[seeds.length - 1]}), ` +
      `${seconds.toFixed(0)} s ` +
      `(${(seconds / seeds.length).toFixed(1)} s a scenario): **${count('false proven')} false proven, ${count('false impossible')} false ` +
      `impossible, ${count('wrong floor')} wrong floors**; unknown: ${shares.join(', ')}.`,
    table(['question', 'verdict', 'ended well', 'did not'], rows(observations)),
    ...(remedyRows(observations).length > 0
      ? [table(['remedy carried out', 'tried', 'finished', 'hung', 'floor broken'], remedyRows(observations))]
      : []),
    `Features: ${featureShares(seeds)}.`,
    ...altered(observations),
    ...(unknownReasons(observations).length > 0
      ? [
          table(
            ['unknown because', 'times'],
            unknownReasons(observations)
              .slice(0, 15)
              .map(([reason, times]) => [reason, String(times)]),
          ),
        ]
      : []),
  ].join('\n\n');
}

/** How many changes were judged after each alteration. */
function altered(observations: readonly Observation[]): string[] {
  const counts = new Map<string, number>();
  observations.flatMap(({ alterations = [] }) => alterations).forEach((name) =>
    counts.set(name, (counts.get(name) ?? 0) + 1));
  const list = [...counts].sort(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${times}`);
  return list.length > 0 ? [`Changes judged after an alteration: ${list.join(', ')}.`] : [];
}

function featureShares(seeds: readonly number[]): string {
  const counts = new Map<string, number>();
  seeds
    .flatMap((seed) => generate(seed).features)
    .forEach((feature) => counts.set(feature, (counts.get(feature) ?? 0) + 1));
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([feature, times]) => `${feature} ${Math.round((100 * times) / seeds.length)} %`)
    .join(', ');
}

/** Puts the report of a minor between its markers in docs/evidence.md. */
export function writeEvidence(minor: string, report: string): void {
  const file = join(ROOT, 'docs', 'evidence.md');
  const text = readFileSync(file, 'utf8');
  const [begin, end] = [
    `<!-- agreement ${minor}: written by npm run test:agreement -- --write -->`, `<!-- end of agreement ${minor} -->`,
  ];
  if (!text.includes(begin) || !text.includes(end)) {
    throw new Error(`docs/evidence.md: no markers for Kubernetes ${minor}; write ${begin} and ${end}`);
  }
  writeFileSync(
    file,
    `${text.slice(0, text.indexOf(begin) + begin.length)}\n\n${report}\n\n${text.slice(text.indexOf(end))}`,
  );
}
