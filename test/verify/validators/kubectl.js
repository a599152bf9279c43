'use strict';
const { objectId } = require('../inputs');
const { run } = require('../run');

// `kubectl apply --dry-run=client` asks a server for its kinds. These two work without one: `label --local` decodes any
// object as kubectl does before it sends it, `set env --list` decodes the built-in kinds into their Go types.
const COMMANDS = [
  { check: 'decode', args: ['label', '--local', '--dry-run=client', '-o', 'name', 'verified=true', '-f', '-'] },
  { check: 'decode-typed', args: ['set', 'env', '--local', '--all', '--list', '-f', '-'] },
];

/**
 * The errors in what kubectl wrote to stderr. A custom resource has no Go type: only the untyped decoding can judge it.
 */
function parse(stderr) {
  return stderr
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^error: /, '')
        .replace(/^unable to decode "[^"]*": /, ''),
    )
    .filter((line) => line !== '' && !/^no kind ".*" is registered for version/.test(line));
}

const kubectl = {
  name: 'kubectl client decode',
  tool: 'kubectl',
  findings({ binary, documents }) {
    const decode = (args, texts) => run(binary, args, { accept: [0, 1], input: texts.join('\n---\n') });
    return COMMANDS.flatMap(({ check, args }) => {
      if (decode(args, documents.map(({ text }) => text)).status === 0) {
        return [];
      }
      // Once more, one object a call: kubectl's messages do not say which object of a stream they are about.
      return documents.flatMap(({ object, text }) => {
        const { status, stderr } = decode(args, [text]);
        const id = objectId(object.kind, object.metadata?.namespace, object.metadata?.name);
        return (status === 0 ? [] : parse(stderr)).map((message) => ({
          check,
          severity: 'error',
          object: id,
          message,
        }));
      });
    });
  },
};

module.exports = { kubectl, parse };
