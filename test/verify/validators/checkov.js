'use strict';
const { objectId } = require('../inputs');
const { runJson } = require('../run');

/** Findings of `checkov --output json`; without its service it knows no severities. */
function parse(text) {
  // It prints a summary of zeros when it knows none of the kinds.
  return (JSON.parse(text).results?.failed_checks ?? []).map(({ check_id: check, check_name: message, resource }) => {
    const [kind, namespace, ...name] = resource.split('.');
    return { check, severity: 'error', object: objectId(kind, namespace, name.join('.')), message };
  });
}

const checkov = {
  name: 'checkov',
  tool: 'checkov',
  ignorable: true,
  findings({ binary, folder }) {
    return runJson(
      binary,
      ['--directory', folder, '--framework', 'kubernetes', '--skip-download', '--quiet', '--output', 'json'],
      [0, 1],
      parse,
    );
  },
};

module.exports = { checkov, parse };
