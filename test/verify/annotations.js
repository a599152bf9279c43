'use strict';
// A finding is acknowledged when a native annotation silences it. What was silenced is measured, not read: each linter
// runs
// once on the manifests and once on a copy without these annotations, and the difference is what they silence.
const YAML = require('yaml');

const ACKNOWLEDGE = 'acknowledge.cdk8s-nim';
const KUBE_LINTER_PREFIX = 'ignore-check.kube-linter.io/';
const CHECKOV_PREFIX = 'checkov.io/skip';

const isIgnore = (key) => key.startsWith(KUBE_LINTER_PREFIX)
  || key === 'kube-linter.io/ignore-all'
  || key === 'kube-score/ignore'
  || key.startsWith(CHECKOV_PREFIX)
  || (key.startsWith('polaris.fairwinds.com/') && key.endsWith('exempt'));

/**
 * The reason for silencing a check, where the linter has no place for it: written together with the ignore annotation.
 */
const isReason = (key) => key.includes(`.${ACKNOWLEDGE}/`);

const isIgnorePair = (pair) => typeof pair.key?.value === 'string' && isIgnore(pair.key.value);

/** The YAML text without any native ignore annotation, on the objects and on their pod templates. */
function withoutIgnores(text) {
  const documents = YAML.parseAllDocuments(text);
  for (const document of documents) {
    YAML.visit(document, {
      Pair(_, pair) {
        if (pair.key?.value === 'annotations' && YAML.isMap(pair.value)) {
          pair.value.items = pair.value.items.filter((item) => !isIgnorePair(item));
        }
      },
    });
  }
  return documents.map((document) => document.toString({ directives: false })).join('---\n');
}

/**
 * An object without the annotations that `Acknowledgements.projectTo` adds, and without an annotations field that is
 * empty then.
 */
function withoutProjection({ metadata: { annotations = {}, ...metadata }, ...object }) {
  const own = Object.entries(annotations).filter(
    ([key]) => !isIgnore(key) && !isReason(key) && !key.startsWith('kubescape.io/skip-'),
  );
  return { ...object, metadata: own.length > 0 ? { ...metadata, annotations: Object.fromEntries(own) } : metadata };
}

/** The reasons inside the ignore annotations themselves. */
const kept = {
  'kube-linter': (annotations, check) => annotations[KUBE_LINTER_PREFIX + check],
  'checkov': (annotations, check) => annotations[`${CHECKOV_PREFIX}-${check}`]?.split('=')[1],
};

/**
 * The reason that an object's annotations give for silencing a check, or undefined:
 * `<tool>.acknowledge.cdk8s-nim/<check>`;
 * `acknowledge.cdk8s-nim/<rule>` of a rule that `nativeChecks` says is the same as the check; or the annotation of a
 * linter that keeps reasons.
 */
function acknowledgementReason(object, tool, check, nativeChecks) {
  const annotations = object?.metadata?.annotations ?? {};
  const rule = Object.keys(nativeChecks).find(
    (id) => nativeChecks[id].includes(`${tool}/${check}`) && annotations[`${ACKNOWLEDGE}/${id}`],
  );
  return annotations[`${tool}.${ACKNOWLEDGE}/${check}`]
    || annotations[`${ACKNOWLEDGE}/${rule}`]
    || kept[tool]?.(annotations, check)
    || undefined;
}

module.exports = { acknowledgementReason, withoutIgnores, withoutProjection };
