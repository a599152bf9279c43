import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { Refusal } from '../validation';
import { extendedResourceRequestDiffersFromLimit } from './extended-resource-request-differs-from-limit';
import { noSurgeAndNoneUnavailable } from './no-surge-and-none-unavailable';
import { rollingUpdateFieldsWithoutRollingUpdate } from './rolling-update-fields-without-rolling-update';
import { selectorDoesNotMatchTemplate } from './selector-does-not-match-template';
import { isBuiltIn, refusedFor } from '../engine/refused-for';
import { volumeMissing } from './volume-missing';

/** Rules that say more about one kind of refusal, for the kinds of object that they look at. */
const SPECIAL = [
  extendedResourceRequestDiffersFromLimit, noSurgeAndNoneUnavailable, rollingUpdateFieldsWithoutRollingUpdate, selectorDoesNotMatchTemplate, volumeMissing,
];

export const objectRefused: Rule = {
  id: 'object-refused',
  title: 'Object that the API server refuses',
  severity: 'error',
  explanation:
    'A value is out of its limits, or two fields contradict each other, so that plain validation refuses the object: an apply of several ' +
    'objects stops half-way, and what runs stays as it was. Each object is looked at alone, as validated by Kubernetes 1.37; admission ' +
    'plugins, webhooks and immutable fields of live objects are not.',
  remediation: 'Write what the message says; kubectl apply --dry-run=server asks the server itself.',
  upstream: 'https://github.com/kubernetes/kubernetes/tree/v1.37.2/pkg/apis',
  kinds: [],
  evaluate({ manifest }) {
    if (!isBuiltIn(manifest)) {
      return NOT_APPLICABLE;
    }
    const isSpecial = ({ rule }: Refusal) => SPECIAL.some(({ id, kinds }) => id === rule && kinds.includes(manifest.kind));
    const special = new Set(SPECIAL.map(({ id }) => id));
    return refusedFor(manifest, (refusal) => (refusal.rule === 'object-refused' || special.has(refusal.rule)) && !isSpecial(refusal));
  },
};
