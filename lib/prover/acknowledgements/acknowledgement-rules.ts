import { RuleDescription } from '../engine';

const UPSTREAM = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/';

/** The acknowledgement has no reason, or its date is none. */
export const ACKNOWLEDGEMENT_WITHOUT_REASON: RuleDescription = {
  id: 'acknowledgement-without-reason',
  title: 'Acknowledgement without a reason',
  severity: 'error',
  explanation:
    'An acknowledgement is a decision that somebody has to be able to check later; without a reason, or with an expiry that is no day, ' +
    'it does not count.',
  remediation: 'Write the reason as the value of the annotation, followed by "; expires 2027-01-31" where it ends.',
  upstream: UPSTREAM,
  kinds: [],
};

/** The acknowledged rule is not one of ours, and the tool not one of the five. */
export const ACKNOWLEDGEMENT_OF_UNKNOWN_RULE: RuleDescription = {
  id: 'acknowledgement-of-unknown-rule',
  title: 'Acknowledgement of an unknown rule',
  severity: 'error',
  explanation:
    'The annotation names no rule of cdk8s-nim and no check of kube-linter, kube-score, polaris, checkov or kubescape, so that it silences nothing.',
  remediation: 'Correct the rule id; cdk8s-nim rules lists them.',
  upstream: UPSTREAM,
  kinds: [],
};

/** Its last day is over. */
export const ACKNOWLEDGEMENT_EXPIRED: RuleDescription = {
  id: 'acknowledgement-expired',
  title: 'Acknowledgement has expired',
  severity: 'error',
  explanation: 'The day until which the finding was accepted is over, and the finding counts again.',
  remediation: 'Remove the cause, or decide again and write a new date.',
  upstream: UPSTREAM,
  kinds: [],
};

/** Nothing it could silence was found. */
export const ACKNOWLEDGEMENT_UNUSED: RuleDescription = {
  id: 'acknowledgement-unused',
  title: 'Acknowledgement silences nothing',
  severity: 'warning',
  explanation:
    'No finding of that rule exists on any object that carries this acknowledgement. Left in place it would hide the next one.',
  remediation: 'Delete the acknowledgement.',
  upstream: UPSTREAM,
  kinds: [],
};

/** What there is to find about acknowledgements themselves; these can not be acknowledged. */
export const ACKNOWLEDGEMENT_RULES: readonly RuleDescription[] = [
  ACKNOWLEDGEMENT_WITHOUT_REASON,
  ACKNOWLEDGEMENT_OF_UNKNOWN_RULE,
  ACKNOWLEDGEMENT_EXPIRED,
  ACKNOWLEDGEMENT_UNUSED,
];
