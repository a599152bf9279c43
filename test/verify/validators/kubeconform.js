'use strict';
const path = require('path');
const { objectId } = require('../inputs');
const { runJson } = require('../run');
const { prepareSchemas } = require('../schemas');

/** The single violations in kubeconform's message; its list `validationErrors` holds only the outermost one. */
function violations(message) {
  const [, ...places] = message.split(/\s+- at (?=')/);
  return places.length === 0 ? [message] : places.filter((place) => !place.endsWith(': validation failed'));
}

/** Findings of `kubeconform -output json`, which does not tell namespaces. */
function parse(text) {
  return JSON.parse(text)
    .resources.filter(({ status }) => status === 'statusInvalid' || status === 'statusError')
    .flatMap(({ kind, name, msg }) => {
      const object = objectId(kind || 'unknown kind', undefined, name || 'unnamed');
      return violations(msg).map((message) => ({ check: 'schema', severity: 'error', object, message }));
    });
}

/** Closed schemas of one Kubernetes version: an unknown field, and a kind without a schema, are errors. */
const kubeconform = (kubernetesVersion) => ({
  name: `kubeconform, Kubernetes ${kubernetesVersion.replace(/\.0$/, '')}`,
  tool: 'kubeconform',
  prepare({ dataFolder, workFolder }) {
    const template = prepareSchemas(
      dataFolder,
      kubernetesVersion,
      path.join(workFolder, `schemas-${kubernetesVersion}`),
    );
    const source = path.join(path.relative('', dataFolder), 'kubernetes-schemas', `v${kubernetesVersion}.json`);
    return template === undefined
      ? { absent: `no schemas: ${source} does not exist; name the folder with --data` }
      : { template };
  },
  findings({ binary, folder, prepared }) {
    return runJson(
      binary,
      ['-strict', '-output', 'json', '-schema-location', prepared.template, folder],
      [0, 1],
      parse,
    );
  },
});

module.exports = { kubeconform, parse };
