import { container, deployment, judge, Json, object, only, statefulSet } from '../../../test/support/rules';

const fromSecret = (name = 'token', key = 'value', optional?: boolean) =>
  container({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name, key, optional } } }] });

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
    expect(only(judge(id, [deployment(pod)])).message).toBe('Secret token is not among the manifests of namespace shop');
  });
  test.each(uses)('complies when the Secret of %s exists', (_, pod) => {
    expect(judge(id, [deployment(pod), object('Secret', 'token', { stringData: { value: '' } })])).toBe('compliant');
  });
  test('fails when the Secret is in another namespace, and says so', () => {
    const elsewhere = { ...object('Secret', 'token'), metadata: { name: 'token', namespace: 'other' } };
    expect(only(judge(id, [deployment({ containers: [fromSecret()] }), elsewhere])).message).toContain('there is one in namespace other');
  });
  test('fails when the key does not exist, unless the data cannot be seen', () => {
    expect(only(judge(id, [deployment({ containers: [fromSecret()] }), object('Secret', 'token', { data: { other: '' } })]))).toMatchObject({
      pointer: '/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/key',
      message: 'Secret token has no key value',
    });
    expect(judge(id, [deployment({ containers: [fromSecret()] }), object('Secret', 'token')])).toBe('compliant');
  });
  test.each([
    ['an ExternalSecret of that name', object('ExternalSecret', 'token')],
    ['an ExternalSecret with that target', object('ExternalSecret', 'x', { spec: { target: { name: 'token' } } })],
    ['a SealedSecret', object('SealedSecret', 'token')],
    ['a Certificate', object('Certificate', 'x', { spec: { secretName: 'token' } })],
    [
      'an annotation on the Namespace',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: { 'cdk8s-nim/declared-secrets': 'a, token' } } },
    ],
  ])('complies with %s', (_, producer) => expect(judge(id, [deployment({ containers: [fromSecret()] }), producer])).toBe('compliant'));
  test('complies when it is declared for the namespace, and only there', () => {
    const pods = [deployment({ containers: [fromSecret()] })];
    expect(judge(id, pods, { declaredSecrets: ['shop/token'] })).toBe('compliant');
    expect(judge(id, pods, { declaredSecrets: ['other/token'] })).toHaveLength(1);
    expect(() => judge(id, pods, { declaredSecrets: ['a/b/c'] })).toThrow(/declared secret 'a\/b\/c' is no name; write namespace\/name/);
  });
  test('does not apply to optional references', () =>
    expect(judge(id, [deployment({ containers: [fromSecret('token', 'value', true)] })])).toBe('not applicable'));
});

describe('config-map-missing', () => {
  const id = 'config-map-missing';
  const pod = { volumes: [{ name: 'v', configMap: { name: 'settings', items: [{ key: 'a', path: 'a' }] } }] };
  test('fails when it, or a key that a volume picks, does not exist', () => {
    expect(judge(id, [deployment(pod)])).toHaveLength(1);
    expect(only(judge(id, [deployment(pod), object('ConfigMap', 'settings', { data: { b: '' } })])).pointer).toBe(
      '/spec/template/spec/volumes/0/configMap/items/0/key',
    );
  });
  test('complies when it exists, and with the certificate of every namespace', () => {
    expect(judge(id, [deployment(pod), object('ConfigMap', 'settings', { data: { a: '' } })])).toBe('compliant');
    expect(judge(id, [deployment({ volumes: [{ name: 'v', configMap: { name: 'kube-root-ca.crt' } }] })])).toBe('compliant');
  });
  test('does not apply without references', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('image-pull-secret-missing', () => {
  const id = 'image-pull-secret-missing';
  const secrets = { imagePullSecrets: [{ name: 'registry' }] };
  test('fails for pods and ServiceAccounts', () => {
    expect(only(judge(id, [deployment(secrets)])).pointer).toBe('/spec/template/spec/imagePullSecrets/0/name');
    expect(judge(id, [object('ServiceAccount', 'web', secrets)])).toHaveLength(1);
  });
  test('complies when it exists or is declared', () => {
    expect(judge(id, [deployment(secrets), object('Secret', 'registry')])).toBe('compliant');
    expect(judge(id, [deployment(secrets)], { declaredSecrets: ['registry'] })).toBe('compliant');
  });
  test('does not apply without', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('claim-missing', () => {
  const id = 'claim-missing';
  const pod = (claimName: string) => ({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] });
  test('fails when it does not exist', () => expect(only(judge(id, [deployment(pod('data'))])).message).toContain('PersistentVolumeClaim data'));
  test('complies when it exists, or a StatefulSet makes it', () => {
    expect(judge(id, [deployment(pod('data')), object('PersistentVolumeClaim', 'data')])).toBe('compliant');
    expect(judge(id, [deployment(pod('data-db-0')), statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] })])).toBe('compliant');
  });
  test('does not apply without claims', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('volume-missing', () => {
  const id = 'volume-missing';
  const mounts = { containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })] };
  test('fails without the volume', () => expect(only(judge(id, [deployment(mounts)])).message).toBe('there is no volume data; the volumes are none'));
  test('complies with a volume or a claim template', () => {
    expect(judge(id, [deployment({ ...mounts, volumes: [{ name: 'data', emptyDir: {} }] })])).toBe('compliant');
    expect(judge(id, [statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }, mounts)])).toBe('compliant');
  });
  test('does not apply without mounts', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('service-account-missing', () => {
  const id = 'service-account-missing';
  test('fails when it does not exist', () => expect(judge(id, [deployment({ serviceAccountName: 'web' })])).toHaveLength(1));
  test('complies when it exists', () =>
    expect(judge(id, [deployment({ serviceAccountName: 'web' }), object('ServiceAccount', 'web')])).toBe('compliant'));
  test('does not apply to default', () => expect(judge(id, [deployment({ serviceAccountName: 'default' })])).toBe('not applicable'));
});

describe('probe-port-missing', () => {
  const id = 'probe-port-missing';
  const probe = (port: string | number) => [
    deployment({ containers: [container({ ports: [{ name: 'http', containerPort: 80 }], readinessProbe: { httpGet: { port, path: '/' } } })] }),
  ];
  test('fails for a name the container does not have', () => expect(only(judge(id, probe('web'))).message).toContain('its ports are http (80)'));
  test('complies with one it has', () => expect(judge(id, probe('http'))).toBe('compliant'));
  test('does not apply to numbers', () => expect(judge(id, probe(8080))).toBe('not applicable'));
});

describe('autoscaler-target-missing', () => {
  const id = 'autoscaler-target-missing';
  const scaler = (kind: string) =>
    object('HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef: { kind, name: 'web' }, maxReplicas: 3 } }, 'autoscaling/v2');
  test('fails when it does not exist', () => expect(only(judge(id, [scaler('StatefulSet'), deployment()])).message).toContain('StatefulSet/web'));
  test('complies when it exists', () => expect(judge(id, [scaler('Deployment'), deployment()])).toBe('compliant'));
  test('does not apply to kinds it does not know', () => expect(judge(id, [scaler('Rollout')])).toBe('not applicable'));
});
