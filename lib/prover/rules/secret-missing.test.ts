import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';

const fromSecret = (name = 'token', key = 'value', optional?: boolean) =>
  container({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name, key, optional } } }] });
const env = (...keys: string[]) =>
  keys.map((key) => ({ name: key.toUpperCase(), valueFrom: { secretKeyRef: { name: 'token', key } } }));
const inNamespace = (namespace: string, kind: string, name: string): Json => ({
  ...object(kind, name), metadata: { name, namespace },
});
const secretRef = '/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name';
const POD = '/spec/template/spec';

describe('secret-missing', () => {
  const id = 'secret-missing';
  const uses: [string, Json][] = [
    ['env', { containers: [fromSecret()] }],
    ['env of an init container', { initContainers: [fromSecret()] }],
    ['envFrom', { containers: [container({ envFrom: [{ secretRef: { name: 'token' } }] })] }],
    ['a volume', { volumes: [{ name: 'v', secret: { secretName: 'token' } }] }],
    ['a projected volume', { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'token' } }] } }] }],
  ];
  test.each(uses)('fails when %s names a Secret that does not exist', (_, pod) => {
    expect(only(judge(id, [deployment(pod)])).message).toBe(
      'Secret token is not among the manifests of namespace shop',
    );
  });
  test.each(uses)('complies when the Secret of %s exists', (_, pod) => {
    expect(judge(id, [deployment(pod), object('Secret', 'token', { stringData: { value: '' } })])).toBe('compliant');
  });
  test('fails when the Secret is in another namespace, and says so', () => {
    const elsewhere = { ...object('Secret', 'token'), metadata: { name: 'token', namespace: 'other' } };
    expect(only(judge(id, [deployment({ containers: [fromSecret()] }), elsewhere])).message).toContain(
      'there is one in namespace other',
    );
  });
  test('fails when the key does not exist, unless the data cannot be seen', () => {
    expect(
      only(judge(id, [deployment({ containers: [fromSecret()] }), object('Secret', 'token', { data: { other: '' } })])),
    ).toMatchObject({
      pointer: '/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/key',
      message: 'Secret token has no key value',
    });
    expect(judge(id, [deployment({ containers: [fromSecret()] }), object('Secret', 'token')])).toBe('compliant');
  });
  test.each([
    ['an ExternalSecret of that name', object('ExternalSecret', 'token', {}, 'external-secrets.io/v1')],
    [
      'an ExternalSecret with that target',
      object('ExternalSecret', 'x', { spec: { target: { name: 'token' } } }, 'external-secrets.io/v1'),
    ],
    ['a SealedSecret', object('SealedSecret', 'token', {}, 'bitnami.com/v1alpha1')],
    ['a Certificate', object('Certificate', 'x', { spec: { secretName: 'token' } }, 'cert-manager.io/v1')],
    [
      'an annotation on the Namespace',
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop', annotations: { 'cdk8s-nim/declared-secrets': 'a, token' } },
      },
    ],
  ])('complies with %s', (_, producer) =>
    expect(judge(id, [deployment({ containers: [fromSecret()] }), producer])).toBe('compliant'),
  );
  const token = (secretName: string, pod: Json = {}) =>
    judge(id, [deployment({ volumes: [{ name: 'v', secret: { secretName } }], ...pod })]);
  test('complies with the token of the account of a pod that ran before Kubernetes 1.24', () => {
    expect(token('default-token-f9jvj')).toBe('compliant');
    expect(token('web-token-f9jvj', { serviceAccountName: 'web' })).toBe('compliant');
  });
  test('fails for a token of another account, and for names like it', () =>
    ['web-token-f9jvj', 'default-token-aaaaa', 'default-token', 'default-token-f9jvjx'].forEach((name) =>
      expect(token(name)).toHaveLength(1)));
  test('complies when it is declared for the namespace, and only there', () => {
    const pods = [deployment({ containers: [fromSecret()] })];
    expect(judge(id, pods, { declaredSecrets: ['shop/token'] })).toBe('compliant');
    expect(judge(id, pods, { declaredSecrets: ['other/token'] })).toHaveLength(1);
    expect(() => judge(id, pods, { declaredSecrets: ['a/b/c'] })).toThrow(
      /declared secret 'a\/b\/c' is no name; write namespace\/name/,
    );
  });
  test('does not apply to optional references', () =>
    expect(judge(id, [deployment({ containers: [fromSecret('token', 'value', true)] })])).toBe('not applicable'));
  const pod = deployment({ containers: [container({ env: env('user', 'password') })] });
  const message = 'Secret token is not among the manifests of namespace shop';
  test('names a Secret once that several places lack', () => {
    expect(judge(id, [pod])).toEqual([{ pointer: secretRef, message }]);
  });
  test('names each of several Secrets', () => {
    const from = ['a', 'b', 'a'].map((name) => ({ secretRef: { name } }));
    expect(judge(id, [deployment({ containers: [container({ envFrom: from })] })])).toEqual(
      ['a', 'b'].map((name, index) => ({
        pointer: `/spec/template/spec/containers/0/envFrom/${index}/secretRef/name`,
        message: `Secret ${name} is not among the manifests of namespace shop`,
      })),
    );
  });
  test('says where there is one of that name, whatever else is there', () => {
    const others = [inNamespace('other', 'Secret', 'unrelated'), object('Secret', 'neighbour')];
    expect(judge(id, [pod, ...others])).toEqual([{ pointer: secretRef, message }]);
    expect(judge(id, [pod, ...others, inNamespace('prod', 'Secret', 'token')])).toEqual([{ pointer: secretRef, message: `${message}; there is one in namespace prod, which pods of shop cannot read` }]);
  });
  test('takes no Secret from a Certificate that names none', () => {
    const from = [{ secretRef: { name: 'undefined' } }];
    expect(
      judge(id, [
        deployment({ containers: [container({ envFrom: from })] }),
        object('Certificate', 'web', { spec: {} }, 'cert-manager.io/v1'),
      ]),
    ).toHaveLength(1);
  });
});

