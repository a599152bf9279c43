import { Field } from './field';

/** One scope of a quota: which pods or claims it counts. */
export interface QuotaScope {
  readonly name: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: string[];
}

/** A ResourceQuota. */
export interface ResourceQuota {
  readonly name: string;
  readonly namespace: string;
  /** Most of each resource, as the API names it: CPU in millicores, the rest in whole units. */
  readonly hard: ReadonlyMap<string, number>;
  /** What the API server last counted, objects of the manifests included; empty where the quota does not say. */
  readonly used: ReadonlyMap<string, number>;
  /** All must match. */
  readonly scopes: QuotaScope[];
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

export function readResourceQuota(root: Field): ResourceQuota {
  const spec = root.get('spec');
  return {
    name: root.manifest.name,
    namespace: root.manifest.namespace,
    hard: amountsOf(spec.get('hard')),
    used: amountsOf(root.get('status', 'used')),
    scopes: [
      ...spec
        .get('scopes')
        .items()
        .map((scope): QuotaScope => ({ name: scope.string() ?? '', operator: 'Exists', values: [] })),
      ...spec
        .get('scopeSelector', 'matchExpressions')
        .items()
        .map(
          (expression): QuotaScope => ({
            name: expression.get('scopeName').string() ?? '',
            operator: OPERATORS.find((known) => known === expression.get('operator').value) ?? 'Exists',
            values: expression
              .get('values')
              .items()
              .flatMap((value) => value.string() ?? []),
          }),
        ),
    ],
  };
}

function amountsOf(list: Field): Map<string, number> {
  return new Map(list.entries().flatMap(([name, field]) => {
    const amount = field.quantity(isCpu(name) ? 'milliValue' : 'value');
    return amount === undefined ? [] : [[name, amount]];
  }));
}

/** Whether a resource of a quota is counted in millicores. */
export function isCpu(resource: string): boolean {
  return ['cpu', 'requests.cpu', 'limits.cpu'].includes(resource);
}
