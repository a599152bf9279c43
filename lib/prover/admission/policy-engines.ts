import { oncePer } from '../../util/once-per';
import { textOf } from '../../util/value-text';
import { Field, groupOf, Manifest, Model } from '../../manifests';
import { AskedAbout } from './asked-about';
import { isRuleAbout } from './rule-about';

/** A policy of an engine beside the API server, and what its webhook is asked about. */
export interface EnginePolicy {
  readonly manifest: Manifest;
  about(subject: AskedAbout): boolean;
}

type Reader = (root: Field, manifest: Manifest) => EnginePolicy['about'] | undefined;

/** By API group; a reader answers nothing for objects that only report. */
const ENGINES: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['kyverno.io', kyverno],
  ['policies.kyverno.io', kyvernoByRules],
  ['constraints.gatekeeper.sh', gatekeeper],
  ['mutations.gatekeeper.sh', gatekeeperMutation],
]);

/** Policies of Kyverno and Gatekeeper that may refuse or change something. */
export const enginePolicies = oncePer((model: Model): EnginePolicy[] => model.manifests.flatMap((manifest) => {
  const about = ENGINES.get(groupOf(manifest))?.(Field.of(manifest, []), manifest);
  return about ? [{ manifest, about }] : [];
}));

const ENFORCED = ['enforce', 'deny'];

/**
 * Rules that refuse (`Enforce`), look at images, or change pods (kyverno api/kyverno/v1/rule_types.go,
 * validation_types.go: `Audit` is the default). A rule about pods is written for their controllers too.
 */
function kyverno(root: Field, { kind, namespace }: Manifest): EnginePolicy['about'] | undefined {
  if (kind !== 'ClusterPolicy' && kind !== 'Policy') {
    return undefined;
  }
  const spec = root.get('spec');
  const isEnforced = (field: Field) => ENFORCED.includes(textOf(field.value).toLowerCase());
  const actionsOf = (rule: Field) => [
    spec.get('validationFailureAction'), rule.get('validate', 'failureAction'),
    ...rule.get('verifyImages').items().map((image) => image.get('failureAction')),
  ];
  const decides = (rule: Field) => rule.get('mutate').isPresent
    || ((rule.get('validate').isPresent || rule.get('verifyImages').isPresent) && actionsOf(rule).some(isEnforced));
  const rules = spec.get('rules').items().filter(decides);
  const blocks = (of: Field) =>
    [of, ...of.get('any').items(), ...of.get('all').items()].map((each) => each.get('resources'));
  return rules.length === 0 ? undefined : (subject) =>
    (kind === 'ClusterPolicy' || namespace === subject.namespace) && rules.some((rule) =>
      blocks(rule.get('match')).some((each) => isOfKind(each.get('kinds'), subject)
        && (!each.get('namespaces').isPresent || names(each.get('namespaces'), subject.namespace, true)))
      && !blocks(rule.get('exclude')).some((each) => leavesOut(each, subject)));
}

/** What excludes whole namespaces, and asks for nothing else. */
function leavesOut(resources: Field, { namespace }: AskedAbout): boolean {
  const keys = Object.keys((resources.value ?? {}) as object);
  return keys.length === 1 && names(resources.get('namespaces'), namespace, false);
}

/** The same shape as a ValidatingAdmissionPolicy (kyverno api/policies.kyverno.io/v1alpha1). */
function kyvernoByRules(root: Field, { kind }: Manifest): EnginePolicy['about'] | undefined {
  const actions = root.get('spec', 'validationActions');
  const isQuiet = actions.isPresent && !actions.items().some(({ value }) => value === 'Deny');
  const rules = root.get('spec', 'matchConstraints', 'resourceRules').items();
  return !/(?:Validating|Mutating)Policy$/.test(kind) || isQuiet ? undefined
    : (subject) => rules.some((rule) => isRuleAbout(rule, subject));
}

/**
 * `deny` is the default; `dryrun` and `warn` refuse nothing (gatekeeper
 * pkg/util/enforcement_action.go, pkg/mutation/match/match.go).
 */
function gatekeeper(root: Field): EnginePolicy['about'] | undefined {
  const spec = root.get('spec');
  const match = spec.get('match');
  const isNamed = (key: string, { namespace }: AskedAbout, ifOpen: boolean) => names(match.get(key), namespace, ifOpen);
  return ['dryrun', 'warn'].includes(textOf(spec.get('enforcementAction').value)) ? undefined
    : (subject) =>
      (!match.get('kinds').isPresent || match.get('kinds').items().some((each) => isOfKind(each.get('kinds'), subject)))
      && (!match.get('namespaces').isPresent || isNamed('namespaces', subject, true))
      && !isNamed('excludedNamespaces', subject, false);
}

/** Labels and annotations alone (AssignMetadata) move no pod. */
function gatekeeperMutation(root: Field, { kind }: Manifest): EnginePolicy['about'] | undefined {
  return kind === 'AssignMetadata' ? undefined
    : (subject) => root.get('spec', 'applyTo').items().some((each) => isOfKind(each.get('kinds'), subject));
}

/** Kinds such as Pod, apps/v1/Deployment, *; of a pattern it is taken that it is meant. */
function isOfKind(kinds: Field, { kind }: AskedAbout): boolean {
  return kinds.items().some(({ value }) => {
    const name = textOf(value).split('/').at(-1)!;
    return name === kind || isPattern(name);
  });
}

/** Whether a list names a namespace; `ifOpen`: what is taken where only a pattern may. */
function names(list: Field, namespace: string, ifOpen: boolean): boolean {
  return list.items().some(({ value }) => value === namespace || (ifOpen && isPattern(textOf(value))));
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}
