// @ts-check
'use strict';
// Writes lib/kubernetes/shapes/shapes.json: what the public API takes, by the declarations in lib, so that a wrong
// value from JavaScript is told from a right one. `!` stands behind what must be given, `[T]` is a list, `{T}` a map.
const fs = require('fs');
const path = require('path');
const ts = require('typescript');

const root = path.resolve(__dirname, '../..');
const OUTPUT = path.join(root, 'lib/kubernetes/shapes/shapes.json');

/**
 * Classes of others that have what stands here.
 *
 * @type {{ [name: string]: string[] }}
 */
const FOREIGN = { Duration: ['toSeconds', 'toMilliseconds'], IConstruct: ['node'], Construct: ['node'], Chart: ['node'],
  ApiObject: ['node', 'metadata'],
};

/** The same of cdk8s-plus. */
for (const name of ['ISecret', 'IServiceAccount', 'IPersistentVolumeClaim', 'Service', 'Deployment', 'Workload']) {
  FOREIGN[`kplus.${name}`] = ['node', 'name'];
}
FOREIGN['kplus.INetworkPolicyPeer'] = ['node', 'toNetworkPolicyPeerConfig'];

const parse = (file) =>
  [...ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true).statements];
/** @type {any[]} */
const nodes = parse(path.join(root, 'lib/index.ts')).filter(ts.isExportDeclaration).flatMap((node) =>
  parse(path.join(root, 'lib', `${/** @type {any} */ (node.moduleSpecifier).text}.ts`)));
const declared = (is) => new Map(nodes.filter(is).map((node) => [/** @type {any} */ (node).name.text, node]));
const interfaces = declared(ts.isInterfaceDeclaration);
const classes = declared(ts.isClassDeclaration);
const enums = declared(ts.isEnumDeclaration);

const has = (node, flag) => (ts.getCombinedModifierFlags(node) & flag) !== 0;
const HIDDEN = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
const isBehavioral = (node) => /^I[A-Z]/.test(node.name.text);

/** The word for a type; `any` for what is not looked at. */
function word(type) {
  if (!type) {
    return 'any';
  }
  if (ts.isTypeOperatorNode(type)) {
    return word(type.type);
  }
  if (ts.isArrayTypeNode(type)) {
    return `[${word(type.elementType)}]`;
  }
  if (ts.isTypeLiteralNode(type) && type.members.length === 1 && ts.isIndexSignatureDeclaration(type.members[0])) {
    return `{${word(type.members[0].type)}}`;
  }
  const text = type.getText();
  return ['string', 'number', 'boolean'].includes(text) ? text
    : /^k8s\.\w+$/.test(text) ? 'object'
      : enums.has(text) ? enums.get(text).members.map(({ initializer }) => initializer.text).join('|')
        : text in FOREIGN || interfaces.has(text) || classes.has(text) ? text : 'any';
}

/** Names of what an instance has from its class on. */
function members(node) {
  const own = node.members
    .filter((each) => ts.isMethodDeclaration(each) || ts.isGetAccessor(each) || ts.isMethodSignature(each)
      || (ts.isPropertyDeclaration(each) && !/ \| undefined/.test(each.type?.getText() ?? '')))
    .filter((each) => !has(each, ts.ModifierFlags.Static | HIDDEN) && !each.questionToken)
    .map((each) => each.name.getText());
  const properties = ts.isInterfaceDeclaration(node)
    ? node.members.filter((each) => ts.isPropertySignature(each) && !each.questionToken)
      .map((each) => each.name?.getText())
    : [];
  const given = node.members.filter(ts.isConstructorDeclaration).flatMap(({ parameters }) => parameters)
    .filter((each) => has(each, ts.ModifierFlags.Public) && !each.questionToken && !each.initializer)
    .map((each) => each.name.getText());
  return [...new Set([...own, ...properties, ...given])].sort();
}

function fields(node) {
  const bases = (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.getText()));
  const inherited = Object.assign({}, ...bases.filter((base) => interfaces.has(base))
    .map((base) => fields(interfaces.get(base))));
  const own = node.members.filter(ts.isPropertySignature)
    .map((each) => [each.name.getText(), `${word(each.type)}${each.questionToken ? '' : '!'}`]);
  return { ...inherited, ...Object.fromEntries(own) };
}

/** What the public methods of a class take: `EnvValue.literal` a static one, `Workload#connectTo` another. */
function calls(node) {
  return node.members.filter(ts.isMethodDeclaration)
    .filter((each) => !has(each, HIDDEN) && !each.name.getText().startsWith('_') && each.parameters.length > 0)
    .map((each) => [
      `${node.name.text}${has(each, ts.ModifierFlags.Static) ? '.' : '#'}${each.name.getText()}`,
      Object.fromEntries(each.parameters.map(({ name, type, questionToken, initializer, dotDotDotToken }) => [
        name.getText(), `${word(type)}${questionToken || initializer || dotDotDotToken ? '' : '!'}`,
      ])),
    ]);
}

/** How an instance is made: its factories, or its constants. */
function makers(node) {
  const made = node.members.filter((each) =>
    has(each, ts.ModifierFlags.Static) && !has(each, HIDDEN) && !each.name.getText().startsWith('_'));
  return made.map((each) => `${node.name.text}.${each.name.getText()}${
    ts.isMethodDeclaration(each) ? `(${each.parameters.map(({ name }) => name.getText()).join(', ')})` : ''}`)
    .slice(0, 3);
}

const sorted = (entries) => Object.fromEntries(entries.sort(([one], [two]) => (one < two ? -1 : 1)));

function shapes() {
  const plain = [...interfaces.values()].filter((node) => !isBehavioral(node));
  const own = [...classes.values(), ...[...interfaces.values()].filter(isBehavioral)];
  return `${JSON.stringify({
    objects: sorted(plain.map((node) => [node.name.text, fields(node)])),
    classes: sorted([
      ...Object.entries(FOREIGN).map(([name, members]) =>
        [name, { has: members, makers: name === 'Duration' ? ['Duration.seconds(n)'] : [] }]),
      ...own.map((node) =>
        [node.name.text, { has: members(node), makers: ts.isClassDeclaration(node) ? makers(node) : [] }]),
    ]),
    calls: sorted([...classes.values()].flatMap(calls)),
  }, undefined, 1)}\n`;
}

module.exports = { shapes, OUTPUT };
if (require.main === module) {
  fs.writeFileSync(OUTPUT, shapes());
}
