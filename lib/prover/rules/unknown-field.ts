import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { isServed, refusedFor } from '../engine/refused-for';

export const unknownField: Rule = {
  id: 'unknown-field',
  title: 'Field that the kind does not have',
  severity: 'error',
  explanation:
    'kubectl asks the API server to refuse unknown fields (--validate=strict, its default since 1.27). A client that does not ask so drops the ' +
    'field silently, which is worse: the object runs without what was meant. The fields are those of Kubernetes 1.37.',
  remediation: 'Correct the spelling or the place of the field.',
  upstream: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  kinds: [],
  evaluate({ manifest }) {
    return isServed(manifest) ? refusedFor(manifest, ({ rule }) => rule === 'unknown-field') : NOT_APPLICABLE;
  },
};
