import { Field } from './field';
import { equalities, LabelSelector } from './label-selector';

/** A selector in kubectl's notation. */
export function describeSelector(selector: LabelSelector | undefined): string {
  if (!selector) {
    return 'labels, because there is no selector';
  }
  return selector.requirements.map(({ key, operator, values }) => {
    switch (operator) {
      case 'In':
        return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
      case 'NotIn':
        return `${key} notin (${values.join(', ')})`;
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        return `${key} ${operator} ${values[0]}`;
    }
  }).join(',') || 'any labels';
}

/** The selector of a Service: plain labels, undefined when it selects nothing on purpose. */
export function serviceSelector(spec: Field): LabelSelector | undefined {
  const requirements = equalities(spec.get('selector'));
  return spec.get('type').value === 'ExternalName' || requirements.length === 0 ? undefined : { requirements };
}
