// @ts-check
'use strict';
// docs/reference/api.md: every class that lib/index.ts exports, from its docstrings.
const fs = require('fs');
const path = require('path');
const ts = require('typescript');

const root = path.resolve(__dirname, '..');
const HEAD = `# API

Every class and function of \`import { … } from 'cdk8s-nim'\`, from its docstrings;
written by \`npm run docs\`. Properties of the
constructs, with their defaults, are on the pages of the constructs; those of every other interface stand here.
`;

const parse = (file) => ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
const text = (comment) => ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, ' ').trim() ?? '';
const docOf = (node) => text(node.jsDoc?.at(-1)?.comment);
const tagOf = (node, name) => text(node.jsDoc?.at(-1)?.tags?.find(({ tagName }) => tagName.text === name)?.comment);

/** Declarations that a file exports, followed through its `export … from`: all, or those that are named. */
function exported(file, names) {
  return parse(file).statements.flatMap((node) => {
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const target = path.resolve(path.dirname(file), node.moduleSpecifier.getText().slice(1, -1));
      const module = [`${target}.ts`, path.join(target, 'index.ts')].find((each) => fs.existsSync(each));
      if (module === undefined) {
        throw new Error(`${file}: exports ${target}, which does not exist`);
      }
      const listed = node.exportClause && ts.isNamedExports(node.exportClause)
        ? node.exportClause.elements.map(({ name }) => name.text) : undefined;
      const wanted = listed && names ? listed.filter((name) => names.includes(name)) : listed ?? names;
      return exported(module, wanted);
    }
    const isExported = ts.canHaveModifiers(node)
      && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const kept = isExported && (!names || names.includes(/** @type {any} */ (node).name?.text));
    return kept && (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node))
      ? [node]
      : [];
  });
}

const isInternal = (node) =>
  node.name?.getText().startsWith('_') || node.jsDoc?.at(-1)?.tags?.some(({ tagName }) => tagName.text === 'internal');
const isHidden = (node) => ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);

/** `name(parameters): type` on one line. */
function signature(node) {
  const statics = ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static ? `${node.parent.name.text}.` : '';
  const name = ts.isConstructorDeclaration(node) ? `new ${node.parent.name?.text}` : `${statics}${node.name.getText()}`;
  const parameters = node.parameters
    ? `(${node.parameters.map((each) => each.getText().replace(/^(public|private|readonly) (readonly )?/, '')).join(', ')})`
    : '';
  const type = node.type ? `: ${node.type.getText()}` : '';
  return `\`${`${name}${parameters}${type}`.replace(/\s+/g, ' ').replaceAll('|', '\\|')}\``;
}

function line(node) {
  const fallback = tagOf(node, 'default').replace(/^- /, '');
  const throws = tagOf(node, 'throws');
  const parts = [docOf(node), fallback && `Default: ${fallback}.`, throws && `Fails ${throws}.`].filter(Boolean);
  return `- ${signature(node)}${parts.length > 0 ? `: ${parts.join(' — ')}` : ''}`;
}

function section(node) {
  const members = (node.members ?? []).filter(
    (member) => !isHidden(member) && !isInternal(member) && (member.name || ts.isConstructorDeclaration(member)),
  );
  const own = ts.isFunctionDeclaration(node) ? [line(node)] : members.map(line);
  return [`## ${node.name?.text}`, ...(ts.isFunctionDeclaration(node) ? [] : [docOf(node)]), own.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}

/** The whole page. */
function reference() {
  const nodes = [
    ...new Map(exported(path.join(root, 'lib', 'index.ts')).map((node) => [node.name?.text ?? '', node])).entries(),
  ];
  const sections = nodes.sort(([one], [two]) => (one < two ? -1 : 1)).map(([, node]) => section(node));
  return `${[HEAD.trim(), ...sections].join('\n\n')}\n`;
}

module.exports = { reference };
