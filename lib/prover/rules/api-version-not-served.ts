import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { refusedFor } from '../engine/refused-for';

export const apiVersionNotServed: Rule = {
  id: 'api-version-not-served',
  title: 'API version that is no longer served',
  severity: 'error',
  explanation:
    'The API server does not know this version of the kind, or the kind in this group: it answers that there is no such resource.',
  remediation: 'Write the apiVersion of the message, and look at the migration guide for fields that changed.',
  upstream: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  kinds: [],
  evaluate({ manifest }) {
    return manifest.apiVersion === ''
      ? NOT_APPLICABLE
      : refusedFor(manifest, ({ rule }) => rule === 'api-version-not-served');
  },
};
