import { Json } from '../../../test/support/rules';
import { refusalsOfPod, saysOfEach } from '../../../test/support/refusals';

const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
const WEIGHT = 'must be from 1 to 100';
const shortly = (affinity: Json) => refusalsOfPod({ affinity })
  .map((text) => text.replace(/^.*IgnoredDuringExecution\//, ''));

describe('the nodes that a pod must have', () => {
  const required = (term: Json) => shortly({ nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
  } }).map((text) => text.replace('nodeSelectorTerms/0/', ''));
  const named = (more: Json) =>
    required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'], ...more }] })
    .map((text) => text.replace('matchFields/0/', ''));
  const labelled = (more: Json) =>
    required({ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'], ...more }] })
    .map((text) => text.replace('matchExpressions/0/', ''));
  const SUBDOMAIN = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';
  describe('by name', () => saysOfEach(named, [
    [{}], [{ operator: 'NotIn' }],
    [{ key: 'metadata.uid' }, 'key must be metadata.name, is "metadata.uid"'],
    [{ operator: 'Exists', values: [] }, 'operator must be In or NotIn, is "Exists"'],
    [{ values: ['n', 'm'] }, 'values must hold exactly one name'],
    [{ values: [] }, 'values must hold exactly one name'],
    [{ values: [''] }, 'values/0 must be the name of a node, is ""'],
    [{ values: ['A'] }, `values/0 ${SUBDOMAIN}, is "A"`],
  ]));
  describe('by label', () => saysOfEach(labelled, [
    [{}], [{ values: ['b c'] }, `values/0 ${QUALIFIED}, is "b c"`], [{ key: 'a b' }, `key ${QUALIFIED}, is "a b"`],
    [{ key: '' }, 'key is missing'], [{ values: [] }, 'values is missing; In takes at least one'],
  ]));
  test('are some', () => expect(shortly({ nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] },
  } })).toEqual(['nodeSelectorTerms is missing']));
});

describe('the nodes that a pod would rather have', () => {
  const preferred = (term: Json) => shortly({ nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [
    { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] }, ...term },
  ] } });
  saysOfEach(preferred, [
    [{}], [{ weight: 100 }], [{ weight: 101 }, `0/weight ${WEIGHT}, is 101`],
    [{ weight: 0 }, `0/weight ${WEIGHT}, is 0`],
    [{ weight: undefined }, '0/weight is missing; write 1 to 100'],
    [{ preference: { matchExpressions: [{ key: 'a b', operator: 'Exists' }] } },
      `0/preference/matchExpressions/0/key ${QUALIFIED}, is "a b"`],
  ]);
});

describe('the pods that a pod stands with', () => {
  const labelSelector = { matchLabels: { a: 'b' } };
  const term = { topologyKey: 'zone', labelSelector };
  const near = (more: Json, kind = 'podAffinity') =>
    shortly({ [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [{ ...term, ...more }] } });
  const key = (name: string) => ({ key: name, operator: 'Exists' });
  const TWICE = 'must not stand in matchLabelKeys and twice in labelSelector';
  saysOfEach((more: Json) => near(more), [
    [{ mismatchLabelKeys: ['c'] }], [{ topologyKey: '' }, '0/topologyKey is missing'],
    [{ topologyKey: 'a b' }, `0/topologyKey ${QUALIFIED}, is "a b"`],
    [{ labelSelector: undefined, mismatchLabelKeys: ['c'] },
      '0/mismatchLabelKeys must not be given without labelSelector'],
    [{ labelSelector: undefined, matchLabelKeys: [] }],
    [{ mismatchLabelKeys: ['a b'] }, `0/mismatchLabelKeys/0 ${QUALIFIED}, is "a b"`],
    [{ matchLabelKeys: ['c'], mismatchLabelKeys: ['c'] },
      '0/matchLabelKeys/0 must not stand in mismatchLabelKeys too, is "c"'],
    [{ matchLabelKeys: ['a'] }],
    [{ matchLabelKeys: ['a'], labelSelector: { ...labelSelector, matchExpressions: [key('a')] } },
      `0/labelSelector/matchExpressions/0/key ${TWICE}, is "a"`],
    [{ matchLabelKeys: ['a'], labelSelector: { matchExpressions: [key('a'), key('b'), key('a')] } },
      `0/labelSelector/matchExpressions/2/key ${TWICE}, is "a"`],
    [{ matchLabelKeys: ['c'], labelSelector: { ...labelSelector, matchExpressions: [key('a')] } }],
    [{ matchLabelKeys: ['a'], labelSelector: { ...labelSelector, matchExpressions: [key('b')] } }],
  ]);
  test('or apart from are read alike', () => {
    expect(near({ namespaces: ['A'] }, 'podAntiAffinity'))
      .toEqual([expect.stringMatching(/^0\/namespaces\/0 must be lower-case/)]);
  });
  test('by preference have a weight', () => {
    const weighed = (weight?: number) => shortly({
      podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm: term }] },
    });
    expect([weighed(1), weighed(100), weighed(0), weighed(101), weighed()]).toEqual([
      [], [], [`0/weight ${WEIGHT}, is 0`], [`0/weight ${WEIGHT}, is 101`], ['0/weight is missing; write 1 to 100'],
    ]);
  });
});

