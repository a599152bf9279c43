'use strict';
const path = require('path');
const { objectId } = require('../inputs');
const { runJson } = require('../run');

/** Findings of `kube-linter lint --format json`; it knows no severities. */
function parse(text) {
  return (JSON.parse(text).Reports ?? []).map(({ Check, Diagnostic, Object: { K8sObject } }) => ({
    check: Check,
    severity: 'error',
    object: objectId(K8sObject.GroupVersionKind.Kind, K8sObject.Namespace, K8sObject.Name),
    message: Diagnostic.Message,
  }));
}

const kubeLinter = {
  name: 'kube-linter',
  tool: 'kube-linter',
  ignorable: true,
  findings({ binary, folder }) {
    const config = path.join(__dirname, '..', 'kube-linter.yaml');
    return runJson(binary, ['lint', '--config', config, '--format', 'json', folder], [0, 1], parse);
  },
};

module.exports = { kubeLinter, parse };
