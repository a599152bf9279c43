import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { SPECIAL_REFUSALS } from '../engine/special-refusals';

/** Kinds whose validation refuses the fields. A DaemonSet with OnDelete keeps them. */
const STRATEGY_FIELD: { readonly [kind: string]: string } = { Deployment: 'strategy', StatefulSet: 'updateStrategy' };

export const rollingUpdateFieldsWithoutRollingUpdate: Rule = {
  id: 'rolling-update-fields-without-rolling-update',
  title: 'rollingUpdate fields under another strategy',
  severity: 'error',
  explanation:
    'The API server refuses rollingUpdate beside type Recreate or OnDelete. The same happens when a live object with rollingUpdate is ' +
    'switched to Recreate by a merge patch that leaves the old fields in place.',
  remediation: 'Remove rollingUpdate; of a live object that a server-side apply is to switch, remove it by a merge patch first.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/apps/validation/validation.go',
  kinds: SPECIAL_REFUSALS['rolling-update-fields-without-rolling-update'],
  evaluate({ manifest, workload, root }) {
    if (!workload || workload.strategy.type === 'RollingUpdate') {
      return NOT_APPLICABLE;
    }
    const rolling = root.get('spec', STRATEGY_FIELD[manifest.kind], 'rollingUpdate');
    return rolling.isPresent
      ? [{
          pointer: rolling.pointer,
          message: `rollingUpdate may not be given beside type ${workload.strategy.type}; the API server refuses it`,
        }]
      : [];
  },
};
