import { isSpecial, SPECIAL_REFUSALS } from './special-refusals';

test.each<[string, string, boolean]>([
  ['extended-resource-request-differs-from-limit', 'Pod', true],
  ['extended-resource-request-differs-from-limit', 'Service', false],
  ['no-surge-and-none-unavailable', 'Deployment', true], ['no-surge-and-none-unavailable', 'DaemonSet', true],
  ['no-surge-and-none-unavailable', 'StatefulSet', false],
  ['rolling-update-fields-without-rolling-update', 'StatefulSet', true],
  ['rolling-update-fields-without-rolling-update', 'DaemonSet', false],
  ['selector-does-not-match-template', 'ReplicaSet', true], ['selector-does-not-match-template', 'DaemonSet', true],
  ['selector-does-not-match-template', 'Job', false], ['volume-missing', 'CronJob', true],
  ['other', 'Deployment', false],
])('%s reports a refusal of a %s: %p', (rule, kind, expected) => expect(isSpecial(rule, kind)).toBe(expected));

test('each has kinds', () => {
  expect(Object.values(SPECIAL_REFUSALS).filter((kinds) => kinds.length === 0)).toEqual([]);
});
