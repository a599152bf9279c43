import { textOf } from '../../util/value-text';
import { Field } from '../../manifests';
import { AskedAbout } from './asked-about';

/** Whether one rule of a webhook or policy names what is written. */
export function isRuleAbout(rule: Field, { group, resource, operations }: AskedAbout): boolean {
  const has = (key: string, ...values: string[]) =>
    rule.get(key).items().some(({ value }) => values.includes(textOf(value)));
  return has('apiGroups', group, '*') && has('operations', ...operations, '*')
    && has('resources', resource, '*', '*/*');
}
