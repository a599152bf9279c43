import { NAMESPACE_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { Field, LabelSelector, Manifest, matches, readLabelSelector } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { AskedAbout, askedAbout } from './asked-about';
import { mayRefuse } from './objection';
import { enginePolicies } from './policy-engines';
import { isRuleAbout } from './rule-about';
import { Surroundings } from './surroundings';

/** Objects of the input by which a cluster has its own say, and where each keeps what it is asked about. */
const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const POLICIES = ['MutatingAdmissionPolicy', 'ValidatingAdmissionPolicy'];

/**
 * Webhooks and admission policies of the input that are asked about a workload's pods, or about the object that is
 * written: nobody here knows what they answer, or change (kubernetes
 * staging/src/k8s.io/apiserver/pkg/admission/plugin/webhook/predicates/rules/rules.go `Matches`).
 */
export const furtherPolicies: AdmissionPlugin = (spec, workload, surroundings) => {
  const { model } = surroundings;
  const policies = [
    ...WEBHOOKS.flatMap((kind) => model.byKind(kind)),
    ...POLICIES.flatMap((kind) => model.byKind(kind)).filter((manifest) => isBound(manifest, surroundings)),
  ];
  const engines = enginePolicies(model);
  if (policies.length === 0 && engines.length === 0) {
    return {};
  }
  const subjects = askedAbout(workload);
  const asked = [
    ...policies.map((manifest) => ({
      manifest, about: (subject: AskedAbout) => asksAbout(manifest, subject, surroundings),
    })),
    ...engines,
  ].flatMap(({ manifest, about }) => {
    const subject = subjects.find(about);
    return subject ? [`${manifest.id} is asked about ${subject.text}, and is not evaluated`] : [];
  });
  return asked.length === 0 ? {} : { objections: asked.map((reason) => mayRefuse('policy', spec, reason)) };
};

function asksAbout(manifest: Manifest, subject: AskedAbout, surroundings: Surroundings): boolean {
  const root = Field.of(manifest, []);
  const constraints = root.get('spec', 'matchConstraints');
  return WEBHOOKS.includes(manifest.kind)
    ? root.get('webhooks').items().some((webhook) => isAsked(webhook, webhook.get('rules'), subject, surroundings))
    : isAsked(constraints, constraints.get('resourceRules'), subject, surroundings);
}

/** A policy without a binding decides nothing, nor does one that only warns or audits. */
function isBound({ kind, name }: Manifest, { model }: Surroundings): boolean {
  return model.byKind(`${kind}Binding`).some((manifest) => {
    const spec = Field.of(manifest, []).get('spec');
    const actions = spec.get('validationActions');
    return spec.get('policyName').value === name
      && (!actions.isPresent || actions.items().some(({ value }) => value === 'Deny'));
  });
}

function isAsked(owner: Field, rules: Field, subject: AskedAbout, { model }: Surroundings): boolean {
  const { namespace, labels: own } = subject;
  const known = model.find('Namespace', '', namespace);
  const labels = known && Field.of(known, []).get('metadata', 'labels').stringMap();
  const named = new Map([...labels ?? [], [NAMESPACE_NAME_LABEL, namespace]]);
  const isOfNamespace = (selector: LabelSelector) =>
    matches(selector, named) || (!labels && selector.requirements.some(({ key }) => key !== NAMESPACE_NAME_LABEL));
  const meets = (key: string, test: (selector: LabelSelector) => boolean) => {
    const selector = readLabelSelector(owner.get(key));
    return selector === undefined || test(selector);
  };
  return rules.items().some((rule) => isRuleAbout(rule, subject)) && meets('namespaceSelector', isOfNamespace)
    && meets('objectSelector', (selector) => matches(selector, own));
}
