import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { refusedChangesOf } from '../engine/refused-changes';
import { IMMUTABLE_FIELDS } from '../transition';

export const immutableField: Rule = {
  id: 'immutable-field',
  title: 'Change of a field that cannot change',
  severity: 'error',
  explanation:
    'Some fields are fixed when an object is made: selectors, claim templates, the template of a Job, what a claim or a volume is made of, ' +
    'the address of a Service, the role of a binding. The API server refuses a change of them, and with it the whole object. The rule ' +
    'compares with what runs, and so needs --from, --cluster or --live.',
  remediation: 'Leave the field as it runs, or delete the object and make it again as the finding says.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go',
  kinds: [...new Set(IMMUTABLE_FIELDS.flatMap(({ kinds }) => kinds))],
  evaluate({ manifest }, context) {
    const changes = refusedChangesOf(context);
    return !changes?.runningOf(manifest) ? NOT_APPLICABLE : changes.of(manifest)
      .map(({ pointer, message, instead }) => ({ pointer, message: `${message}; to change it, ${instead}` }));
  },
};
