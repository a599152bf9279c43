'use strict';
const { objectId } = require('../inputs');
const { runJson } = require('../run');

function failed(results, object, prefix = '') {
  return Object.values(results ?? {}).filter(({ Success }) => !Success).map(({ ID, Message, Severity }) => ({
    check: ID, severity: Severity === 'danger' ? 'error' : 'warning', object, message: prefix + Message,
  }));
}

/** Findings of `polaris audit --format json`: of the object, of its pod, and of each container. */
function parse(text) {
  return (JSON.parse(text).Results ?? []).flatMap(({ Kind, Namespace, Name, Results, PodResult }) => {
    const object = objectId(Kind, Namespace, Name);
    return [
      ...failed(Results, object),
      ...failed(PodResult?.Results, object),
      ...(PodResult?.ContainerResults ?? []).flatMap((container) =>
        failed(container.Results, object, `${container.Name}: `),
      ),
    ];
  });
}

const polaris = {
  name: 'polaris',
  tool: 'polaris',
  ignorable: true,
  findings({ binary, folder }) {
    return runJson(binary, ['audit', '--audit-path', folder, '--format', 'json'], [0], parse);
  },
};

module.exports = { parse, polaris };
