import { Cluster, NodePool, NodePoolOptions } from '../../cluster';
import { claim, deployment, gpuNodes, Json, judge, mountsData, object, only } from '../../../test/support/rules';

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const pointer = '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName';
const pool = (name: string, zones?: string[], extra: Partial<NodePoolOptions> = {}) =>
  new NodePool({
    name, nodes: 2, zones, labels: { [REGION]: 'west', tier: name }, allocatable: { cpu: '8', memory: '32Gi' },
    ...extra,
  });
const requires = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
const volume = (name: string, ...terms: Json[][]) =>
  object('PersistentVolume', name, {
    spec: {
      nodeAffinity: { required: { nodeSelectorTerms: terms.map((matchExpressions) => ({ matchExpressions })) } },
    },
  });
const bound = (volumeName?: string) => ({
  ...claim('ReadWriteOnce'), spec: { accessModes: ['ReadWriteOnce'], volumeName },
});

describe('volume-zone-has-no-node', () => {
  const check = (objects: Json[], pools: NodePool[], pod: Json = {}) =>
    judge('volume-zone-has-no-node', [...objects, deployment({ ...mountsData, ...pod })], {
      cluster: new Cluster({ pools }),
    });
  const zoned = [pool('cpu', ['a', 'b'])];
  test('names the zone of the volume and the zones that have nodes, each once', () => {
    expect(
      check([volume('pv', [requires(ZONE, 'c')]), bound('pv')], [pool('cpu', ['a', 'b']), pool('gpu', ['b'])]),
    ).toEqual([{
      pointer,
      message: `PersistentVolume pv is bound to ${ZONE} c, where no admitting node is`,
      witness: ['pool cpu: nodes in a', 'pools cpu, gpu: nodes in b'],
    }]);
  });
  test('names every zone that would do', () => {
    expect(check([volume('pv', [requires(ZONE, 'c', 'd')], [requires(ZONE, 'e')]), bound('pv')], zoned)).toMatchObject([
      { message: `PersistentVolume pv is bound to ${ZONE} c or d, ${ZONE} e, where no admitting node is` },
    ]);
  });
  test.each<[string, Json, string]>([
    ['NotIn', { key: ZONE, operator: 'NotIn', values: ['a', 'b'] }, `${ZONE} NotIn a, b`],
    ['DoesNotExist', { key: ZONE, operator: 'DoesNotExist' }, `${ZONE} DoesNotExist`],
  ])('says what a volume asks with %s', (_, expression, text) => {
    expect(check([volume('pv', [expression]), bound('pv')], zoned)).toMatchObject([
      { message: `PersistentVolume pv is bound to ${text}, where no admitting node is` },
    ]);
  });
  test('a term without expressions matches no node, one with fields is left to the scheduler', () => {
    expect(check([volume('pv', []), bound('pv')], zoned)).toHaveLength(1);
    const named = volume('pv', [requires(ZONE, 'c')]);
    named.spec.nodeAffinity.required.nodeSelectorTerms.push({
      matchFields: [{ key: 'metadata.name', operator: 'In', values: ['one'] }],
    });
    expect(check([named, bound('pv')], zoned)).toBe('not applicable');
  });
  test('has nothing to say where no node admits the pods at all, or there are none', () => {
    const objects = [volume('pv', [requires(ZONE, 'c')]), bound('pv')];
    expect(check(objects, zoned, { nodeSelector: { tier: 'none' } })).toBe('compliant');
    const off = deployment(mountsData, { replicas: 0 });
    expect(judge('volume-zone-has-no-node', [...objects, off], { cluster: new Cluster({ pools: zoned }) })).toBe(
      'not applicable',
    );
  });
  test('counts only nodes that admit the pods', () => {
    const objects = [volume('pv', [requires(ZONE, 'c')]), bound('pv')];
    const pools = [pool('cpu', ['c']), pool('gpu', ['a'])];
    expect(check(objects, pools)).toBe('compliant');
    expect(check(objects, pools, { nodeSelector: { tier: 'gpu' } })).toEqual([{
      pointer,
      message: `PersistentVolume pv is bound to ${ZONE} c, where no admitting node is`,
      witness: ['pool gpu: nodes in a'],
    }]);
  });
  test('fails where some nodes are in another zone and the others name none', () => {
    expect(check([volume('pv', [requires(ZONE, 'c')]), bound('pv')], [pool('cpu', ['a']), pool('old')])).toMatchObject([
      { pointer, witness: ['pool cpu: nodes in a', 'pool old: nodes in an unknown zone'] },
    ]);
  });
  test('asks for all expressions of a term, and for one term of several', () => {
    const inZone = requires(ZONE, 'a');
    expect(check([volume('pv', [inZone, requires(REGION, 'west')]), bound('pv')], zoned)).toBe('compliant');
    expect(check([volume('pv', [inZone, requires(REGION, 'east')]), bound('pv')], zoned)).toHaveLength(1);
    expect(check([volume('pv', [requires(ZONE, 'c')], [inZone]), bound('pv')], zoned)).toBe('compliant');
  });
  test('looks at the volume of the claim, not at another one', () => {
    const volumes = [volume('other', [requires(ZONE, 'c')]), volume('pv', [requires(ZONE, 'a')])];
    expect(check([...volumes, bound('pv')], zoned)).toBe('compliant');
    expect(check([...volumes, bound('other')], zoned)).toHaveLength(1);
  });
  test.each<[string, Json[]]>([
    ['no claim of the manifests', []],
    ['a claim that is not bound', [volume('pv', [requires(ZONE, 'c')]), bound()]],
    ['a volume that is not among the manifests', [volume('pv', [requires(ZONE, 'c')]), bound('gone')]],
    ['a volume without node affinity', [object('PersistentVolume', 'pv', { spec: {} }), bound('pv')]],
    ['a volume whose node affinity has no terms', [volume('pv'), bound('pv')]],
  ])('does not apply to %s', (_, objects) => expect(check(objects, zoned)).toBe('not applicable'));
  test('does not apply to a pod without claims', () => {
    expect(check([volume('pv', [requires(ZONE, 'c')]), bound('pv')], zoned, { volumes: [] })).toBe('not applicable');
  });
  test('fails when the volume is in another zone than the nodes', () => {
    const inZone = (zone: string, cluster = gpuNodes(2, ['a', 'b'])) =>
      judge('volume-zone-has-no-node', [volume('pv', [requires(ZONE, zone)]), bound('pv'), deployment(mountsData)], {
        cluster,
      });
    expect(only(inZone('c')).message).toContain('topology.kubernetes.io/zone c');
    expect(inZone('b')).toBe('compliant');
    expect(inZone('c', gpuNodes(2))).toBe('not applicable');
  });
});
