import { docsOf, RULES } from '../engine';
import { container, deployment, judge, Json, object } from '../../../test/support/rules';

const env = (...keys: string[]) => keys.map((key) => ({ name: key.toUpperCase(), valueFrom: { secretKeyRef: { name: 'token', key } } }));
const inNamespace = (namespace: string, kind: string, name: string): Json => ({ ...object(kind, name), metadata: { name, namespace } });
const secretRef = '/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name';

describe('secret-missing', () => {
  const id = 'secret-missing';
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
    expect(judge(id, [pod, ...others, inNamespace('prod', 'Secret', 'token')])).toEqual([
      { pointer: secretRef, message: `${message}; there is one in namespace prod, which pods of shop cannot read` },
    ]);
  });
  test('takes no Secret from a Certificate that names none', () => {
    const from = [{ secretRef: { name: 'undefined' } }];
    expect(judge(id, [deployment({ containers: [container({ envFrom: from })] }), object('Certificate', 'web', { spec: {} })])).toHaveLength(1);
  });
});

describe('image-pull-secret-missing', () => {
  const secrets = { imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }] };
  const message = 'Secret mirror is not among the manifests of namespace shop';
  test.each<[string, Json, string]>([
    ['a pod', deployment(secrets), '/spec/template/spec/imagePullSecrets/1/name'],
    ['a ServiceAccount', object('ServiceAccount', 'web', secrets), '/imagePullSecrets/1/name'],
  ])('names the one that %s lacks', (_, owner, pointer) => {
    expect(judge('image-pull-secret-missing', [owner, object('Secret', 'registry')])).toEqual([{ pointer, message }]);
  });
});

test('a rule is described in the page of all rules, under its id', () => {
  expect(docsOf(RULES.find(({ id }) => id === 'secret-missing')!)).toBe('docs/rules/README.md#secret-missing');
});