describe('how pods are spread', () => {
  const base = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
  const spread = (...all: Json[]) =>
    refusalsOfPod({ topologySpreadConstraints: all.map((one) => ({ ...base, ...one })) })
    .map((text) => text.replace('/spec/topologySpreadConstraints/', ''));
  const HONOR = 'must be Honor or Ignore';
  saysOfEach((one: Json) => spread(one), [
    [{ minDomains: 1 }], [{ minDomains: 0 }, '0/minDomains must be at least 1, is 0'],
    [{ minDomains: 1, whenUnsatisfiable: 'ScheduleAnyway' },
      '0/minDomains must not be given unless whenUnsatisfiable is DoNotSchedule, is 1'],
    [{ whenUnsatisfiable: 'Some' }, '0/whenUnsatisfiable must be DoNotSchedule or ScheduleAnyway, is "Some"'],
    [{ whenUnsatisfiable: '' }, '0/whenUnsatisfiable is missing'],
    [{ maxSkew: 0 }, '0/maxSkew must be greater than 0, is 0'], [{ topologyKey: '' }, '0/topologyKey is missing'],
    [{ nodeAffinityPolicy: 'Ignore', nodeTaintsPolicy: 'Honor' }],
    [{ nodeAffinityPolicy: 'Some' }, `0/nodeAffinityPolicy ${HONOR}, is "Some"`],
    [{ nodeAffinityPolicy: '' }, `0/nodeAffinityPolicy ${HONOR}, is ""`],
    [{ nodeTaintsPolicy: '' }, `0/nodeTaintsPolicy ${HONOR}, is ""`],
    [{ matchLabelKeys: ['a'] }, '0/matchLabelKeys must not be given without labelSelector'],
    [{ matchLabelKeys: ['a b'], labelSelector: {} }, `0/matchLabelKeys/0 ${QUALIFIED}, is "a b"`],
  ]);
  test('is said once for a topology, and what is done where it cannot be', () => {
    expect(spread({}, { topologyKey: 'host' }, { whenUnsatisfiable: 'ScheduleAnyway' })).toEqual([]);
    expect(spread({}, {}))
      .toEqual(['1/topologyKey must not stand in two constraints with the same whenUnsatisfiable, is "zone"']);
  });
});

describe('a toleration', () => {
  const tolerating = (more: Json) => refusalsOfPod({ tolerations: [more] })
    .map((text) => text.replace('/spec/tolerations/0/', ''));
  const whole = (operator: string) => `value must be a whole number in quotes with operator ${operator}`;
  saysOfEach(tolerating, [
    [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 0 }],
    [{ key: 'a', value: 'b', effect: 'PreferNoSchedule' }], [{ key: 'a', operator: 'Lt', value: '0' }],
    [{ key: 'a', operator: 'Gt', value: '12' }],
    [{ key: 'a b', operator: 'Exists' }, `key ${QUALIFIED}, is "a b"`],
    [{ key: 'a', operator: 'Equal', value: 'b c' }, `value ${QUALIFIED}, is "b c"`],
    [{ operator: 'Equal', value: 'b' }, 'operator must be Exists without key, is "Equal"'],
    [{ key: 'a', operator: 'Exists', tolerationSeconds: 1 }, 'effect must be NoExecute with tolerationSeconds'],
    [{ key: 'a', operator: 'Exists', effect: 'Some' },
      'effect must be NoExecute, NoSchedule or PreferNoSchedule, is "Some"'],
    ...['', '1.5', 'a', '-', '00', '1a', 'a1', '--1'].map((value) => [
      { key: 'a', operator: 'Gt', value }, `${whole('Gt')}, is "${value}"`,
    ] as const),
  ]);
});
