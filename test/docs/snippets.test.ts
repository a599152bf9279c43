import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { ROOT } from '../support/manifests';
import { synthesizeSnippet } from '../support/snippet';
import { contentsBelow, inTemporaryFolder } from '../support/workspace';

const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const snippets = pages.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
    ([, code], index): [string, string] => [`${page} ${index + 1}`, code],
  ),
);

/** Type errors of a snippet that stands in the root of this repository. */
function typeErrors(code: string): string[] {
  const fileName = join(ROOT, 'snippet.ts');
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    baseUrl: ROOT,
    paths: { 'cdk8s-nim': ['lib/index.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    name === fileName ? ts.createSourceFile(name, code, version) : read(name, version);
  const program = ts.createProgram([fileName], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(fileName))
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}

test('the pages have snippets', () => {
  expect(snippets.length).toBeGreaterThan(4);
});

test.each(snippets)('snippet of %s type-checks and synthesizes', (_, code) => {
  expect(typeErrors(code)).toEqual([]);
  inTemporaryFolder((folder) => {
    synthesizeSnippet(code, folder);
    expect(Object.keys(contentsBelow(folder)).length).toBeGreaterThan(0);
  });
}, 60_000);
