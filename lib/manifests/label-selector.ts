import { Field } from './field';

export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

/** One expression of a label or node selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: string[];
}

/** A label selector: all requirements must hold; an empty list matches everything. */
export interface LabelSelector {
  readonly requirements: Requirement[];
}

const LABEL_OPERATORS: SelectorOperator[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const NODE_OPERATORS: SelectorOperator[] = [...LABEL_OPERATORS, 'Gt', 'Lt'];

/** Reads matchLabels and matchExpressions; undefined when the selector is absent. */
export function readLabelSelector(field: Field): LabelSelector | undefined {
  if (!field.isPresent) {
    return undefined;
  }
  return {
    requirements: [
      ...equalities(field.get('matchLabels')), ...readRequirements(field.get('matchExpressions'), LABEL_OPERATORS),
    ],
  };
}

/** Reads a plain map of labels as a selector: a Service's `spec.selector`, a `nodeSelector`. */
export function equalities(field: Field): Requirement[] {
  return [...field.stringMap()].map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/**
 * Reads a list of `{ key, operator, values }`; an unreadable one is reported and matches nothing, as the API server
 * refuses it.
 */
export function readRequirements(field: Field, operators: SelectorOperator[] = NODE_OPERATORS): Requirement[] {
  return field.items().map((item) => {
    const key = item.get('key').string();
    const operator = operators.find((known) => known === item.get('operator').value);
    const values = item.get('values').items().flatMap((value) => value.string() ?? []);
    if (key === undefined || operator === undefined) {
      item.report(`expression needs a key and one of the operators ${operators.join(', ')}`);
      return { key: '', operator: 'In', values: [] };
    }
    return { key, operator, values };
  });
}

export function matches(selector: LabelSelector, labels: ReadonlyMap<string, string>): boolean {
  return selector.requirements.every((requirement) => meets(requirement, labels.get(requirement.key)));
}

/**
 * Whether a label value, or its absence, meets a requirement:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export function meets({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return isInteger(value) && isInteger(values[0]) && BigInt(value) > BigInt(values[0]);
    case 'Lt':
      return isInteger(value) && isInteger(values[0]) && BigInt(value) < BigInt(values[0]);
  }
}

function isInteger(text: string | undefined): text is string {
  return text !== undefined && /^-?\d{1,18}$/.test(text);
}
