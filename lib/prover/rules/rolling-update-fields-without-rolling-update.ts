import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { SPECIAL_REFUSALS } from '../engine/special-refusals';

/** Kinds whose validation refuses the fields. A DaemonSet with OnDelete keeps them. */
const STRATEGY_FIELD: { readonly [kind: string]: string } = { Deployment: 'strategy', StatefulSet: 'updateStrategy' };

export const rollingUpdateFieldsWithoutRollingUpdate: Rule = {
  id: 'rolling-update-fields-without-rolling-update',
  title: 'rollingUpdate fields under another strategy',
  severity: 'error',
  explanation:
    'The API server refuses rollingUpdate beside type Recreate or OnDelete. So does a server-side apply of Recreate to a Deployment ' +
    'whose rollingUpdate the API server has filled in, because nobody owns it: null in the manifest does not take it out.',
  remediation:
    'Remove rollingUpdate. To switch a live Deployment, apply client-side, or patch it once before: ' +
    `kubectl patch deployment NAME --type merge -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'.`,
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
