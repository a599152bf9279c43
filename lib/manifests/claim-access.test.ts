import { claim, deployment, judge, Json, mountsData, object } from '../../test/support/rules';

const rules = ['replicas-share-read-write-once-claim', 'surge-on-read-write-once-claim'];
const withModes = (accessModes: unknown) => object('PersistentVolumeClaim', 'data', { spec: { accessModes } });
const pointer = '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName';

/** What the rules about exclusive claims say of two replicas that may surge. */
const check = (id: string, pod: Json, data = claim('ReadWriteOnce')) =>
  judge(id, [data, deployment({ ...mountsData, ...pod }, { replicas: 2 })]);

test('a shared claim is named with its mode', () => {
  expect(check(rules[0], {})).toEqual([{ pointer, message: '2 replicas mount claim data, which is ReadWriteOnce' }]);
  expect(check(rules[0], {}, claim('ReadWriteOncePod'))).toEqual([
    { pointer, message: '2 replicas mount claim data, which is ReadWriteOncePod' },
  ]);
});

describe.each(rules)('%s', (id) => {
  test.each<[string, Json]>([
    ['a claim that several nodes may write, besides', withModes(['ReadWriteMany', 'ReadWriteOnce'])],
    ['a claim that several nodes may read, besides', withModes(['ReadWriteOnce', 'ReadOnlyMany'])],
    ['a claim without access modes', withModes(undefined)],
    ['a claim with an empty list of access modes', withModes([])],
    ['a claim whose access modes are no list', withModes('ReadWriteOnce')],
    ['a claim without spec', object('PersistentVolumeClaim', 'data')],
  ])('complies with %s', (_, data) => expect(check(id, {}, data)).toBe('compliant'));

  const together = (term: Json) => ({
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
  });
  const topologyKey = 'kubernetes.io/hostname';
  const isIn = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
  const expressions = (...matchExpressions: Json[]) => ({ topologyKey, labelSelector: { matchExpressions } });
  test.each<[string, Json]>([
    ['a node selector with the name of a node', { nodeSelector: { disk: 'ssd', [topologyKey]: 'one' } }],
    ['affinity to its own pods on a node', together(expressions(isIn('app', 'web', 'api')))],
    [
      'affinity to its own pods in a list of namespaces',
      together({ ...expressions(isIn('app', 'web')), namespaces: ['other', 'shop'] }),
    ],
    [
      'affinity to its own pods in any namespace',
      together({ ...expressions(isIn('app', 'web')), namespaceSelector: {} }),
    ],
  ])('complies with %s', (_, pod) => expect(check(id, pod)).toBe('compliant'));

  test.each<[string, Json]>([
    ['a node selector that several nodes may meet', { nodeSelector: { disk: 'ssd' } }],
    [
      'affinity to its own pods in a zone',
      together({ ...expressions(isIn('app', 'web')), topologyKey: 'topology.kubernetes.io/zone' }),
    ],
    ['affinity without selector, which matches no pod', together({ topologyKey })],
    ['affinity to pods of other namespaces', together({ ...expressions(isIn('app', 'web')), namespaces: ['other'] })],
    ['affinity to any pod', together({ topologyKey, labelSelector: {} })],
    ['affinity to pods with a label of its own that is empty', together(expressions(isIn('track', '')))],
    ['affinity to other pods', together(expressions(isIn('app', 'api')))],
    [
      'affinity to pods that share only one of its labels',
      together(expressions(isIn('app', 'web'), isIn('track', 'canary'))),
    ],
    ['affinity to any pods but its own', together(expressions({ key: 'app', operator: 'NotIn', values: ['web'] }))],
  ])('fails with %s', (_, pod) => expect(check(id, pod)).toHaveLength(1));
});
