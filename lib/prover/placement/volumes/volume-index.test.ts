import { Field, Manifest, Model } from '../../../manifests';
import { NodeTerm } from '../nodes/node-terms';
import { VolumeIndex } from './volumes';
import { load, workload } from '../../../../test/support/rollout';
import { claimOf, placedOn, storageClass, volumeOf } from '../../../../test/support/storage';

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const OLD_ZONE = 'failure-domain.beta.kubernetes.io/zone';
const OLD_REGION = 'failure-domain.beta.kubernetes.io/region';
const HOST = 'kubernetes.io/hostname';
const NOBODY = 'kubernetes.io/no-provisioner';
const EBS = 'ebs.csi.aws.com';
const EARLY = { volumeBindingMode: 'Immediate' };

const claimIn = (model: Model): Manifest => model.byKind('PersistentVolumeClaim')[0];
const specOf = (manifest: Manifest): Field => Field.of(manifest, []).get('spec');
/** Volumes of a claim of class `c` and what else is there. */
function of(spec: object, ...objects: object[]) {
  const model = load(claimOf('data', { storageClassName: 'c', ...spec }), ...objects);
  const claim = claimIn(model);
  return { model, claim, spec: specOf(claim), volumes: new VolumeIndex(model) };
}
const reach = (spec: object, ...objects: object[]) => {
  const { spec: asked, volumes } = of(spec, ...objects);
  return volumes.reachOf(asked);
};
const is = (key: string, ...values: string[]): NodeTerm['labels'][number] => ({ key, operator: 'In', values });
const lacks = (key: string): NodeTerm['labels'][number] => ({ key, operator: 'DoesNotExist', values: [] });
const NONE_OF_ALL = { labels: [ZONE, REGION, OLD_ZONE, OLD_REGION].map(lacks), fields: [] };

describe('the places of a bound volume', () => {
  const terms = (spec: object, ...objects: object[]) => {
    const { claim, volumes } = of(spec, ...objects);
    return volumes.boundTerms(claim);
  };

  test('are found by the name that the claim says, or by the claim that the volume says', () => {
    const kept = (claimRef: object) => volumeOf('v', { ...placedOn(HOST, 'n1'), claimRef });
    const found = [[{ labels: [is(HOST, 'n1')], fields: [] }]];
    expect(terms({ volumeName: 'v' }, volumeOf('v', placedOn(HOST, 'n1')))).toEqual(found);
    expect(terms({}, kept({ namespace: 'default', name: 'data' }))).toEqual(found);
    expect(terms({}, kept({ namespace: 'other', name: 'data' }))).toBeUndefined();
    expect(terms({}, kept({ namespace: 'default', name: 'other' }))).toBeUndefined();
    expect(terms({ volumeName: 'w' }, kept({ namespace: 'default', name: 'data' }))).toBeUndefined();
    expect(terms({})).toBeUndefined();
  });

  test('are none where nothing is said of them', () => expect(terms({ volumeName: 'v' }, volumeOf('v'))).toEqual([]));

  test('are zones and regions by labels, which nodes have by the new name or not at all', () => {
    const labelled = (labels: object) => terms({ volumeName: 'v' }, volumeOf('v', {}, { labels }));
    expect(labelled({ [ZONE]: 'a' })).toEqual([[{ labels: [is(ZONE, 'a')], fields: [] }, NONE_OF_ALL]]);
    expect(labelled({ [REGION]: 'r' })).toEqual([[{ labels: [is(REGION, 'r')], fields: [] }, NONE_OF_ALL]]);
    expect(labelled({ [OLD_ZONE]: 'a__ b' })).toEqual([[
      { labels: [is(OLD_ZONE, 'a', 'b')], fields: [] },
      { labels: [lacks(OLD_ZONE), is(ZONE, 'a', 'b')], fields: [] }, NONE_OF_ALL,
    ]]);
    expect(labelled({ [OLD_REGION]: 'r' })?.[0][1])
      .toEqual({ labels: [lacks(OLD_REGION), is(REGION, 'r')], fields: [] });
    expect(labelled({ [ZONE]: 'a', [REGION]: 'r' })).toHaveLength(2);
    expect(labelled({ tier: 'a' })).toEqual([]);
  });

  test('are both affinity and labels', () =>
    expect(terms({ volumeName: 'v' }, volumeOf('v', placedOn(HOST, 'n1'), { labels: { [ZONE]: 'a' } }))?.map(
      ([{ labels }]) => labels)).toEqual([[is(HOST, 'n1')], [is(ZONE, 'a')]]));

  test('come before those of a volume that is still to be made', () => {
    const allowed = storageClass('c', EBS, {
      allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values: ['a', 'b'] }] }],
    });
    const places = (spec: object, ...objects: object[]) => {
      const { claim, volumes } = of(spec, allowed, ...objects);
      return volumes.places(claim);
    };
    expect(places({})).toEqual([[{ labels: [is(ZONE, 'a', 'b')], fields: [] }]]);
    expect(places({ volumeName: 'v' }, volumeOf('v', placedOn(ZONE, 'c'))))
      .toEqual([[{ labels: [is(ZONE, 'c')], fields: [] }]]);
    expect(places({ volumeName: 'v' }, volumeOf('v'))).toEqual([]);
  });
});

