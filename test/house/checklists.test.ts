import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EC2_INSTANCE_TYPES } from '../../lib/cluster';
import { RULES } from '../../lib/prover/engine';
import { FORMATS } from '../../lib/prover/reports';
import { ROOT } from '../support/manifests';

// What CONTRIBUTING.md asks of whoever adds something.

const { reference } = require('../../scripts/reference.js') as { reference: () => string };
const text = (file: string): string => (existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '');

describe('CONTRIBUTING.md', () => {
  test('names files that exist, where it names one that is there already', () => {
    const named = [...text('CONTRIBUTING.md').matchAll(/`((?:lib|docs|test|examples|cli)\/[\w./-]+)`/g)]
      .map(([, file]) => file);
    expect(named.length).toBeGreaterThan(8);
    expect([...new Set(named)].filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe('a rule', () => {
  const page = text('docs/rules/README.md');
  test.each(RULES.map(({ id }) => id))('%s has its file, its test and its section in the page of rules', (id) => {
    expect(text(`lib/prover/rules/${id}.ts`)).toContain(`id: '${id}'`);
    expect(text(`lib/prover/rules/${id}.test.ts`)).toContain(`describe('${id}', () => {`);
    expect(page).toContain(`\n## ${id}\n`);
  });
});

describe('a construct', () => {
  const folder = join(ROOT, 'lib/constructs');
  /** Classes that are workloads, each with its path below lib/constructs, without the extension. */
  const workloads = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file): [string, string][] => {
      const isWorkload = /^export class (\w+) extends (?:ReplicatedWorkload|ModelServer|Task)\b/m;
      const name = isWorkload.exec(text(join('lib/constructs', file)))?.[1];
      return name === undefined ? [] : [[name, file.slice(0, -'.ts'.length)]];
    });

  test('there are some', () => {
    expect(workloads.map(([name]) => name)).toEqual(
      expect.arrayContaining(['GpuNimService', 'StatelessService', 'VectorStore']),
    );
  });

  test.each(workloads)('%s has its props, tests, export, page and place in the example', (name, path) => {
    const page = path.split('/').at(-1)!;
    expect(text(`lib/constructs/${path}-props.ts`)).toContain(`export interface ${name}Props`);
    expect(text(`lib/constructs/${path}.test.ts`)).not.toBe('');
    expect(text(`lib/constructs/${path}.property.test.ts`)).not.toBe('');
    expect(text('lib/index.ts')).toContain(`'./constructs/${path}'`);
    expect(text('lib/index.ts')).toContain(`'./constructs/${path}-props'`);
    expect(text(`docs/${page}.md`)).toContain(`<!-- props ${name}Props -->`);
    expect(text(`docs/${page}.md`)).toContain('```ts');
    expect(text('docs/README.md')).toContain(`(${page}.md)`);
    expect(text('examples/full-features/full-features.ts')).toContain(`new ${name}(`);
  });
});

const gpuTypes = [...EC2_INSTANCE_TYPES.values()].filter(({ gpus }) => gpus > 0).map(({ name }) => name);

test.each(gpuTypes)('the node type %s is tested by what is published of it', (name) => {
  expect(text('lib/cluster/ec2-allocatable.test.ts')).toContain(`['${name}', `);
});

describe('an output format', () => {
  const tests = ['lib/prover/reports', 'test/support'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') || folder === 'test/support')
      .map((file) => (/\.[jt]s$/.test(file) ? text(join(folder, file)) : '')));
  const source = text('lib/prover/reports/formats.ts');

  test.each(Object.keys(FORMATS))('%s is tested and listed where the command line is described', (name) => {
    const call = new RegExp(`^  ${name}: \\{[^]*?(render\\w+|: page)`, 'm').exec(source)![1];
    const renderer = call === ': page' ? 'renderHtml' : call;
    expect(tests.some((each) => each.includes(renderer) || each.includes(`FORMATS.${name}`))).toBe(true);
    expect(text('docs/rollout-proof.md')).toMatch(new RegExp(`\`--output\`[^]*?${name}`));
  });
});

describe('what is generated is current; npm run docs writes it', () => {
  test('docs/reference/api.md', () => {
    expect(text('docs/reference/api.md')).toBe(reference());
  });

  test('the layers of docs/architecture.md, its cycles, and its other numbers within a twentieth', () => {
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts/house.mjs')], { encoding: 'utf8' });
    expect(status).toBe(0);
    const block = (page: string, name: string) => new RegExp(`<!-- ${name} -->\\n([^]*?)<!-- end -->`).exec(page)![1];
    const page = text('docs/architecture.md');
    expect(block(page, 'layers')).toBe(block(stdout, 'layers'));
    const numbers = (each: string) => block(each, 'numbers').match(/\d+/g)!.map(Number);
    const [written, counted] = [numbers(page), numbers(stdout)];
    expect(written).toHaveLength(5);
    written.forEach((number, index) =>
      expect(Math.abs(number - counted[index])).toBeLessThanOrEqual(Math.ceil(counted[index] / 20)));
    expect(counted[2]).toBe(0);
  });
});
