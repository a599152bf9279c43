import { admittedPod, limitRange } from '../../../test/support/admission';
import { deployment, object, statefulSet } from '../../../test/support/rules';

const range = limitRange('l', [{ type: 'PersistentVolumeClaim', min: { storage: '5Gi' }, max: { storage: '10Gi' } }]);
const claim = (storage?: string) => ({
  accessModes: ['ReadWriteOnce'], resources: { requests: storage ? { storage } : {} },
});
const set = (storage?: string) =>
  statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim(storage) }] });
const reasons = (...objects: object[]) =>
  admittedPod(...objects).objections.map(({ reason, certain }) => [reason, certain]);

test('claims within the bounds are made', () =>
  expect([reasons(set('5Gi'), range), reasons(set('10Gi'), range)]).toEqual([[], []]));

test.each([
  ['11Gi', 'LimitRange l: claim data requests 11Gi of storage, above the maximum 10Gi'],
  ['1Gi', 'LimitRange l: claim data requests 1Gi of storage, below the minimum 5Gi'],
])('a template of a claim of %s is refused', (storage, reason) =>
  expect(reasons(set(storage), range)).toEqual([[reason, true]]),
);

test('a claim that requests nothing breaks both bounds', () => expect(reasons(set(), range)).toHaveLength(2));

test('the claim of a generic ephemeral volume is bounded too', () => {
  const volumes = [{ name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: claim('11Gi') } } }];
  expect(reasons(deployment({ volumes }), range)).toEqual([
    ['LimitRange l: claim tmp requests 11Gi of storage, above the maximum 10Gi', true],
  ]);
});

test('claims that are live already are not made again', () => {
  const live = object('PersistentVolumeClaim', 'data-db-0', { spec: claim('11Gi') });
  expect(admittedPod.beside([live], set('11Gi'), range).objections).toEqual([]);
  expect(
    admittedPod.beside([live], { ...set('11Gi'), spec: { ...set('11Gi').spec, replicas: 2 } }, range).objections,
  ).toHaveLength(1);
});

test('bounds of containers say nothing of claims', () =>
  expect(
    reasons(set('11Gi'), limitRange('l', [{ type: 'Pod', max: { cpu: '1000' } }])).filter(([reason]) =>
      /claim/.test(String(reason)),
    ),
  ).toEqual([]));