test('the places of a new volume are those that its class allows, and those of volumes that were provided', () => {
  const places = (spec: object, ...objects: object[]) => {
    const { spec: asked, volumes } = of(spec, ...objects);
    return volumes.placesOfNew(asked);
  };
  const topologies = (...allowedTopologies: object[]) => storageClass('c', EBS, { allowedTopologies });
  const zone = (...values: string[]) => ({ key: ZONE, values });
  expect(places({}, storageClass('c', EBS))).toEqual([]);
  expect(places({}, topologies({ matchLabelExpressions: [zone('a'), { key: REGION, values: ['r'] }] })))
    .toEqual([[{ labels: [is(ZONE, 'a'), is(REGION, 'r')], fields: [] }]]);
  expect(places({}, topologies({ matchLabelExpressions: [zone('a')] }, { matchLabelExpressions: [zone('b')] }, {})))
    .toEqual([[{ labels: [is(ZONE, 'a')], fields: [] }, { labels: [is(ZONE, 'b')], fields: [] }]]);
  expect(places({}, topologies({}))).toEqual([]);
  const local = (name: string, ...on: string[]) =>
    volumeOf(name, { storageClassName: 'c', ...on.length > 0 ? placedOn(HOST, ...on) : {} });
  const manual = storageClass('c', NOBODY);
  expect(places({}, manual, local('v', 'n1'), local('w', 'n2')))
    .toEqual([[{ labels: [is(HOST, 'n1')], fields: [] }, { labels: [is(HOST, 'n2')], fields: [] }]]);
  expect(places({}, manual, local('v', 'n1'), local('w'))).toEqual([]);
  expect(places({}, manual)).toEqual([]);
});

describe('from where a volume that is still to be made can be used', () => {
  const everywhere = { reach: 'everywhere' };
  const open = (reason: string) => ({ reach: 'everywhere', open: reason });

  test.each<[string, object, string, object]>([
    ['a disk of a zone', {}, EBS, { reach: 'zone', isLeast: false }],
    ['a shared file system', {}, 'efs.csi.aws.com', { reach: 'everywhere', isLeast: false }],
    ['a disk of a node', {}, 'rancher.io/local-path', { reach: 'node', isLeast: false }],
    ['nobody knows what, that waits', {}, 'acme.example', { reach: 'node', isLeast: true }],
    ['a disk of a zone, made early', EARLY, EBS, { reach: 'zone', isLeast: false }],
    ['a disk of a node, made early', EARLY, 'rancher.io/local-path', { reach: 'everywhere', isLeast: false }],
    ['a disk that says its node, made early', EARLY, 'topolvm.io',
      open('provisioner topolvm.io chooses a node for volumes before their pods')],
    ['nobody knows what, made early', EARLY, 'acme.example', open(
      'nothing is known of the provisioner acme.example, which chooses a place for volumes before their pods')],
    ['a disk that is kept near its pod', { parameters: { dataLocality: 'strict-local' } }, 'driver.longhorn.io',
      { reach: 'everywhere', isLeast: false }],
    ['a disk that is kept where it is made early', { ...EARLY, parameters: { dataLocality: 'strict-local' } },
      'driver.longhorn.io', open('provisioner driver.longhorn.io chooses a node for volumes before their pods')],
  ])('%s', (_, more, provisioner, expected) =>
    expect(reach({}, storageClass('c', provisioner, more))).toEqual(expected));

  test('is told by the name of a class that is not in the input', () => {
    expect(reach({ storageClassName: 'gp3' })).toEqual({
      reach: 'zone',
      presumed: 'StorageClass gp3 is not in the input; by its name, its volumes are taken to be within reach of all nodes of their zone',
    });
    expect(reach({ storageClassName: 'efs' })).toMatchObject({
      reach: 'everywhere', presumed: expect.stringContaining('every node is taken to reach its volumes'),
    });
    expect(reach({ storageClassName: 'local-path' })).toMatchObject({
      reach: 'node', presumed: expect.stringContaining('its volumes are taken to stay on the node of their first pod'),
    });
    expect(reach({ storageClassName: 'gp3', accessModes: ['ReadWriteMany'] }))
      .toEqual(open('StorageClass gp3 is not in the input, and such disks are for one node at a time'));
    expect(reach({ storageClassName: 'efs', accessModes: ['ReadWriteMany'] })).toMatchObject(everywhere);
    expect(reach({ storageClassName: 'acme' })).toEqual(open('StorageClass acme is not in the input'));
    expect(reach({ storageClassName: '' }))
      .toEqual(open('a claim without StorageClass is bound to no volume of the input'));
  });

  test('is taken from what the claim asks where the default class is not in the input', () => {
    expect(reach({ storageClassName: undefined })).toEqual({
      reach: 'zone',
      presumed: 'the default StorageClass is not in the input; its volumes are taken to be within reach of all nodes of their zone where one node mounts them at a time',
    });
    expect(reach({ storageClassName: undefined, accessModes: ['ReadWriteMany'] })).toEqual({
      reach: 'everywhere',
      presumed: 'the default StorageClass is not in the input; every node is taken to reach its volumes where several mount them',
    });
  });

  test('is where volumes that were provided are', () => {
    const manual = storageClass('c', NOBODY);
    expect(reach({}, manual, volumeOf('v', { storageClassName: 'c', ...placedOn(HOST, 'n1') })))
      .toEqual({ reach: 'node' });
    expect(reach({}, manual, volumeOf('v', { storageClassName: 'c' }))).toEqual(everywhere);
    expect(reach({}, manual)).toEqual({ reach: 'node', isLeast: false });
  });

  test('of the claims that each pod has for itself is the node as soon as one stays there', () => {
    const own = (...classes: string[]) => {
      const model = load(storageClass('disk', EBS), storageClass('local', 'topolvm.io'),
        workload('StatefulSet', 'db', {},
          { serviceName: 'db', volumeClaimTemplates: classes.map((storageClassName, index) =>
          ({ metadata: { name: `v${index}` }, spec: { storageClassName } })) }));
      return new VolumeIndex(model).reachOfOwn(model.workloads[0]);
    };
    expect([own('disk'), own('disk', 'local'), own()]).toEqual(['zone', 'node', 'zone']);
  });
});

