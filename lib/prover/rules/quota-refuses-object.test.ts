import { liveObjects } from '../../../test/support/admission';
import { deployment, Json, judge, modelOf, object } from '../../../test/support/rules';
import { check } from '../check';

describe('quota-refuses-object', () => {
  const id = 'quota-refuses-object';
  const quota = (hard: object, spec: object = {}) => object('ResourceQuota', 'q', { spec: { hard, ...spec } });
  const service = (name: string, type = 'ClusterIP') =>
    object('Service', name, { spec: { type, ports: [{ port: 80 }] } });
  test('fails for each object beyond the quota, in the order of the manifests', () =>
    expect(judge(id, [service('a'), service('b'), service('c'), quota({ services: '1' })])).toMatchObject([
      { pointer: '/metadata/name', message: 'ResourceQuota q allows 1 of services, and with this there are 2' },
      { pointer: '/metadata/name', message: 'ResourceQuota q allows 1 of services, and with this there are 3' },
    ]));
  test.each<[string, object, Json[]]>([
    ['services by their full name', { 'count/services': 1 }, [service('a'), service('b')]],
    ['load balancers', { 'services.loadbalancers': 0 }, [service('a'), service('b', 'LoadBalancer')]],
    ['Deployments', { 'count/deployments.apps': 0 }, [deployment()]],
    [
      'NetworkPolicies', { 'count/networkpolicies.networking.k8s.io': 0 },
      [object('NetworkPolicy', 'a', {}, 'networking.k8s.io/v1')],
    ],
    ['Ingresses', { 'count/ingresses.networking.k8s.io': 0 }, [object('Ingress', 'a', {}, 'networking.k8s.io/v1')]],
    ['Secrets', { secrets: 0 }, [object('Secret', 'a')]],
    ['ConfigMaps, beside that of every namespace', { configmaps: 1 }, [object('ConfigMap', 'a')]],
    [
      'ports that nodes open for services', { 'services.nodeports': 1 },
      [
        object('Service', 'a', {
          spec: { type: 'NodePort', ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81 }] },
        }),
      ],
    ],
    ['claims', { persistentvolumeclaims: 0 }, [object('PersistentVolumeClaim', 'a')]],
  ])('counts %s', (_, hard, objects) => expect(judge(id, [...objects, quota(hard)])).toHaveLength(1));
  test('complies with what is allowed, of another namespace, group or kind, written twice, or under a scope', () => {
    expect(judge(id, [service('a'), quota({ services: 1 })])).toBe('compliant');
    expect(judge(id, [service('a'), service('a'), quota({ services: 1 })])).toBe('compliant');
    const closed = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] };
    expect(judge(id, [object('Service', 'a', { spec: closed }), quota({ 'services.nodeports': 0 })])).toBe('compliant');
    expect(judge(id, [service('a'), quota({ 'services.nodeports': 0 })])).toBe('compliant');
    expect(judge(id, [deployment(), quota({ 'count/deployments.extensions': 0, 'secrets': 0 })])).toBe('compliant');
    expect(judge(id, [service('a'), quota({ services: 0 }, { scopes: ['BestEffort'] })])).toBe('compliant');
    const elsewhere = { ...quota({ services: 0 }), metadata: { name: 'q', namespace: 'blue' } };
    expect(judge(id, [service('a'), elsewhere])).toBe('compliant');
  });
  test('counts live objects of the namespace, and those of the manifests once', () => {
    const live = liveObjects([
      object('Deployment', 'old', {}, 'apps/v1'), deployment(), quota({ 'count/deployments.apps': 1 }),
    ]);
    const { findings } = check(modelOf([deployment()], { live }), { rules: [id] });
    expect(findings.map(({ message }) => message)).toEqual([
      'ResourceQuota q allows 1 of count/deployments.apps, and with this there are 2, with 1 outside these manifests',
    ]);
  });
  test('does not apply without a quota', () => expect(judge(id, [service('a')])).toBe('not applicable'));
});
