import { RuleDescription } from './rule';

/** Its findings are collected by everything that reads a manifest, not by a rule of its own. */
export const UNREADABLE_FIELD: RuleDescription = {
  id: 'unreadable-field',
  title: 'Field of the wrong type or out of range',
  severity: 'error',
  explanation:
    'A field holds a value that the API server refuses or that no scheduler could use: a negative quantity, text where a number ' +
    'belongs. It is read as absent.',
  remediation: 'Write a value of the type the API documents, which the finding names.',
  upstream: 'https://kubernetes.io/docs/reference/kubernetes-api/',
  kinds: [],
};
