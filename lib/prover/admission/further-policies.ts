import { textOf } from '../../kubernetes/value-text';
import { NAMESPACE_NAME_LABEL } from '../../kubernetes/well-known-labels';
import { Field, LabelSelector, Manifest, matches, readLabelSelector, Workload } from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { mayRefuse } from './objection';
import { Surroundings } from './surroundings';

/** Objects of the input by which a cluster has its own say about pods, and where each keeps what it is asked about. */
const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const POLICIES = ['MutatingAdmissionPolicy', 'ValidatingAdmissionPolicy'];

/**
 * Webhooks and admission policies of the input that are asked about the pods of a workload: nobody here knows what they
 * answer, or change (kubernetes staging/src/k8s.io/apiserver/pkg/admission/plugin/webhook/predicates/rules/rules.go
 * `Matches`).
 */
export const furtherPolicies: AdmissionPlugin = (spec, workload, surroundings) => {
  const { model } = surroundings;
  const asked = [
    ...WEBHOOKS.flatMap((kind) => model.byKind(kind)).filter((manifest) =>
      Field.of(manifest, []).get('webhooks').items().some((webhook) =>
        isAsked(webhook, webhook.get('rules'), workload, surroundings))),
    ...POLICIES.flatMap((kind) => model.byKind(kind)).filter((manifest) => isBound(manifest, surroundings)
      && isAsked(matchOf(manifest), matchOf(manifest).get('resourceRules'), workload, surroundings)),
  ];
  return asked.length === 0 ? {} : {
    objections: asked.map(({ id }) => mayRefuse('validation', spec, `${id} is asked about them, and is not evaluated`)),
  };
};

function matchOf(policy: Manifest): Field {
  return Field.of(policy, []).get('spec', 'matchConstraints');
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

function isAsked(
  owner: Field, rules: Field, { namespace, pod }: Workload, { model }: Surroundings,
): boolean {
  const known = model.find('Namespace', '', namespace);
  const labels = known && Field.of(known, []).get('metadata', 'labels').stringMap();
  const named = new Map([...labels ?? [], [NAMESPACE_NAME_LABEL, namespace]]);
  const isOfNamespace = (selector: LabelSelector) =>
    matches(selector, named) || (!labels && selector.requirements.some(({ key }) => key !== NAMESPACE_NAME_LABEL));
  const meets = (key: string, test: (selector: LabelSelector) => boolean) => {
    const selector = readLabelSelector(owner.get(key));
    return selector === undefined || test(selector);
  };
  return rules.items().some(isAboutNewPods) && meets('namespaceSelector', isOfNamespace)
    && meets('objectSelector', (selector) => matches(selector, pod.labels));
}

function isAboutNewPods(rule: Field): boolean {
  const has = (key: string, ...values: string[]) =>
    rule.get(key).items().some(({ value }) => values.includes(textOf(value)));
  return has('apiGroups', '', '*') && has('operations', 'CREATE', '*') && has('resources', 'pods', '*', '*/*');
}
