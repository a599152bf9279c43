'use strict';
const { objectId, yamlFiles } = require('../inputs');
const { runJson } = require('../run');

// kube-score's grades: 1 critical, 5 warning, 7 almost OK, 10 all OK.
const CRITICAL = 1;
const WARNING = 5;

/** Findings of `kube-score score -o json`. */
function parse(text) {
  // It prints null when it knows none of the kinds.
  const results = (JSON.parse(text) ?? []).flatMap(
    ({ type_meta: type, object_meta: meta, checks }) => (checks ?? []).map((result) => ({ ...result, type, meta })));
  return results.flatMap(({ check, grade, skipped, comments, type, meta }) => {
    if (skipped || grade > WARNING) {
      return [];
    }
    return (comments ?? [{ summary: check.comment }]).map(({ path, summary, description }) => ({
      check: check.id,
      severity: grade <= CRITICAL ? 'error' : 'warning',
      object: objectId(type.kind, meta.namespace, meta.name),
      message: `${path ? `${path}: ` : ''}${summary}${description ? `. ${description}` : ''}`,
    }));
  });
}

const kubeScore = {
  name: 'kube-score',
  tool: 'kube-score',
  ignorable: true,
  findings({ binary, folder }) {
    const args = ['score', '--output-format', 'json', '--kubernetes-version', 'v1.28',
      '--enable-optional-test', 'container-seccomp-profile', '--enable-optional-test', 'container-ports-check'];
    return runJson(binary, [...args, ...yamlFiles(folder)], [0, 1], parse);
  },
};

module.exports = { kubeScore, parse };
