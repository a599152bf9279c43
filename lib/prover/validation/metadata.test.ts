import { Json } from '../../../test/support/rules';
import { refusals, refusalsOfPod, refusalsOfSpec, saysOfEach } from '../../../test/support/refusals';

const NAME = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';
const LABEL = 'must be lower-case letters, digits and - (no dots), starting and ending with a letter or digit';
const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
const KEY = `has a key that ${QUALIFIED}`;
const RBAC = 'rbac.authorization.k8s.io/v1';
const SELECTOR = { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } } } };
const OBJECTS: { readonly [kind: string]: Json } = {
  ConfigMap: { apiVersion: 'v1' },
  Service: { apiVersion: 'v1', spec: { ports: [{ port: 1 }] } },
  Namespace: { apiVersion: 'v1' },
  StatefulSet: { apiVersion: 'apps/v1', spec: { ...SELECTOR, template: {
    ...SELECTOR.template, spec: { containers: [{ name: 'c', image: 'c:1' }] },
  } } },
  Role: { apiVersion: RBAC }, ClusterRole: { apiVersion: RBAC },
  RoleBinding: { apiVersion: RBAC, roleRef: { kind: 'Role', name: 'a' } },
  ClusterRoleBinding: { apiVersion: RBAC, roleRef: { kind: 'ClusterRole', name: 'a' } },
  LimitRange: { apiVersion: 'v1', spec: { limits: [] } },
  TokenReview: { apiVersion: 'authentication.k8s.io/v1', spec: { token: 'a' } },
  PodDisruptionBudget: { apiVersion: 'policy/v1', spec: { minAvailable: 1 } },
};

const named = (kind: string, metadata: Json) => refusals({ ...OBJECTS[kind], kind, metadata });
const ofMetadata = (metadata: Json) => named('ConfigMap', { name: 'x', ...metadata });

describe('the name of an object', () => {
  test.each(['ConfigMap', 'LimitRange'])('of kind %s may have dots', (kind) => {
    expect([named(kind, { name: 'a.b-c' }), named(kind, { name: 'a_b' })])
      .toEqual([[], [`/metadata/name ${NAME}, is "a_b"`]]);
  });

  test.each(['Service', 'Namespace', 'StatefulSet'])('of kind %s may have none', (kind) => {
    expect([named(kind, { name: 'a-b' }), named(kind, { name: 'a.b' })])
      .toEqual([[], [`/metadata/name ${LABEL}, is "a.b"`]]);
  });

  test.each(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'PodDisruptionBudget', 'TokenReview'])(
    'of kind %s may be any part of a path', (kind) => {
      expect(['system:a', 'A_b', 'a/b'].map((name) => named(kind, { name })))
        .toEqual([[], [], [`/metadata/name must not contain '/' or '%', is "a/b"`]]);
    });

  test('is missing unless there is one to begin with, or the server names what it is asked', () => {
    expect(named('ConfigMap', {})).toEqual(['/metadata/name is missing']);
    expect([named('ConfigMap', { generateName: 'a' }), named('LimitRange', {}), named('TokenReview', {})])
      .toEqual([[], [], []]);
  });

  saysOfEach((generateName: string) => named('ConfigMap', { generateName }), [
    ['a'], ['a-'], ['a.b-'], ['a.', `/metadata/generateName ${NAME}, is "a."`],
    ['-', `/metadata/generateName ${NAME}, is "-"`], ['-a', `/metadata/generateName ${NAME}, is "-a"`],
    ['A-', `/metadata/generateName ${NAME}, is "A-"`],
  ]);

  test('leaves what it would begin with to be one, too', () => {
    expect(ofMetadata({ generateName: 'A' })).toEqual([`/metadata/generateName ${NAME}, is "A"`]);
  });
});

