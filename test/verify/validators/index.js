'use strict';
const { checkov } = require('./checkov');
const { kubeconform } = require('./kubeconform');
const { kubeLinter } = require('./kube-linter');
const { kubeScore } = require('./kube-score');
const { kubectl } = require('./kubectl');
const { polaris } = require('./polaris');
const { promtool } = require('./promtool');

/**
 * `tool` names the binary; `ignorable` says that native annotations silence findings; `prepare` runs once and may say
 * why the
 * validator is absent; `appliesTo` tells whether an input holds anything for it.
 */
const validators = [
  kubeconform('1.36.0'),
  kubectl,
  kubeLinter,
  kubeScore,
  polaris,
  checkov,
  promtool,
];

module.exports = { validators };
