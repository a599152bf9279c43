const { Yaml } = require('cdk8s');

const isManifest = (value) => value !== null && typeof value === 'object' && 'apiVersion' in value && 'kind' in value;

/** Prints a list of Kubernetes objects in a snapshot as the YAML a reviewer would read in dist/. */
module.exports = {
  test: (value) => Array.isArray(value) && value.length > 0 && value.every(isManifest),
  serialize: (value) => Yaml.stringify(...value).trimEnd(),
};
