'use strict';
// Writes lib/manifests/schema/kubernetes.json: the fields, types, enums and required fields of every kind that the
// newest Kubernetes serves, from what its Go modules publish. Run `npm run generate:schema -- 1.37.2` where Go is
// installed.
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const OUTPUT = path.resolve(__dirname, '../../lib/manifests/schema/kubernetes.json');
const DEFAULT_VERSION = '1.37.2';
const PACKAGES = [
  [/^io\.k8s\.api\./, ''],
  [/^io\.k8s\.apimachinery\.pkg\.apis\./, ''],
  [/^io\.k8s\.apiextensions-apiserver\.pkg\.apis\./, ''],
  [/^io\.k8s\.kube-aggregator\.pkg\.apis\./, ''],
];
/** Definitions whose JSON is not an object with properties. */
const PRIMITIVES = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'object',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'object',
};

const shortName = (name) => PACKAGES.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name);

function download(module) {
  return JSON.parse(execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' })).Dir;
}

/** Enums by definition and field: published only in the Go source that the document is made from. */
function readEnums(source) {
  const enums = new Map();
  let type;
  let field;
  for (const line of source.split('\n')) {
    if (line.startsWith('func ')) {
      type = /^func schema_k8sio_(?:api|apimachinery_pkg_apis)_(\w+?)_(v\w+?)_(\w+)\(/.exec(line)?.slice(1).join('.');
    }
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const values = /^\t+Enum: +\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1];
    if (values) {
      enums.set(`${type}.${field}`, JSON.parse(`[${values}]`).join('|'));
    }
  }
  return enums;
}

function typeOf(schema, values) {
  const reference = schema.$ref?.replace('#/definitions/', '');
  if (reference) {
    return PRIMITIVES[reference] ?? shortName(reference);
  }
  switch (schema.type) {
    case 'array':
      return `[${typeOf(schema.items, values)}]`;
    case 'object':
      return schema.additionalProperties ? `{${typeOf(schema.additionalProperties, values)}}` : 'object';
    case 'integer':
    case 'number':
      return schema.format;
    case 'string':
      return values ?? (schema.format === 'byte' ? 'bytes' : schema.format === 'date-time' ? 'time' : 'string');
    default:
      return schema.type ?? 'any';
  }
}

function readTypes(definitions, enums) {
  const types = new Map();
  for (const [name, { properties, required = [] }] of Object.entries(definitions)) {
    const type = shortName(name);
    const fields = Object.entries(properties ?? {}).map(([field, schema]) => [
      required.includes(field) ? `${field}!` : field,
      typeOf(schema, enums.get(`${type}.${field}`)),
    ]);
    // Without properties and without type it is any JSON at all, such as the JSON of a CustomResourceDefinition's
    // default.
    types.set(type, properties || definitions[name].type === 'object' ? Object.fromEntries(fields) : 'any');
  }
  return types;
}

/** Kinds that can be created at a path of their own, with their scope. */
function readKinds(paths) {
  const kinds = new Map();
  for (const [at, { post, parameters = [] }] of Object.entries(paths)) {
    const body = [...(post?.parameters ?? []), ...parameters].find((parameter) => parameter.in === 'body');
    if (body && !/\{name\}/.test(at)) {
      const { group, version, kind } = post['x-kubernetes-group-version-kind'];
      const scope = at.includes('{namespace}') ? 'Namespaced' : 'Cluster';
      kinds.set(`${group ? `${group}/` : ''}${version} ${kind}`, [
        shortName(body.schema.$ref.replace('#/definitions/', '')), scope,
      ]);
    }
  }
  return kinds;
}

/**
 * Versions that are served no more, by the life cycle that the Go types declare: the minor that dropped them, and what
 * to write.
 */
function readRemoved(folder, kinds) {
  const removed = new Map();
  const groups = new Map([...kinds].map(([kind, [type]]) => [type.split('.')[0], /^(.*)\//.exec(kind)?.[1] ?? '']));
  const asApi = (group, version) => (group ? `${group}/${version}` : version);
  for (const group of fs.readdirSync(folder)) {
    for (const version of fs.existsSync(path.join(folder, group)) && fs.statSync(path.join(folder, group)).isDirectory()
      ? fs.readdirSync(path.join(folder, group))
      : []) {
      const file = path.join(folder, group, version, 'zz_generated.prerelease-lifecycle.go');
      const source = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
      const minors = new Map(
        [...source.matchAll(/\(in \*(\w+)\) APILifecycleRemoved\(\) \(major, minor int\) \{\n\treturn 1, (\d+)/g)].map(
          ([, kind, minor]) => [kind, Number(minor)],
        ),
      );
      const instead = new Map(
        [
          ...source.matchAll(
            /\(in \*(\w+)\) APILifecycleReplacement\(\) .*\{\n.*Group: "(.*?)", Version: "(.*?)", Kind: "(.*?)"/g,
          ),
        ].map(([, kind, ...to]) => [kind, `${asApi(to[0], to[1])} ${to[2]}`]),
      );
      for (const [kind, minor] of minors) {
        const served = `${asApi(group === 'extensions' ? 'extensions' : groups.get(group) ?? group, version)} ${kind}`;
        if (!kind.endsWith('List') && !kinds.has(served)) {
          removed.set(served, [minor, instead.get(kind) ?? '']);
        }
      }
    }
  }
  return removed;
}

/** Only what the kinds are made of. */
function reachable(types, kinds) {
  const found = new Set();
  const visit = (type) => {
    const name = type.replace(/[[\]{}]/g, '');
    if (types.has(name) && !found.has(name)) {
      found.add(name);
      const fields = types.get(name);
      Object.values(typeof fields === 'string' ? {} : fields).forEach(visit);
    }
  };
  [...kinds.values()].forEach(([type]) => visit(type));
  return [...types].filter(([name]) => found.has(name));
}

/** One line for each kind and type, so that a change upstream is a line here. */
function render(version, { kinds, removed, types }) {
  const section = (entries) =>
    `{\n${[...entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(',\n')}\n}`;
  return `{"kubernetes":"${version}",\n"kinds":${section(kinds)},\n"removed":${section(removed)},\n"types":${section(types)}}\n`;
}

function generate(version) {
  const source = download(`k8s.io/kubernetes@v${version}`);
  const api = download(`k8s.io/api@v${version.replace(/^1\./, '0.')}`);
  const { definitions, paths } = JSON.parse(
    fs.readFileSync(path.join(source, 'api/openapi-spec/swagger.json'), 'utf8'),
  );
  const enums = readEnums(fs.readFileSync(path.join(source, 'pkg/generated/openapi/zz_generated.openapi.go'), 'utf8'));
  const kinds = readKinds(paths);
  return render(version, {
    kinds, removed: readRemoved(api, kinds), types: reachable(readTypes(definitions, enums), kinds),
  });
}

module.exports = { generate, readEnums, typeOf };

if (require.main === module) {
  fs.writeFileSync(OUTPUT, generate(process.argv[2] ?? DEFAULT_VERSION));
  console.log(`wrote ${path.relative(process.cwd(), OUTPUT)}`);
}
