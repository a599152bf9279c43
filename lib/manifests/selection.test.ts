import { Requirement } from '.';
import { describeSelector } from './selection';

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