test('a volume that a claim names and that is not in the input is unseen, unless every node reaches it', () => {
  const unseen = (spec: object, ...objects: object[]) => {
    const { claim, volumes } = of(spec, storageClass('c', EBS), storageClass('files', 'efs.csi.aws.com'), ...objects);
    return volumes.unseenVolume(claim);
  };
  expect(unseen({ volumeName: 'v' })).toBe('v');
  expect([unseen({}), unseen({ volumeName: '' }), unseen({ volumeName: 'v' }, volumeOf('v')),
    unseen({ volumeName: 'v', storageClassName: 'files' })]).toEqual([undefined, undefined, undefined, undefined]);
});

test('a volume is placed early where its class does not wait and leaves more than one zone', () => {
  const early = (provisioner: string, more: object = {}) => {
    const { spec, volumes } = of({}, storageClass('c', provisioner, more));
    return volumes.isPlacedEarly(spec);
  };
  const zones = (...values: string[]) =>
    ({ ...EARLY, allowedTopologies: [{ matchLabelExpressions: [{ key: ZONE, values }] }] });
  expect([early(EBS, EARLY), early(EBS, { volumeBindingMode: undefined }), early(EBS, zones('a', 'b'))])
    .toEqual([true, true, true]);
  expect([early(EBS), early('efs.csi.aws.com', EARLY), early(EBS, zones('a'))]).toEqual([false, false, false]);
  const { spec, volumes } = of({});
  expect([volumes.isPlacedEarly(spec), volumes.waitsForScheduler(spec)]).toEqual([false, undefined]);
});

test('whether a volume waits for a scheduler is what its class says', () => {
  const waits = (more: object) => {
    const { spec, volumes } = of({}, storageClass('c', EBS, more));
    return volumes.waitsForScheduler(spec);
  };
  expect([waits({}), waits(EARLY), waits({ volumeBindingMode: undefined })]).toEqual([true, false, false]);
});

test('a disk is attached by the driver of its volume, or of its class', () => {
  const driver = (spec: object, ...objects: object[]) => {
    const { claim, volumes } = of(spec, ...objects);
    return volumes.driverOf(claim);
  };
  expect(driver({ volumeName: 'v' }, volumeOf('v'))).toBe('d.csi');
  expect(driver({}, volumeOf('v', { claimRef: { namespace: 'default', name: 'data' } }), storageClass('c', EBS)))
    .toBe('d.csi');
  expect(driver({}, storageClass('c', EBS))).toBe(EBS);
  expect(driver({ volumeName: 'v' }, volumeOf('v', { csi: undefined, nfs: {} }), storageClass('c', EBS))).toBe(EBS);
  expect(driver({}, storageClass('c', 'kubernetes.io/aws-ebs'))).toBe(EBS);
  expect(driver({})).toBeUndefined();
});

test('a claim that is still to be made has the volume that is kept for it, if that has what it asks', () => {
  const kept = (spec: object, namespace = 'default') => {
    const { spec: asked, volumes } = of({ resources: { requests: { storage: '1Gi' } } },
      volumeOf('v', { claimRef: { namespace: 'default', name: 'own' }, ...spec }));
    const made = volumes.claimWithVolume(namespace, 'own', asked);
    return made && [made.kind, made.name, made.namespace, specOf(made).get('volumeName').value,
      specOf(made).get('storageClassName').value];
  };
  expect(kept({})).toEqual(['PersistentVolumeClaim', 'own', 'default', 'v', 'c']);
  expect([kept({ capacity: { storage: '1Mi' } }), kept({}, 'other')]).toEqual([undefined, undefined]);
});
