import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { liveObjects } from '../../../test/support/admission';
import { Json, modelOf, object } from '../../../test/support/rules';
import { Surroundings } from './surroundings';

const around = (objects: Json[], live?: Json[], more: object = {}) =>
  new Surroundings(modelOf([object('ConfigMap', 'c'), ...objects], { live: live && liveObjects(live), ...more }));
const quota = (name: string, pods: number, status?: object) =>
  object('ResourceQuota', name, { spec: { hard: { pods } }, status });
const blue = (json: Json) => ({ ...json, metadata: { ...json.metadata, namespace: 'blue' } });
const namespace = (name: string,
  more: object = {}) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, ...more });

describe('the objects that decide what becomes of a pod', () => {
  test('are quotas and limit ranges of its namespace, the last of each name', () => {
    const surroundings = around([quota('a', 1), quota('b', 2), quota('a', 3), blue(quota('a', 4))]);
    const quotasOf = (of: string) =>
      surroundings.quotasOf(of).map(({ name, hard }) => [name, hard.get('pods')]);
    expect([quotasOf('shop'), quotasOf('blue'), quotasOf('red')]).toEqual([[['a', 3], ['b', 2]], [['a', 4]], []]);
    const range = (name: string, type: string) => object('LimitRange', name, { spec: { limits: [{ type }] } });
    const ranges = around([range('a', 'Pod'), blue(range('b', 'Pod')), range('a', 'Container')]);
    expect(ranges.limitRangesOf('shop').map(({ name, items }) => [name, items.map(({ type }) => type)]))
      .toEqual([['a', ['Container']]]);
    expect(ranges.limitRangesOf('red')).toEqual([]);
  });

  test('have what the live quota has counted, whatever the manifests say of it', () => {
    const used = (...[objects, live]: [Json[], Json[]?]) => around(objects, live).quotasOf('shop')[0].used.get('pods');
    const counted = { used: { pods: 7 } };
    expect(used([quota('a', 1)], [quota('a', 1, counted)])).toBe(7);
    expect(used([quota('a', 1, { used: { pods: 3 } })], [quota('a', 1, counted)])).toBe(7);
    expect([used([quota('a', 1)], [quota('b', 1, counted)]), used([quota('a', 1)], [blue(quota('a', 1, counted))]),
      used([quota('a', 1)])])
      .toEqual([undefined, undefined, undefined]);
  });

  test('are told by what they are called where they have no namespace, the last of a name', () => {
    const runtime = (handler: string) => ({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'r' },
      handler });
    const classes = around([runtime('a'), runtime('b')]).clusterScoped('RuntimeClass');
    expect([...classes].map(([name, { json }]) => [name, json.handler])).toEqual([['r', 'b']]);
  });

  test('are those of a version of Kubernetes: the newest, unless another is named', () => {
    expect(around([]).kubernetesMinor).toBe(KubernetesVersion.NEWEST.minor);
    expect(around([], undefined, { kubernetes: KubernetesVersion.of('1.31') }).kubernetesMinor).toBe(31);
  });

  test('are of the manifests, or of the live cluster', () => {
    const surroundings = around([quota('a', 1)], [quota('b', 1)]);
    expect(surroundings.model.byKind('ResourceQuota').map((each) => [each.name, surroundings.isWritten(each)]))
      .toEqual([['a', true], ['b', false]]);
    const [config] = surroundings.model.manifests;
    expect([surroundings.liveOf(config), around([], [object('ConfigMap', 'c')]).liveOf(config)?.name])
      .toEqual([undefined, 'c']);
  });
});

describe('whether all objects of a kind are known', () => {
  test('is so where a snapshot holds some, or was asked for them', () => {
    expect([around([]), around([], []), around([], [object('Secret', 's')])].map((one) => one.isComplete('Secret')))
      .toEqual([false, false, true]);
    expect(around([], [], { asked: new Set(['Secret']) }).isComplete('Secret')).toBe(true);
    expect(around([], [], { asked: new Set(['Pod']) }).isComplete('Secret')).toBe(false);
  });

  test('is so of a namespace that has some, or that is not there yet', () => {
    const [secret, elsewhere] = [object('Secret', 's'), blue(object('Secret', 's'))];
    const inShop = (...live: Json[]) => around([], live).isComplete('Secret', 'shop');
    expect([inShop(secret), inShop(elsewhere), inShop(secret, elsewhere)]).toEqual([true, false, true]);
    expect([inShop(elsewhere, namespace('blue')), inShop(elsewhere, namespace('shop'))]).toEqual([true, false]);
    expect(inShop(namespace('blue'))).toBe(false);
  });
});

test('a namespace is leaving that is being deleted, in the manifests or in the cluster', () => {
  const leaving = (objects: Json[], live?: Json[]) => around(objects, live).isLeaving('shop');
  const gone = { metadata: { name: 'shop', deletionTimestamp: '2026-01-01T00:00:00Z' } };
  expect([leaving([namespace('shop', gone)]), leaving([], [namespace('shop', gone)])]).toEqual([true, true]);
  expect(leaving([], [namespace('shop', { status: { phase: 'Terminating' } })])).toBe(true);
  expect([leaving([namespace('shop', { status: { phase: 'Active' } })]),
    leaving([], [namespace('blue', { status: { phase: 'Terminating' } })]),
    leaving([]), leaving([], [{ ...object('Pod', 'shop'), status: { phase: 'Terminating' } }])])
      .toEqual([false, false, false, false]);
});
