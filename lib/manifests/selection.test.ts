import { Requirement } from '.';
import { fieldOf } from '../../test/support/fields';
import { describeSelector, serviceSelector } from './selection';

describe('a selector in words', () => {
  const requirement = (operator: Requirement['operator'], ...values: string[]) => ({ key: 'app', operator, values });
  test.each<[string, Requirement[]]>([
    ['app=web', [requirement('In', 'web')]],
    ['app in (web, api)', [requirement('In', 'web', 'api')]],
    ['app notin (web, api)', [requirement('NotIn', 'web', 'api')]],
    ['app', [requirement('Exists')]],
    ['!app', [requirement('DoesNotExist')]],
    ['app Gt 4', [requirement('Gt', '4')]],
    ['app=web,!app', [requirement('In', 'web'), requirement('DoesNotExist')]],
    ['any labels', []],
  ])('is %s', (words, requirements) => expect(describeSelector({ requirements })).toBe(words));
  test('says when there is none', () =>
    expect(describeSelector(undefined)).toBe('labels, because there is no selector'));
});

test('a Service selects by its labels, unless it has none or is another name', () => {
  const selects = (spec: object) => serviceSelector(fieldOf(spec))?.requirements.map(({ key }) => key);
  expect([selects({ selector: { app: 'web' } }), selects({ type: 'NodePort', selector: { app: 'web' } })])
    .toEqual([['app'], ['app']]);
  expect([selects({}), selects({ selector: {} }), selects({ type: 'ExternalName', selector: { app: 'web' } })])
    .toEqual([undefined, undefined, undefined]);
});
