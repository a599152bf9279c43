import { Model } from '../../manifests';
import { liveObjects } from '../../../test/support/admission';
import { Json, modelOf, object } from '../../../test/support/rules';
import { ObjectCounts } from './object-count';
import { Surroundings } from './surroundings';

const quota = (hard: object, spec: object = {}) => object('ResourceQuota', 'q', { spec: { hard, ...spec } });
const service = (name: string, spec: object = {}) =>
  object('Service', name, { spec: { ports: [{ port: 80 }], ...spec } });
const claim = (name: string, storageClassName?: string, storage = '1Ki') =>
  object('PersistentVolumeClaim', name, { spec: { storageClassName, resources: { requests: { storage } } } });

/** Of all that is beyond a quota: the object, what the quota counts, how many there are with it,
  and how many beside. */
function beyond(objects: Json[], live?: Json[]): [string, string, number, number][] {
  const model: Model = modelOf(objects, live && { live: liveObjects(live) });
  const counts = new ObjectCounts(new Surroundings(model));
  return model.manifests.flatMap((each) => counts.beyondQuota(each)
    .map(({ resource, number, outside }): [string, string, number, number] => [each.name, resource, number, outside]));
}

describe('objects beyond what a quota allows of their kind', () => {
  test.each<[string, Json]>([
    ['configmaps', object('ConfigMap', 'a')], ['secrets', object('Secret', 'a')], ['services', service('a')],
    ['replicationcontrollers', object('ReplicationController', 'a')],
    ['persistentvolumeclaims', claim('a')], ['count/configmaps', object('ConfigMap', 'a')],
    ['count/endpoints', object('Endpoints', 'a')],
    ['count/ingresses.networking.k8s.io', object('Ingress', 'a', {}, 'networking.k8s.io/v1')],
    ['count/networkpolicies.networking.k8s.io', object('NetworkPolicy', 'a', {}, 'networking.k8s.io/v1')],
    ['count/gateways.gateway.networking.k8s.io', object('Gateway', 'a', {}, 'gateway.networking.k8s.io/v1')],
    ['count/boxes.example.com', object('Box', 'a', {}, 'example.com/v1')],
    ['count/patches.example.com', object('Patch', 'a', {}, 'example.com/v1')],
    ['count/disks.example.com', object('Disk', 'a', {}, 'example.com/v1')],
    ['count/boys.example.com', object('Boy', 'a', {}, 'example.com/v1')],
    ['count/meshes.example.com', object('Mesh', 'a', {}, 'example.com/v1')],
    ['count/classes.example.com', object('Class', 'a', {}, 'example.com/v1')],
    ['count/jobs.batch', object('Job', 'a', {}, 'batch/v1')],
  ])('are counted as %s', (resource, json) => {
    expect(beyond([json, quota({ [resource]: 0 })]).map(([name, counted]) => [name, counted]))
      .toEqual([['a', resource]]);
    expect(beyond([json, quota({ [resource]: 2 })])).toEqual([]);
  });

  test.each<[string, Json]>([
    ['secrets', object('ConfigMap', 'a')], ['count/secrets', object('ConfigMap', 'a')],
    ['count/jobs', object('Job', 'a', {}, 'batch/v1')],
    ['count/jobs.apps', object('Job', 'a', {}, 'batch/v1')], ['jobs.batch', object('Job', 'a', {}, 'batch/v1')],
    ['toString', object('Secret', 'a')], ['services.loadbalancers', service('a')],
    ['services.loadbalancers', service('a', { type: 'NodePort' })],
    ['services.loadbalancers', object('Ingress', 'a', { spec: { type: 'LoadBalancer' } }, 'networking.k8s.io/v1')],
    ['services.nodeports', service('a')], ['services.nodeports', service('a', { type: 'ClusterIP' })],
    ['services.nodeports', object('Ingress', 'a', { spec: { type: 'NodePort', ports: [{}] } }, 'networking.k8s.io/v1')],
  ])('are not counted as %s: %j', (resource, json) => {
    expect(beyond([json, quota({ [resource]: 0 })])).toEqual([]);
  });

  test('come after as many as it allows, by the order of the manifests', () => {
    expect(beyond([service('a'), service('b'), service('c'), quota({ services: 1 })]))
      .toEqual([['b', 'services', 2, 0], ['c', 'services', 3, 0]]);
  });

  test('stand beside the ConfigMap that Kubernetes makes in every namespace, or those that are there', () => {
    const maps = (...names: string[]) => names.map((name) => object('ConfigMap', name));
    expect(beyond([...maps('a'), quota({ configmaps: 1 })])).toEqual([['a', 'configmaps', 1, 1]]);
    expect(beyond([...maps('a'), quota({ configmaps: 3 })], maps('b', 'c', 'd'))).toEqual([['a', 'configmaps', 1, 3]]);
    expect(beyond([...maps('a', 'b'), quota({ configmaps: 3 })], maps('b', 'c'))).toEqual([]);
  });

  test('are ports that nodes open', () => {
    const ports = (type: string, more: object = {}) =>
      service('a', { type, ports: [{ port: 1 }, { port: 2, nodePort: 30000 }], ...more });
    const opened = (json: Json) => beyond([json, quota({ 'services.nodeports': 0 })]).map(([,, number]) => number);
    expect([opened(ports('NodePort')), opened(ports('LoadBalancer'))]).toEqual([[2], [2]]);
    expect(opened(ports('LoadBalancer', { allocateLoadBalancerNodePorts: false }))).toEqual([1]);
    expect(opened(ports('NodePort', { allocateLoadBalancerNodePorts: false }))).toEqual([2]);
    expect(opened(ports('LoadBalancer', { allocateLoadBalancerNodePorts: false, ports: [{ port: 1, nodePort: 0 }] })))
      .toEqual([]);
    expect(opened(service('a', { type: 'NodePort', ports: undefined }))).toEqual([]);
  });

  test('are claims by their storage and by class, that of the default too', () => {
    const gold = 'gold.storageclass.storage.k8s.io/';
    const standard = { ...object('StorageClass', 'gold', { provisioner: 'a.b' }, 'storage.k8s.io/v1') };
    standard.metadata = { name: 'gold', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };
    expect(beyond([claim('a'), claim('b'), quota({ 'requests.storage': '2047' })]))
      .toEqual([['b', 'requests.storage', 2048, 0]]);
    expect(beyond([claim('a', 'gold'), claim('b', 'lead'), quota({ [`${gold}persistentvolumeclaims`]: 0 })]))
      .toEqual([['a', `${gold}persistentvolumeclaims`, 1, 0]]);
    expect(beyond([claim('a'), quota({ [`${gold}requests.storage`]: 1 })])).toEqual([]);
    expect(beyond([claim('a'), standard, quota({ [`${gold}requests.storage`]: 1 })])).toHaveLength(1);
  });

  test('are none of quotas with scopes, and of other namespaces', () => {
    expect(beyond([service('a'), quota({ services: 0 }, { scopes: ['Terminating'] })])).toEqual([]);
    const other = { ...service('a'), metadata: { name: 'a', namespace: 'other' } };
    expect(beyond([other, service('b'), quota({ services: 1 })])).toEqual([]);
  });

  test('are judged of each namespace and resource by itself', () => {
    const blue = (json: Json) => ({ ...json, metadata: { ...json.metadata, namespace: 'blue' } });
    expect(beyond([service('a'), blue(service('b')), quota({ services: 0 }), blue(quota({ services: 1, secrets: 0 })),
      blue(object('Secret', 'c'))])).toEqual([['a', 'services', 1, 0], ['c', 'secrets', 1, 0]]);
  });
});
