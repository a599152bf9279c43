import { refusedChangesOf } from '../engine/refused-changes';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { Field } from '../../manifests';

interface Switch {
  readonly field: string;
  /** The type that takes no limits of a rolling update. */
  readonly to: string;
  /** Limits that the API server fills in where they are not written. */
  readonly limits: readonly string[];
}

/** Kinds whose validation refuses the limits of a rolling update beside another type. */
const SWITCHES: { readonly [kind: string]: Switch } = {
  Deployment: { field: 'strategy', to: 'Recreate', limits: ['maxSurge', 'maxUnavailable'] },
  StatefulSet: { field: 'updateStrategy', to: 'OnDelete', limits: ['partition'] },
};

export const strategyNotSwitchedByServerSideApply: Rule = {
  id: 'strategy-not-switched-by-server-side-apply',
  title: 'Strategy that a server-side apply cannot switch',
  severity: 'warning',
  explanation:
    'The API server fills in the limits of a rolling update where a manifest leaves them out. A server-side apply removes only what its ' +
    'manager has written, so that they stay beside the new type, and the API server refuses the object; rollingUpdate: null and ' +
    '--force-conflicts do not help. kubectl apply on the client side switches it. The rule compares with what runs, and so needs --from.',
  remediation:
    'Once before the apply, remove the limits by a merge patch: ' +
    'kubectl patch deployment NAME --type merge -p \'{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}\'.',
  upstream: 'https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go',
  kinds: Object.keys(SWITCHES),
  evaluate({ manifest, root }, context) {
    const running = refusedChangesOf(context)?.runningOf(manifest);
    const { field, to, limits } = SWITCHES[manifest.kind];
    const asked = root.get('spec', field, 'type');
    const old = running && Field.of(running, []).get('spec', field);
    if (!old || asked.value !== to || (old.get('type').string() ?? 'RollingUpdate') !== 'RollingUpdate') {
      return NOT_APPLICABLE;
    }
    const isFilledIn =
      context.from?.isLive === true || limits.some((limit) => !old.get('rollingUpdate', limit).isPresent);
    const patch = JSON.stringify({ spec: { [field]: { type: to, rollingUpdate: null } } });
    return isFilledIn
      ? [
          {
            pointer: asked.pointer,
            message:
              `a server-side apply cannot switch it from RollingUpdate to ${to}; before it, run kubectl patch ` +
              `${manifest.kind.toLowerCase()} ${manifest.name} -n ${manifest.namespace} --type merge -p '${patch}'`,
          },
        ]
      : [];
  },
};
