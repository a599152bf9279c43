import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { filesBelow, ROOT } from '../support/manifests';

const { generate, read, KINDS, OUTPUT } = require('./generate-types') as {
  generate: (schema: object) => string; read: () => object; KINDS: string[]; OUTPUT: string;
};

test('the types of what is rendered are those of the schema; npm run generate:types writes them', () => {
  expect(readFileSync(OUTPUT, 'utf8')).toBe(generate(read()));
});

test('fields have the types of the schema', () => {
  const text = readFileSync(OUTPUT, 'utf8');
  const fieldsOf = (name: string) => new RegExp(`interface ${name} \\{([^}]*)\\n\\}`).exec(text)?.[1];
  expect(fieldsOf('ImageVolumeSource')).toContain('readonly reference?: string;');
  expect(fieldsOf('SleepAction')).toContain('readonly seconds: number;');
  expect(fieldsOf('Container')).toContain('readonly ports?: readonly ContainerPort[];');
  expect(fieldsOf('Container')).toContain('readonly name: string;');
  expect(fieldsOf('RollingUpdateDeployment')).toContain('readonly maxSurge?: IntOrString;');
});

test('there are no types of kinds that no construct renders', () => {
  const code = filesBelow(join(ROOT, 'lib/constructs')).filter((file) => /(?<!\.test)\.ts$/.test(file))
    .map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(KINDS.filter((kind) => !code.includes(`'${kind}'`))).toEqual([]);
});

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
const isHidden = (node: ts.Node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal')
  || (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword));

/** Names of types in what others see of a declaration: not in bodies, and not what is private or internal. */
function typesSeen(node: ts.Node, found: string[] = []): string[] {
  if (!isHidden(node) && !ts.isBlock(node)) {
    if (ts.isTypeReferenceNode(node)) {
      found.push(node.typeName.getText());
    }
    ts.forEachChild(node, (child) => void typesSeen(child, found));
  }
  return found;
}

/** Those of a published file that are types of what is rendered. */
function renderedTypesSeen(file: string): string[] {
  const { statements } = parse(file);
  const rendered = statements.filter(ts.isImportDeclaration)
    .filter(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text.endsWith('imports/kubernetes'))
    .flatMap(({ importClause }) => [...(importClause!.namedBindings as ts.NamedImports).elements])
    .map(({ name }) => name.text);
  const exported = statements.filter((each) => ts.canHaveModifiers(each)
    && ts.getModifiers(each)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
  return exported.flatMap((each) => typesSeen(each)).filter((name) => rendered.includes(name));
}

test('no type of what is rendered stands in what is published', () => {
  const index = join(ROOT, 'lib/index.ts');
  const files = parse(index).statements.filter(ts.isExportDeclaration)
    .map(({ moduleSpecifier }) => join(dirname(index), `${(moduleSpecifier as ts.StringLiteral).text}.ts`));
  expect(files.flatMap((file) => renderedTypesSeen(file).map((name) => `${file}: ${name}`))).toEqual([]);
  expect(renderedTypesSeen(join(ROOT, 'lib/constructs/workload/labels.ts'))).toContain('ObjectMeta');
});
