import { listed, verdictsOf } from '../../test/support/listed-nodes';
import { workload } from '../../test/support/rollout';
import { fieldOf } from '../../test/support/fields';
import { contestedDisk, readNodeDisks } from './node-disk';

const iscsi = (readOnly?: boolean) =>
  ({ iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.1.com:d', lun: 0, readOnly } });
const rbd = (monitors: string[], pool?: string) => ({ rbd: { monitors, image: 'disk', pool } });
const app = (name: string, volume: object, spec: object = { replicas: 1 }) =>
  workload('Deployment', name, { cpu: 0.1 }, spec, { volumes: [{ name: 'd', ...volume }] });
const fits = (...objects: object[]) =>
  verdictsOf(listed({ n1: {} }), ...objects).filter((_, index) => index % 2 === 1).map(({ verdict }) => verdict);

describe('a network disk that a pod names', () => {
  test('keeps a second pod off its node, so that a surge waits there', () => {
    const surging = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    expect(verdictsOf(listed({ n1: {} }), app('a', iscsi(), surging))[0].verdict).toBe('impossible');
    expect(verdictsOf(listed({ n1: {}, n2: {} }), app('a', iscsi(), surging))[0].verdict).toBe('proven');
    expect(verdictsOf(listed({ n1: {} }), app('a', iscsi(true), surging))[0].verdict).toBe('proven');
  });

  test.each<[string, object, object, string[]]>([
    ['the same target', iscsi(), iscsi(), ['possible', 'possible']],
    ['one that reads, one that writes', iscsi(true), iscsi(), ['possible', 'possible']],
    ['both only read', iscsi(true), iscsi(true), ['proven', 'proven']],
    ['an image by one common monitor, in the pool that is meant by default', rbd(['m1', 'm2']), rbd(['m2'], 'rbd'),
      ['possible', 'possible']],
    ['images of other monitors', rbd(['m1']), rbd(['m2']), ['proven', 'proven']],
    ['images of other pools', rbd(['m1']), rbd(['m1'], 'fast'), ['proven', 'proven']],
  ])('of two workloads: %s', (_, one, two, expected) => expect(fits(app('a', one), app('b', two))).toEqual(expected));
});

test('a contested disk is named', () => {
  const disk = { disk: 'iscsi/iqn', readOnly: false };
  expect(contestedDisk([disk], [{ ...disk, readOnly: true }])).toBe('iscsi/iqn');
  expect(contestedDisk([disk], [])).toBeUndefined();
});

test('a volume names an iSCSI target, or an image by each of its monitors', () => {
  const disks = (volume: object) => readNodeDisks(fieldOf(volume)).map(({ disk, readOnly }) => [disk, readOnly]);
  expect(disks({ iscsi: { iqn: 'iqn.1.com:d' } })).toEqual([['iscsi/iqn.1.com:d', false]]);
  expect(disks({ iscsi: { iqn: 'iqn.1.com:d', readOnly: true } })).toEqual([['iscsi/iqn.1.com:d', true]]);
  expect(disks({ rbd: { monitors: ['m1', 'm2'], image: 'disk', pool: 'fast', readOnly: true } }))
    .toEqual([['rbd/m1/fast/disk', true], ['rbd/m2/fast/disk', true]]);
  expect(disks({ rbd: { monitors: [5] } })).toEqual([['rbd//rbd/', false]]);
  expect([disks({ emptyDir: {} }), disks({ iscsi: {} })]).toEqual([[], []]);
});