describe('labels, annotations, finalizers and owners', () => {
  const owner = (more: Json = {}) => ({ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', ...more });
  saysOfEach(ofMetadata, [
    [{ labels: { 'a': 'b', 'a.b/C_d': '' }, annotations: { 'A.B/c': 'any text: at all' }, finalizers: ['a/b'] }],
    [{ labels: { 'a b': 'c' } }, `/metadata/labels/a b ${KEY}, is "c"`],
    [{ labels: { 'A.B/c': 'd' } }, '/metadata/labels/A.B~1c has a key that must have a DNS name before its /, is "d"'],
    [{ labels: { a: 'b c' } }, `/metadata/labels/a ${QUALIFIED}, is "b c"`],
    [{ annotations: { 'a b': 'c' } }, `/metadata/annotations/a b ${KEY}, is "c"`],
    [{ annotations: { 'é': 'c' } }, `/metadata/annotations/é ${KEY}, is "c"`],
    [{ annotations: { é: 'v'.repeat(256 * 1024 - 1) } }, `/metadata/annotations/é ${KEY}, is "${'v'.repeat(59)}`,
      '/metadata/annotations must be no more than 256 KiB together'],
    [{ finalizers: ['a b'] }, `/metadata/finalizers/0 ${QUALIFIED}, is "a b"`],
    [{ namespace: 'a.b' }, `/metadata/namespace ${LABEL}, is "a.b"`],
    [{ generation: 0 }], [{ generation: -1 }, '/metadata/generation must be at least 0, is -1'],
    [{ ownerReferences: [owner({ controller: true }), owner(), owner({ controller: false })] }],
    [{ ownerReferences: [owner({ controller: true }), owner({ controller: true, uid: 'v' })] },
      '/metadata/ownerReferences/1/controller must be true in one reference only, is true'],
    ...['apiVersion', 'kind', 'name', 'uid'].map((field) => [
      { ownerReferences: [owner({ [field]: '' })] }, `/metadata/ownerReferences/0/${field} is missing`,
    ] as const),
  ]);
});

describe('a selector of labels', () => {
  const budget = refusalsOfSpec('policy/v1', 'PodDisruptionBudget', { minAvailable: 1 });
  const at = 'selector/matchExpressions/0';
  const selecting = (expression: Json) => budget({ selector: { matchExpressions: [{ key: 'a', ...expression }] } });
  saysOfEach(selecting, [
    [{ operator: 'In', values: ['a', ''] }], [{ operator: 'NotIn', values: ['a'] }], [{ operator: 'Exists' }],
    [{ operator: 'Exists', values: [] }], [{ operator: 'DoesNotExist' }],
    [{ operator: 'In' }, `${at}/values is missing; In takes at least one`],
    [{ operator: 'NotIn', values: [] }, `${at}/values is missing; NotIn takes at least one`],
    [{ operator: 'Exists', values: ['a'] }, `${at}/values must not be given for Exists`],
    [{ operator: 'DoesNotExist', values: ['a'] }, `${at}/values must not be given for DoesNotExist`],
    [{ operator: 'Gt', values: ['1'] }, `${at}/operator must be one of In, NotIn, Exists, DoesNotExist, is "Gt"`],
    [{ operator: '', values: ['1'] }, `${at}/operator is missing`],
    [{ operator: 'In', values: ['a', 'b c'] }, `${at}/values/1 ${QUALIFIED}, is "b c"`],
    [{ operator: 'Exists', key: '' }, `${at}/key is missing`],
    [{ operator: 'Exists', key: 'a b' }, `${at}/key ${QUALIFIED}, is "a b"`],
  ]);

  test('has keys and values that labels can have', () => {
    expect(budget({ selector: { matchLabels: { 'a b': 'c d' } } }))
      .toEqual([`selector/matchLabels/a b ${KEY}, is "c d"`]);
  });

  test('of nodes compares one number', () => {
    const nodes = (operator: string, ...values: string[]) => refusalsOfPod({
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator, values }] }],
      } } },
    }).map((text) => text.replace(/^.*matchExpressions\/0\//, ''));
    expect([nodes('Gt', '1'), nodes('Lt', '1')]).toEqual([[], []]);
    expect([nodes('Gt'), nodes('Lt', '1', '2')]).toEqual([
      ['values must hold exactly one number for Gt'], ['values must hold exactly one number for Lt'],
    ]);
    expect(nodes('Is', '1'))
      .toEqual(['operator must be DoesNotExist, Exists, Gt, In, Lt or NotIn, is "Is"']);
  });
});
