import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const [, words] = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').split('## Words of the prover\n');
const rows = words.split('\n## ')[0].split('\n').filter((line) => line.startsWith('| ')).slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('every word of the prover is said once, and where it is written', () => {
  const said = rows.flatMap(([, names]) => names.split(', '));
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((name, index) => said.indexOf(name) < index)).toEqual([]);
  const places = rows.flatMap(([,,, where]) => [...where.matchAll(/`([^`]+)`/g)].map(([, path]) => path));
  const inTree = (path: string) => join(ROOT, path.startsWith('lib/') ? path : `lib/prover/${path}`);
  expect(places.filter((path) => !existsSync(inTree(path)))).toEqual([]);
});
