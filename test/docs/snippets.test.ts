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

/** Type errors of each snippet, as if it stood in the root of this repository; one program checks them all. */
function typeErrors(): string[][] {
  const names = snippets.map((_, index) => join(ROOT, `snippet-${index}.ts`));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    moduleDetection: ts.ModuleDetectionKind.Force,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    baseUrl: ROOT,
    paths: { 'cdk8s-nim': ['lib/index.ts'], 'cdk8s-nim/prover': ['lib/prover/index.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    names.includes(name) ? ts.createSourceFile(name, snippets[names.indexOf(name)][1], version) : read(name, version);
  const program = ts.createProgram(names, options, host);
  return names.map((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')));
}

let errors: string[][];
beforeAll(() => {
  errors = typeErrors();
}, 60_000);

test('the pages have snippets', () => {
  expect(snippets.length).toBeGreaterThan(4);
});

test.each(snippets)('snippet of %s type-checks and synthesizes', (name, code) => {
  expect(errors[snippets.findIndex(([each]) => each === name)]).toEqual([]);
  inTemporaryFolder((folder) => {
    synthesizeSnippet(code, folder);
    expect(Object.keys(contentsBelow(folder)).length).toBeGreaterThan(0);
  });
}, 60_000);
