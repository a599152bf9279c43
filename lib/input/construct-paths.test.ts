import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConstructPaths } from './construct-paths';
import { loadModel } from './load-model';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paths-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(chart: string, names: string[], paths?: { [name: string]: string }): void {
  mkdirSync(join(folder, chart), { recursive: true });
  const objects = names.map((name, index) =>
    `apiVersion: v1\nkind: ${index === 0 ? 'ConfigMap' : 'Service'}\nmetadata: {name: ${name}}\n`);
  writeFileSync(join(folder, chart, 'a.yaml'), objects.join('---\n'));
  if (paths) {
    const resources = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, { path }]));
    writeFileSync(join(folder, chart, 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources }));
  }
}

function pathsOf(): (string | undefined)[] {
  const model = loadModel([folder], { err: () => undefined }, 'default');
  const paths = new ConstructPaths(model);
  return model.manifests.map((manifest) => paths.of(manifest));
}

test('each object has the path that is recorded beside its own file', () => {
  write('one', ['web'], { web: 'one/web/Resource' });
  write('two', ['web'], { web: 'two/web/Resource' });
  write('three', ['web']);
  expect(pathsOf()).toEqual(['one/web/Resource', undefined, 'two/web/Resource']);
});

test('of objects that share a name the file has the last one, so that what they stand in is named', () => {
  write('one', ['web', 'web'], { web: 'one/web/Service' });
  expect(pathsOf()).toEqual(['one/web', 'one/web']);
});

test('an object that is not recorded has no path', () => {
  write('one', ['web', 'other'], { web: 'one/web/Resource' });
  expect(pathsOf()).toEqual(['one/web/Resource', undefined]);
});

test.each(['', '{', 'null', '{"resources":null}', '{"resources":{"web":null}}', '{"resources":{"web":{"path":1}}}'])(
  'what is no record names no path: %j', (text) => {
    write('one', ['web']);
    writeFileSync(join(folder, 'one', 'construct-metadata.json'), text);
    expect(pathsOf()).toEqual([undefined]);
  });
