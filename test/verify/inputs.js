'use strict';
// Finds the manifests of an input, and stages them: `rendered` byte for byte, `unignored` without native ignore
// annotations.
const fs = require('fs');
const path = require('path');
const YAML = require('yaml');
const { isDeepStrictEqual } = require('util');
const { withoutIgnores, withoutProjection } = require('./annotations');

// Files of other programs that may lie beside the manifests: no cluster ever holds these objects.
const CLIENT_GROUPS = new Set(['eksctl.io', 'kustomize.config.k8s.io', 'kind.x-k8s.io']);

const apiGroup = (object) => (object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '');

/** How findings name an object: `Kind namespace/name`. */
const objectId = (kind, namespace, name) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

function yamlFiles(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? yamlFiles(file) : /\.ya?ml$/.test(entry.name) ? [file] : [];
  });
}

/**
 * The cluster objects of a YAML text, each with its own text; throws on a document that is none, and on a text that
 * mixes them
 * with a client's files.
 */
function parseDocuments(text, file) {
  const documents = text.split(/^---[ \t]*$/m).flatMap((part) => {
    const document = YAML.parseDocument(part);
    if (document.errors.length > 0) {
      throw new Error(`${file}: ${document.errors[0].message}`);
    }
    const object = document.toJS();
    if (object !== null && (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string')) {
      throw new Error(
        `${file}: a document has no apiVersion and kind; keep files that are no manifests out of the folder`,
      );
    }
    return object === null ? [] : [{ object, text: part }];
  });
  const clients = documents.filter(({ object }) => CLIENT_GROUPS.has(apiGroup(object)));
  if (clients.length > 0 && clients.length < documents.length) {
    const { apiVersion, kind } = clients[0].object;
    throw new Error(`${file}: mixes ${apiVersion} ${kind} with cluster objects; write it to a file of its own`);
  }
  return clients.length > 0 ? [] : documents;
}

/** Stages the manifests under `folder` into `workFolder`. */
function stage(name, folder, workFolder) {
  const input = {
    name,
    documents: [],
    rendered: path.join(workFolder, 'rendered'),
    unignored: path.join(workFolder, 'unignored'),
  };
  for (const file of yamlFiles(folder)) {
    const text = fs.readFileSync(file, 'utf8');
    const documents = parseDocuments(text, file);
    if (documents.length === 0) {
      continue;
    }
    input.documents.push(...documents);
    const relative = path.relative(folder, file);
    for (const [target, content] of [[input.rendered, text], [input.unignored, withoutIgnores(text)]]) {
      fs.mkdirSync(path.dirname(path.join(target, relative)), { recursive: true });
      fs.writeFileSync(path.join(target, relative), content);
    }
  }
  if (input.documents.length === 0) {
    throw new Error(`${folder}: holds no manifests; run "npm run synth" first, or name another folder`);
  }
  return input;
}

/** The cluster objects of a folder, without the annotations by which linters are silenced. */
const objectsOf = (folder) => yamlFiles(folder).flatMap((file) => parseDocuments(fs.readFileSync(file, 'utf8'), file))
  .map(({ object }) => withoutProjection(object));

/** What is judged is a copy with ignore annotations: it must be the committed manifests otherwise. */
function requireSame(folder, copy) {
  if (!isDeepStrictEqual(objectsOf(folder), objectsOf(copy))) {
    throw new Error(`${folder}: is not what main.ts renders; run "npm run synth" first`);
  }
}

module.exports = { objectId, parseDocuments, requireSame, stage, yamlFiles };
