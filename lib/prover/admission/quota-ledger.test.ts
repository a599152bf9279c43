import { liveObjects } from '../../../test/support/admission';
import { container, deployment, Json, modelOf, object } from '../../../test/support/rules';
import { Workload } from '../../manifests';
import { Admission } from './admit';
import { QuotaLedger } from './quota-ledger';

const quota = (name: string, hard: object, more: object = {}, namespace = 'shop') =>
  ({ ...object('ResourceQuota', name, { spec: { hard }, ...more }), metadata: { name, namespace } });
const web = (name: string, cpu = '1', more: Json = {}) =>
  deployment({ containers: [container({ resources: { requests: { cpu } } })], ...more }, {}, { name });
const blue = (json: Json) => ({ ...json, metadata: { ...json.metadata, namespace: 'blue' } });

/** A ledger of objects, with two to three pods of each workload, and its workloads. */
function ledgerOf(objects: Json[], { live, outside }: { live?: Json[]; outside?: readonly Workload[] } = {}) {
  const admission = new Admission(modelOf(objects, live && { live: liveObjects(live) }));
  return { ledger: new QuotaLedger(admission, () => ({ least: 2, most: 3 }), outside), of: admission.model.workloads };
}
const rooms = (objects: Json[], more?: Parameters<typeof ledgerOf>[1]) => {
  const { ledger, of } = ledgerOf(objects, more);
  return of.map((workload) => ledger.roomFor(workload)
    .map(({ quota: { name }, resource, always, atBest }) => [name, resource, always, atBest]));
};

describe('what quotas leave to the pods of a workload', () => {
  test('is nothing where the namespace has none', () => {
    expect(rooms([web('a'), quota('q', { pods: 1 }, {}, 'blue')])).toEqual([[]]);
  });

  test('is what others leave, at their most and at their fewest, of each quota', () => {
    expect(rooms([web('a'), web('b', '2'), quota('p', { pods: 10 }), quota('c', { 'requests.cpu': 12 })])).toEqual([
      [['p', 'pods', 7, 8], ['c', 'requests.cpu', 6, 8]],
      [['p', 'pods', 7, 8], ['c', 'requests.cpu', 4, 5]],
    ]);
  });

  test('is of the same namespace alone', () => {
    expect(rooms([web('a'), blue(web('b')), quota('p', { pods: 10 }), quota('p', { pods: 4 }, {}, 'blue')]))
      .toEqual([[['p', 'pods', 10, 10]], [['p', 'pods', 4, 4]]]);
  });

  test('is not lessened at best by pods that are never made', () => {
    const refused = web('b', '1', { priorityClassName: 'none' });
    const known = { live: [{ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'x' },
      value: 1 }] };
    expect(rooms([web('a'), refused, quota('p', { pods: 10 })], known)[0]).toEqual([['p', 'pods', 7, 10]]);
    expect(rooms([web('a'), web('b'), quota('p', { pods: 10 })], known)[0]).toEqual([['p', 'pods', 7, 8]]);
  });

  test('is lessened by what else the quota says is used, less the pods that run', () => {
    const used = (count: number) => quota('p', { pods: 10 }, { status: { used: { pods: count } } });
    const running = { ...web('a'), status: { replicas: 2 } };
    expect(rooms([web('a'), used(5)])).toEqual([[['p', 'pods', 5, 8]]]);
    expect(rooms([running, used(5)])).toEqual([[['p', 'pods', 7, 8]]]);
  });

  test('is lessened by pods beside the manifests, where they are known', () => {
    const outside = modelOf([web('x'), web('y'), blue(web('z'))]).workloads.map((each) => ({
      ...each, manifest: liveObjects([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: each.name },
        spec: { containers: [container({ resources: { requests: { cpu: '4' } } })] } }])[0],
    }));
    const used = { 'pods': 9, 'requests.cpu': 20 };
    const counted = quota('p', { 'pods': 10, 'requests.cpu': 20 }, { status: { used } });
    expect(rooms([web('a'), counted], { outside }))
      .toEqual([[['p', 'pods', 8, 8], ['p', 'requests.cpu', 12, 12]]]);
  });
});

describe('what quotas leave to claims', () => {
  const claim = (name: string) => object('PersistentVolumeClaim', name,
    { spec: { resources: { requests: { storage: '1Gi' } } } });
  const device = (name: string) => object('ResourceClaim', name,
    { spec: { devices: { requests: [{ exactly: { deviceClassName: 'gpu' } }] } } }, 'resource.k8s.io/v1');
  const store = { ...deployment({}, { serviceName: 'db', volumeClaimTemplates: [
    { metadata: { name: 'data' }, spec: claim('x').spec }] }, { name: 'db' }), kind: 'StatefulSet' };
  const served = deployment({ resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 't' }] });
  const template = object('ResourceClaimTemplate', 't', { spec: { spec: device('x').spec } }, 'resource.k8s.io/v1');
  const CLAIMS = 'persistentvolumeclaims';
  const DEVICES = 'gpu.deviceclass.resource.k8s.io/devices';

  test('is what claims beside them leave, written or live', () => {
    expect(rooms([store, claim('a'), quota('q', { [CLAIMS]: 10 })])).toEqual([[['q', CLAIMS, 9, 9]]]);
    expect(rooms([store, claim('a'), quota('q', { [CLAIMS]: 10 })], { live: [claim('b'), claim('c')] }))
      .toEqual([[['q', CLAIMS, 7, 7]]]);
  });

  test('is what claims for devices leave, written or live', () => {
    expect(rooms([served, template, device('a'), quota('q', { [DEVICES]: 10 })])).toEqual([[['q', DEVICES, 9, 9]]]);
    expect(rooms([served, template, device('a'), quota('q', { [DEVICES]: 10 })],
      { live: [device('b'), device('c')] })).toEqual([[['q', DEVICES, 7, 7]]]);
  });

  test('tells what of the quota is used by those that are there', () => {
    const used = (name: string) => quota('q', { [name]: 10 }, { status: { used: { [name]: 4 } } });
    const outsideOf = (objects: Json[], live: Json[]) => {
      const { ledger, of } = ledgerOf(objects, { live });
      return ledger.roomFor(of[0]).map(({ outside, always }) => [outside, always]);
    };
    expect(outsideOf([store, used(CLAIMS)], [claim('b'), used(CLAIMS)])).toEqual([[1, 9]]);
    expect(outsideOf([served, template, used(DEVICES)], [device('b'), used(DEVICES)])).toEqual([[1, 9]]);
  });
});

describe('what quotas leave to revisions', () => {
  test('is what those of the neighbours leave', () => {
    const hard = { 'count/replicasets.apps': 30 };
    const { ledger, of } = ledgerOf([web('a'), web('b'), blue(web('c')), quota('q', hard)]);
    expect(of.map((workload) => ledger.revisionRoomFor(workload).map(({ always, atBest }) => [always, atBest])))
      .toEqual([[[19, 29]], [[19, 29]], []]);
  });
});
