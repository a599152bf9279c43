import { deployment, Json, modelOf, object } from '../../../test/support/rules';
import { LabelSelector } from '../../manifests';
import { creatorsOf, labelsItself } from './permissions';
import { RuleContext } from './rule-context';

const RBAC = 'rbac.authorization.k8s.io/v1';
const inNamespace = (namespace: string, json: Json) => ({ ...json, metadata: { ...json.metadata, namespace } });
const role = (rules: Json[], name = 'r', kind = 'Role') => object(kind, name, { rules }, RBAC);
const rule = (resources: string[], verbs: string[]) => ({ apiGroups: [''], resources, verbs });
const bind = (name: string, subjects: Json[], { kind = 'Role', wide = false } = {}) =>
  object(wide ? 'ClusterRoleBinding' : 'RoleBinding', 'b', { roleRef: { kind, name }, subjects }, RBAC);
const account = (name: string, namespace?: string) => ({ kind: 'ServiceAccount', name, namespace });
const app = (name: string, pod: Json = {}) => deployment(pod, {}, { name });
const contextOf = (objects: Json[]) => new RuleContext(modelOf(objects));
const creators = (objects: Json[], namespace = 'shop', resource = 'secrets') =>
  creatorsOf(contextOf(objects), namespace, resource).map(({ name }) => name);
const CREATES = role([rule(['secrets'], ['create'])]);

describe('workloads that may create objects', () => {
  test('are those whose account a role is bound to', () => {
    const objects = [app('a', { serviceAccountName: 'init' }), app('b', { serviceAccount: 'init' }), app('c'), CREATES];
    expect(creators([...objects, bind('r', [account('init')])])).toEqual(['a', 'b']);
    expect(creators([...objects, bind('r', [account('default')])])).toEqual(['c']);
    expect(creators([...objects, bind('r', [account('init'), account('default')])])).toEqual(['a', 'b', 'c']);
    expect(creators(objects)).toEqual([]);
  });

  test('are none by another kind of subject, another namespace or a role that is not there', () => {
    const objects = [app('c'), CREATES];
    expect(creators([...objects, bind('r', [{ kind: 'User', name: 'default' }])])).toEqual([]);
    expect(creators([...objects, bind('r', [account('default', 'blue')])])).toEqual([]);
    expect(creators([...objects, bind('r', [account('default', 'shop')])])).toEqual(['c']);
    expect(creators([...objects, bind('other', [account('default')])])).toEqual([]);
    expect(creators([...objects, bind('r', [account('default')])], 'blue')).toEqual([]);
  });

  test.each<[string[], string[], boolean]>([
    [['secrets'], ['create'], true], [['*'], ['create'], true], [['secrets'], ['*'], true],
    [['pods', 'secrets'], ['get', 'create'], true], [['pods'], ['create'], false], [['secrets'], ['get'], false],
    [[], ['create'], false],
  ])('are so by the resources %j and verbs %j: %p', (resources, verbs, expected) =>
    expect(creators([app('c'), role([rule(resources, verbs)]), bind('r', [account('default')])]))
      .toEqual(expected ? ['c'] : []));

  test('need resources and verbs of one rule', () => {
    const apart = role([rule(['secrets'], ['get']), rule(['pods'], ['create'])]);
    expect(creators([app('c'), apart, bind('r', [account('default')])])).toEqual([]);
  });

  test('are so in every namespace by a binding of the cluster', () => {
    const wide = [app('c'), role([rule(['secrets'], ['create'])], 'r', 'ClusterRole'),
      bind('r', [account('default', 'shop')], { kind: 'ClusterRole', wide: true })];
    expect([creators(wide), creators(wide, 'blue')]).toEqual([['c'], ['c']]);
  });

  test.each(['cluster-admin', 'admin', 'edit'])('are those of the role %s, which every cluster has', (name) => {
    expect(creators([app('c'), bind(name, [account('default')], { kind: 'ClusterRole' })])).toEqual(['c']);
  });
  test('are none of the role view', () =>
    expect(creators([app('c'), bind('view', [account('default')], { kind: 'ClusterRole' })])).toEqual([]));

  test('have several grants', () => {
    expect(creators([app('c'), role([rule(['pods'], ['get'])], 'first'), CREATES,
      bind('first', [account('default')]), { ...bind('r', [account('default')]),
        metadata: { name: 'b2', namespace: 'shop' } }]))
      .toEqual(['c']);
  });
});

describe('a workload that gives pods their labels', () => {
  const selector = (labels: object): LabelSelector => ({ requirements: Object.entries(labels).map(([key, value]) =>
    ({ key, operator: 'In', values: [String(value)] })) });
  const found = (verbs: string[], resources: string[], labels: object, ...more: Json[]) =>
    labelsItself(contextOf([app('web'), ...more, role([rule(resources, verbs)]), bind('r', [account('default')])]),
      'shop', selector(labels))?.name;

  test('may change pods that are alike so far', () => {
    expect(found(['patch'], ['pods'], { app: 'web', role: 'master' })).toBe('web');
    expect(found(['update'], ['pods'], { app: 'web', role: 'master' })).toBe('web');
    expect(found(['get'], ['pods'], { app: 'web', role: 'master' })).toBeUndefined();
    expect(found(['patch'], ['pods'], { app: 'other', role: 'master' })).toBeUndefined();
    expect(found(['patch'], ['pods'], { role: 'master' })).toBeUndefined();
    expect(found(['patch'], ['secrets'], { app: 'web', role: 'master' })).toBeUndefined();
  });

  test('is of the same namespace', () => {
    const blue = inNamespace('blue', app('api'));
    expect(labelsItself(contextOf([blue, inNamespace('blue', role([rule(['pods'], ['patch'])])),
      bind('r', [account('default', 'blue')], { wide: true })]), 'shop', selector({ app: 'api', a: 'b' })))
      .toBeUndefined();
  });

  test.each(['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs'])(
    'else may make %s of any labels', (resource) => {
      expect(found(['create'], [resource], { any: 'label' })).toBe('web');
      expect(found(['create'], ['services'], { any: 'label' })).toBeUndefined();
    });
});