describe('secret-missing', () => {
  const id = 'secret-missing';
  const env = (key: string) =>
    container({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key } } }] });
  const message = 'Secret token is not among the manifests of namespace shop';
  test.each<[string, Json, string]>([
    ['env', { containers: [env('a')] }, 'containers/0/env/0/valueFrom/secretKeyRef/name'],
    [
      'envFrom', { containers: [container({ envFrom: [{ secretRef: { name: 'token' } }] })] },
      'containers/0/envFrom/0/secretRef/name',
    ],
    ['a volume', { volumes: [{ name: 'v', secret: { secretName: 'token' } }] }, 'volumes/0/secret/secretName'],
    [
      'a projected volume',
      { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'token' } }] } }] },
      'volumes/0/projected/sources/0/secret/name',
    ],
  ])('points to the name in %s', (_, pod, path) =>
    expect(judge(id, [deployment(pod)])).toEqual([{ pointer: `${POD}/${path}`, message }]),
  );
  test.each<[string, Json]>([
    ['envFrom', { containers: [container({ envFrom: [{ secretRef: { name: 'token', optional: true } }] })] }],
    ['a volume', { volumes: [{ name: 'v', secret: { secretName: 'token', optional: true } }] }],
    [
      'a projected volume',
      { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'token', optional: true } }] } }] },
    ],
  ])('does not apply where %s may do without', (_, pod) => expect(judge(id, [deployment(pod)])).toBe('not applicable'));
  test('fails where optional is false', () =>
    expect(
      judge(id, [deployment({ volumes: [{ name: 'v', secret: { secretName: 'token', optional: false } }] })]),
    ).toHaveLength(1));
  test('finds a key in data or in stringData, when both are written', () => {
    const secret = object('Secret', 'token', { data: { a: '' }, stringData: { b: '' } });
    expect(judge(id, [deployment({ containers: [env('a'), env('b')] }), secret])).toBe('compliant');
    expect(judge(id, [deployment({ containers: [env('c')] }), secret])).toEqual([{ pointer: `${POD}/containers/0/env/0/valueFrom/secretKeyRef/key`, message: 'Secret token has no key c' }]);
  });
});
