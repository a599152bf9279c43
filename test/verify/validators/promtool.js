'use strict';
const fs = require('fs');
const path = require('path');
const YAML = require('yaml');
const { objectId } = require('../inputs');
const { run } = require('../run');

const isRule = ({ object }) =>
  object.kind === 'PrometheusRule' && object.apiVersion.startsWith('monitoring.coreos.com/');

/** The problems in what promtool wrote; its headings and successes are no problems. */
function parse(output) {
  return output.split('\n').map((line) => line.trim().replace(/^.*\.yaml: /, ''))
    .filter((line) => line !== '' && !/^(Checking |SUCCESS|FAILED:?$)/.test(line));
}

const promtool = {
  name: 'promtool',
  tool: 'promtool',
  appliesTo: (documents) => documents.some(isRule),
  notApplicable: 'no PrometheusRule',
  findings({ binary, documents, workFolder }) {
    return documents.filter(isRule).flatMap(({ object: rule }) => {
      const { namespace, name } = rule.metadata;
      const file = path.join(workFolder, `rules-${namespace ?? 'default'}-${name}.yaml`);
      fs.writeFileSync(file, YAML.stringify({ groups: rule.spec.groups }));
      const { status, stdout, stderr } = run(binary, ['check', 'rules', '--lint=all', '--lint-fatal', file], {
        accept: [0, 1, 3],
      });
      const messages = status === 0 ? [] : parse(`${stdout}\n${stderr}`);
      return messages.map((message) => ({
        check: 'check rules',
        severity: 'error',
        object: objectId(rule.kind, namespace, name),
        message,
      }));
    });
  },
};

module.exports = { parse, promtool };
