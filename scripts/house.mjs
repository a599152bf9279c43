// The house by its own numbers, and the picture of its layers, for docs/architecture.md; `node scripts/house.mjs`
// prints
// the page as it should be, `npm run docs` writes it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

/** The room of a file: a layer of lib/, or a folder of the root. */
const roomOf = (file) => file.split('/').slice(0, file.startsWith('lib/') ? 2 : 1).join('/');

const { output } = await cruise(['lib', 'app', 'cli', 'main.ts'], {
  includeOnly: '^(lib|app|cli|main)',
  exclude: { path: '\\.test\\.ts$|^test/' },
  tsPreCompilationDeps: true,
  ruleSet: { forbidden: [{ name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } }] },
});
if (typeof output === 'string') {
  throw new Error('the cruise gave a text');
}
const modules = output.modules.filter(({ source }) => source.endsWith('.ts'));

/** Imports from one room into another, each with its number. */
function picture() {
  const arrows = new Map();
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      const arrow = `  ${roomOf(source)} --> ${roomOf(resolved)}`;
      if (roomOf(source) !== roomOf(resolved)) {
        arrows.set(arrow, true);
      }
    }
  }
  return ['```mermaid', 'flowchart RL', ...[...arrows.keys()].sort(), '```'].join('\n');
}

function numbers() {
  const lengths = modules
    .map(({ source }) => readFileSync(source, 'utf8').split('\n').length - 1)
    .sort((a, b) => a - b);
  const folders = new Set(modules.map(({ source }) => path.dirname(source)));
  const cycles = output.summary.violations.length;
  return [
    '| folders | files | cycles | median lines | longest file |',
    '|---:|---:|---:|---:|---:|',
    `| ${[folders.size, modules.length, cycles, lengths[lengths.length >> 1], lengths.at(-1)].join(' | ')} |`,
  ].join('\n');
}

const page = readFileSync('docs/architecture.md', 'utf8');
const part = (text, name, content) =>
  text.replace(
    new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end -->)`),
    (_, start, end) => `${start}\n${content}\n\n${end}`,
  );
process.stdout.write(part(part(page, 'layers', picture()), 'numbers', numbers()));
