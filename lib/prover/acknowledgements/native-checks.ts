import { POD_KINDS } from '../engine';

/** The linters whose own ignore annotations are written too. */
export type NativeTool = 'kube-linter' | 'kube-score' | 'polaris' | 'checkov' | 'kubescape';

/** Every tool an id of the form `<tool>/<check>` may name. */
export const NATIVE_TOOLS: readonly NativeTool[] = ['kube-linter', 'kube-score', 'polaris', 'checkov', 'kubescape'];

/** Those whose ignore annotation carries the reason; the others have no place for it. */
export const TOOLS_THAT_KEEP_REASONS: readonly NativeTool[] = ['kube-linter', 'checkov'];

/** Checks of other linters that object to the same thing as one of our rules, as `<tool>/<check>`. */
export const NATIVE_CHECKS: { readonly [ruleId: string]: readonly string[] } = {
  'disruption-budget-never-allows-eviction': [
    'kube-linter/pdb-min-available',
    'kube-linter/pdb-max-unavailable',
    'polaris/pdbDisruptionsIsZero',
    'polaris/pdbMinAvailableGreaterThanHPAMinReplicas',
  ],
  'secret-missing': ['kube-linter/env-value-from'],
  'config-map-missing': ['kube-linter/env-value-from'],
  'service-account-missing': ['kube-linter/non-existent-service-account', 'kubescape/C-0307'],
  'service-selects-no-pod': ['kube-linter/dangling-service', 'kube-score/service-targets-pod', 'kubescape/C-0293'],
  'service-target-port-missing': ['kube-linter/invalid-target-ports'],
  'probe-port-missing': ['kube-linter/liveness-port', 'kube-linter/readiness-port', 'kube-linter/startup-port'],
  'ingress-backend-missing': ['kube-linter/dangling-ingress', 'kube-score/ingress-targets-service', 'kubescape/C-0298'],
  'autoscaler-target-missing': [
    'kube-linter/dangling-horizontalpodautoscaler', 'kube-score/horizontalpodautoscaler-has-target', 'kubescape/C-0300',
  ],
  'headless-service-missing': ['kube-score/statefulset-has-servicename'],
  'network-policy-selects-no-pod': [
    'kube-linter/dangling-networkpolicy', 'kube-score/networkpolicy-targets-pod', 'kubescape/C-0299',
  ],
  'network-policy-peer-selects-no-pod': ['kube-linter/dangling-networkpolicypeer-podselector'],
  'selector-does-not-match-template': [
    'kube-linter/mismatching-selector',
    'kube-score/deployment-pod-selector-labels-match-template-metadata-labels',
    'kube-score/statefulset-pod-selector-labels-match-template-metadata-labels',
    'kubescape/C-0296',
  ],
  'replicas-beside-autoscaler': ['kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured'],
};

/** Kinds other than those with pods that a check looks at, by how its name begins. */
const CHECKED_KINDS: readonly (readonly [RegExp, string[]])[] = [
  [/^(pdb|poddisruptionbudget)/i, ['PodDisruptionBudget']],
  [/^(service-|dangling-service$|invalid-target-ports$|exposed-services$)/, ['Service']],
  [/^(hpa|horizontalpodautoscaler|dangling-horizontalpodautoscaler)/, ['HorizontalPodAutoscaler']],
  [/^(ingress|dangling-ingress|tlsSettings)/, ['Ingress']],
  [/^(networkpolicy|dangling-networkpolicy)/, ['NetworkPolicy']],
  [/^sensitiveConfigmap/, ['ConfigMap']],
  [/^(C-\d+|stable-version|label-values|schema-validation|sorted-keys|use-namespace|no-extensions|required-)/, []],
];

/** Kinds of object a check of another linter looks at; empty for any kind. */
export function kindsOfNativeCheck(check: string): string[] {
  return CHECKED_KINDS.find(([pattern]) => pattern.test(check))?.[1] ?? POD_KINDS;
}

/** Splits `<tool>/<check>`; undefined when the id does not name a known tool. */
export function parseNativeCheck(id: string): { tool: NativeTool; check: string } | undefined {
  const slash = id.indexOf('/');
  const tool = NATIVE_TOOLS.find((known) => known === id.slice(0, slash));
  const check = id.slice(slash + 1);
  return slash > 0 && tool && /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(check)
    ? { tool, check }
    : undefined;
}
