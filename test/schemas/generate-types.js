// @ts-check
'use strict';
// Writes imports/kubernetes.ts: types of the kinds that our constructs render, from lib/manifests/schema/kubernetes.json,
// so that a field has one source. Run `npm run generate:types` after `npm run generate:schema`, or to add a kind.
const fs = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '../..');
const OUTPUT = path.join(root, 'imports/kubernetes.ts');

/** Kinds that constructs of this library render. */
const KINDS = [
  'apps/v1 Deployment', 'apps/v1 StatefulSet', 'autoscaling/v2 HorizontalPodAutoscaler', 'batch/v1 CronJob',
  'batch/v1 Job', 'networking.k8s.io/v1 Ingress', 'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget', 'rbac.authorization.k8s.io/v1 ClusterRole',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding', 'v1 ConfigMap', 'v1 Namespace', 'v1 PersistentVolumeClaim',
  'v1 Service', 'v1 ServiceAccount',
];

const HEADER = `/**
 * Kinds of Kubernetes $VERSION as plain objects, written by \`npm run generate:types\` from the schema of the
 * repository. Every field is text, a number, a list or an object; nothing is dropped when it is rendered.
 */

/** A number with a unit, such as \`500m\` or \`20Gi\`. Text, as the API server keeps it. */
export type Quantity = string;

/** A port or a percentage. */
export type IntOrString = string | number;
`;

const SCALARS = {
  string: 'string', boolean: 'boolean', int32: 'number', int64: 'number', double: 'number', bytes: 'string',
  quantity: 'Quantity', intOrString: 'IntOrString', time: 'string', object: 'object', any: 'unknown',
};

/** `Container` of `core.v1.Container`. */
const shortName = (type) => type.split('.').at(-1);

/** What the server writes. */
const isStatus = (type, field) => field === 'status' || (type === 'meta.v1.ObjectMeta' && field === 'managedFields');

function generate(schema) {
  const { kubernetes, kinds, types } = schema;
  const found = new Map();
  const word = (text) => {
    if (text.startsWith('[')) {
      return `readonly ${wrapped(word(text.slice(1, -1)))}[]`;
    }
    if (text.startsWith('{')) {
      return `{ readonly [key: string]: ${word(text.slice(1, -1))} }`;
    }
    if (types[text] === undefined) {
      // An enum is text too: what it may be is said where the object is checked, with its place.
      return SCALARS[text] ?? 'string';
    }
    visit(text);
    return shortName(text);
  };
  const visit = (type) => {
    const name = shortName(type);
    const known = found.get(name);
    if (known) {
      if (known.type !== type) {
        throw new Error(`${type} and ${known.type} have the same short name; name one of them apart`);
      }
      return;
    }
    found.set(name, { type });
    const fields = types[type];
    found.set(name, { type, text: typeof fields === 'string' ? `export type ${name} = unknown;` : [
      `export interface ${name} {`,
      ...Object.entries(fields).filter(([field]) => !isStatus(type, field)).map(([field, text]) => {
        const key = field.replace(/!$/, '');
        return `  readonly ${/^\w+$/.test(key) ? key : `'${key}'`}${key === field ? '?' : ''}: ${word(text)};`;
      }),
      '}',
    ].join('\n') });
  };
  const entries = KINDS.map((kind) => {
    const [type] = kinds[kind];
    visit(type);
    return `  '${kind}': ${shortName(type)};`;
  });
  const map = ['/** By version and kind. */', 'export interface Kinds {', ...entries, '}'].join('\n');
  const texts = [...found].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, { text }]) => text);
  return [HEADER.replace('$VERSION', kubernetes), map, ...texts.map((text) => `\n${text}`), ''].join('\n');
}

const wrapped = (word) => (word.includes(' ') && !word.startsWith('{') ? `(${word})` : word);

const read = () => JSON.parse(fs.readFileSync(path.join(root, 'lib/manifests/schema/kubernetes.json'), 'utf8'));

module.exports = { generate, read, KINDS, OUTPUT };

if (require.main === module) {
  fs.writeFileSync(OUTPUT, generate(read()));
  console.log(`wrote ${path.relative(process.cwd(), OUTPUT)}`);
}
