import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from '../support/manifests';

const rows = readFileSync(join(ROOT, 'docs', 'compared.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [^|]/.test(line) && !line.startsWith('| |'))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));

test('there is a cell for each product', () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter((cells) => cells.length !== 9).map(([row]) => row)).toEqual([]);
});

test('the words of the others are of one kind', () => {
  const others = rows.flatMap(([, , ...cells]) => cells);
  expect(others.filter((cell) => !/^(?:yes|no|partly|\?|–)(?:: .+)?$/.test(cell))).toEqual([]);
});

test.each(rows)('%s: a yes leads to a test of that name, a no has a reason', (_row, ours) => {
  const [, file, name] = /^\[yes\]\((\S+) "(.+)"\)$/.exec(ours) ?? [];
  if (file === undefined) {
    expect(ours).toMatch(/^no: .{20,}$/);
    return;
  }
  const path = join(ROOT, 'docs', file);
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toContain(`test('${name}'`);
});
