import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { isServed, refusedFor } from '../engine/refused-for';
import { isSpecial, SPECIAL_REFUSALS } from '../engine/special-refusals';

const REPORTED: readonly string[] = ['object-refused', ...Object.keys(SPECIAL_REFUSALS)];

export const objectRefused: Rule = {
  id: 'object-refused',
  title: 'Object that the API server refuses',
  severity: 'error',
  explanation:
    'A value is out of its limits, or two fields contradict each other, so that plain validation refuses the object: an apply of several ' +
    'objects stops half-way, and what runs stays as it was. Each object is looked at alone, as validated by Kubernetes 1.37; admission ' +
    'plugins, webhooks and immutable fields of live objects are not. Of custom resources the metadata is.',
  remediation: 'Write what the message says; kubectl apply --dry-run=server asks the server itself.',
  upstream: 'https://github.com/kubernetes/kubernetes/tree/v1.37.2/pkg/apis',
  kinds: [],
  evaluate({ manifest }) {
    const found = refusedFor(manifest, ({ rule }) => REPORTED.includes(rule) && !isSpecial(rule, manifest.kind));
    // Of a kind that somebody has defined only the metadata is known.
    return isServed(manifest) || found.length > 0 ? found : NOT_APPLICABLE;
  },
};
