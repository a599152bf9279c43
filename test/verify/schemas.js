'use strict';
// kubeconform reads one self-contained JSON Schema a kind. Converts the OpenAPI definitions that Kubernetes publishes,
// and the
// schemas inside CustomResourceDefinitions, to closed ones: a field that the schema does not name is an error.
const fs = require('fs');
const path = require('path');
const YAML = require('yaml');

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Closes every object schema that lists its properties, and spells out the Kubernetes extensions in plain JSON Schema.
 */
function closed(schema) {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (!isObject(schema)) {
    return schema;
  }
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    // Below `properties` the keys are names of fields, which may well be called `format` or `required`.
    result[key] = key === 'properties' || key === 'definitions'
      ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, closed(child)]))
      : closed(value);
  }
  if (result['x-kubernetes-int-or-string'] === true) {
    delete result.type;
    delete result.anyOf;
    result.type = ['integer', 'string'];
  }
  if (
    isObject(result.properties)
    && result.additionalProperties === undefined
    && result['x-kubernetes-preserve-unknown-fields'] !== true
  ) {
    result.additionalProperties = false;
  }
  if (result.nullable === true && typeof result.type === 'string') {
    result.type = [result.type, 'null'];
  }
  return result;
}

const prefix = '#/definitions/';

function referencedNames(schema, found = new Set()) {
  if (Array.isArray(schema)) {
    schema.forEach((item) => referencedNames(item, found));
  } else if (isObject(schema)) {
    if (typeof schema.$ref === 'string' && schema.$ref.startsWith(prefix)) {
      found.add(schema.$ref.slice(prefix.length));
    }
    Object.values(schema).forEach((item) => referencedNames(item, found));
  }
  return found;
}

/**
 * The schema file's name; also what the template below expands to, where kubeconform's `Group` of a core kind is its
 * version.
 */
const fileName = (group, version, kind) => `${kind.toLowerCase()}_${group || version}_${version}.json`;
const fileTemplate = '{{ .ResourceKind }}_{{ .Group }}_{{ .ResourceAPIVersion }}.json';

/** Every built-in kind of an OpenAPI document `{definitions}`, each with just the definitions that it needs. */
function builtInSchemas(document) {
  const definitions = closed(document.definitions);
  const schemas = new Map();
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      const needed = new Set([name]);
      for (const item of needed) {
        referencedNames(definitions[item]).forEach((other) => needed.add(other));
      }
      schemas.set(fileName(group, version, kind), {
        $ref: prefix + name,
        definitions: Object.fromEntries([...needed].map((item) => [item, definitions[item]])),
      });
    }
  }
  return schemas;
}

/** Every served version of the CustomResourceDefinitions in a YAML text. */
function customResourceSchemas(text) {
  const schemas = new Map();
  for (const document of YAML.parseAllDocuments(text)) {
    const crd = document.toJS();
    if (crd?.kind !== 'CustomResourceDefinition') {
      continue;
    }
    for (const version of crd.spec.versions.filter(({ served }) => served)) {
      const schema = closed(version.schema.openAPIV3Schema);
      // The API server owns these three; a CRD declares them as open or not at all.
      schema.properties = {
        ...schema.properties,
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { type: 'object' },
      };
      schemas.set(fileName(crd.spec.group, version.name, crd.spec.names.kind), schema);
    }
  }
  return schemas;
}

function writeAll(schemas, folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, schema] of schemas) {
    fs.writeFileSync(path.join(folder, name), JSON.stringify(schema));
  }
}

/**
 * Writes the schemas of one Kubernetes version, and those of the CRDs beside it, into `folder`. Returns the location
 * template
 * for kubeconform, or undefined where the data folder has no such version.
 */
function prepareSchemas(dataFolder, kubernetesVersion, folder) {
  const source = path.join(dataFolder, 'kubernetes-schemas', `v${kubernetesVersion}.json`);
  if (!fs.existsSync(source)) {
    return undefined;
  }
  writeAll(builtInSchemas(JSON.parse(fs.readFileSync(source, 'utf8'))), folder);
  const crds = path.join(dataFolder, 'crds');
  for (const name of fs.existsSync(crds) ? fs.readdirSync(crds).filter((item) => item.endsWith('.yaml')) : []) {
    writeAll(customResourceSchemas(fs.readFileSync(path.join(crds, name), 'utf8')), folder);
  }
  return path.join(folder, fileTemplate);
}

module.exports = { builtInSchemas, closed, customResourceSchemas, prepareSchemas };
