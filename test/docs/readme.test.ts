import { readFileSync } from 'fs';
import { join } from 'path';
import { Cluster } from '../../lib';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover/check';
import { distManifests, Manifest, ROOT } from '../support/manifests';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const manifests = distManifests();

/**
 * What `kubectl get <kind> -o custom-columns=<columns>` prints for objects sorted by name, as the API server lists
 * them.
 */
function customColumns(objects: Manifest[], columns: string): string {
  const fields = columns.split(',').map((column) => column.split(/:(.*)/));
  const rows = [...objects]
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map((object) => fields.map(([, path]) => valuesAt([object], path).join(',') || '<none>'));
  const table = [fields.map(([title]) => title), ...rows];
  const widths = fields.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('   ').trimEnd()).join('\n');
}

/** A path such as `.spec.ports[*].port`, in which a dot that belongs to a name is written `\.`. */
function valuesAt(values: unknown[], path: string): unknown[] {
  const steps = path.match(/\[\*\]|\[\d+\]|(?:\\.|[^.[])+/g)!.map((step) => step.replace(/\\/g, ''));
  return steps.reduce((current: any[], step) => {
    const next = step === '[*]' ? current.flat() : current.map((value) => value?.[step.replace(/[[\]]/g, '')]);
    return next.filter((value) => value !== undefined);
  }, values as any[]);
}

const commands = [
  ...readme.matchAll(/^\$ (kubectl -n research-ops get (\w+) -o custom-columns='(.*)')\n((?:(?!```).+\n)+)/gm),
];

test('the README shows four verification commands', () => {
  expect(commands.map(([, , kind]) => kind)).toEqual(['deployment', 'service', 'deployment', 'poddisruptionbudget']);
});

test.each(commands.map(([, command, kind, columns, output]) => [command, kind, columns, output]))(
  '%s',
  (_, kind, columns, output) => {
    const objects = manifests.filter((manifest) => manifest.kind.toLowerCase() === kind);
    expect(output.trimEnd()).toBe(customColumns(objects, columns));
  },
);

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
    .map(([, target]) => target)
    .filter((target) => !target.startsWith('http'));
  expect(links.length).toBeGreaterThan(5);
  links.forEach((link) => expect(() => readFileSync(join(ROOT, link))).not.toThrow('ENOENT'));
});

test('the README quotes what the prover says of the Helm release', () => {
  const text = readFileSync(join(ROOT, 'examples', 'helm-release', 'rendered.yaml'), 'utf8');
  const [finding] = check(Model.load([{ file: 'rendered.yaml', text }]), {
    cluster: Cluster.fromSpec('gpu=1xg5.2xlarge'),
  }).findings;
  expect(readme).toContain(
    `  error ${finding.message}\n${finding.witness.map((line) => `      - ${line}\n`).join('')}` +
    `    fix: ${finding.remediation}\n`,
  );
});
