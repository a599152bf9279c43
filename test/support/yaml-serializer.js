const isManifest = (value) => value !== null && typeof value === 'object' && 'apiVersion' in value && 'kind' in value;

/** Prints a list of Kubernetes objects in a snapshot as the YAML a reviewer would read in dist/. */
module.exports = {
  test: (value) => Array.isArray(value) && value.length > 0 && value.every(isManifest),
  // Few tests print a list of objects, and cdk8s would be loaded once more for every file of tests.
  serialize: (value) => require('cdk8s').Yaml.stringify(...value).trimEnd(),
};
