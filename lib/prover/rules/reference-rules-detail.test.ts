import { container, deployment, judge, Json, object, statefulSet } from '../../../test/support/rules';

const POD = '/spec/template/spec';

describe('autoscaler-target-missing', () => {
  const id = 'autoscaler-target-missing';
  const scaler = (scaleTargetRef: Json) => object('HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef, maxReplicas: 3 } }, 'autoscaling/v2');
  test('names the target it does not find', () =>
    expect(judge(id, [scaler({ kind: 'StatefulSet', name: 'web' }), deployment()])).toEqual([
      { pointer: '/spec/scaleTargetRef/name', message: 'StatefulSet/web is not among the manifests of namespace shop' },
    ]));
  test('fails for a target without a name', () =>
    expect(judge(id, [scaler({ kind: 'Deployment' }), deployment()])).toEqual([
      { pointer: '/spec/scaleTargetRef/name', message: 'Deployment/ is not among the manifests of namespace shop' },
    ]));
});

describe('claim-missing', () => {
  const id = 'claim-missing';
  const check = (claimName: string) =>
    judge(id, [
      deployment({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] }),
      statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }),
    ]);
  test.each([
    ['a template that does not exist', 'cache-db-0'],
    ['a set that does not exist', 'data-web-0'],
    ['no ordinal', 'data-db'],
    ['an ordinal that is not at the end', 'data-db-0-old'],
  ])('fails for a claim of a StatefulSet with %s', (_, claimName) => {
    expect(check(claimName)).toEqual([
      {
        pointer: `${POD}/volumes/0/persistentVolumeClaim/claimName`,
        message: `PersistentVolumeClaim ${claimName} is not among the manifests of namespace shop`,
      },
    ]);
  });
  test.each(['data-db-0', 'data-db-12'])('complies with %s, which a StatefulSet makes', (claimName) => expect(check(claimName)).toBe('compliant'));
});

describe('service-account-missing', () => {
  const id = 'service-account-missing';
  test.each(['serviceAccountName', 'serviceAccount'])('names the account in %s', (field) => {
    expect(judge(id, [deployment({ [field]: 'robot' })])).toEqual([
      { pointer: `${POD}/${field}`, message: 'ServiceAccount robot is not among the manifests of namespace shop' },
    ]);
  });
  test('reads serviceAccountName where both are written', () =>
    expect(judge(id, [deployment({ serviceAccountName: 'web', serviceAccount: 'robot' }), object('ServiceAccount', 'web')])).toBe('compliant'));
  test.each([
    ['an empty name, which stands for default', { serviceAccountName: '' }],
    ['default by its old name', { serviceAccount: 'default' }],
    ['no name at all', {}],
  ])('does not apply to %s', (_, pod) => expect(judge(id, [deployment(pod)])).toBe('not applicable'));
});

describe('probe-port-missing', () => {
  const id = 'probe-port-missing';
  const ports = [
    { name: 'http', containerPort: 80 },
    { name: 'metrics', containerPort: 9090 },
  ];
  const check = (probe: Json) => judge(id, [deployment({ containers: [container({ ports, ...probe })] })]);
  test.each(['http8', '80web', 'web'])('fails for the name %s', (port) => {
    expect(check({ livenessProbe: { httpGet: { port, path: '/' } } })).toEqual([
      {
        pointer: `${POD}/containers/0/livenessProbe/httpGet/port`,
        message: `the container has no port named ${port}; its ports are http (80), metrics (9090)`,
      },
    ]);
  });
  test('fails for the name in a tcpSocket', () =>
    expect(check({ startupProbe: { tcpSocket: { port: 'web' } } })).toEqual([
      {
        pointer: `${POD}/containers/0/startupProbe/tcpSocket/port`,
        message: 'the container has no port named web; its ports are http (80), metrics (9090)',
      },
    ]));
  test.each(['http', 'metrics'])('complies with %s, one of several ports', (port) =>
    expect(check({ readinessProbe: { tcpSocket: { port } } })).toBe('compliant'));
  test('does not apply to digits in quotes', () => expect(check({ readinessProbe: { httpGet: { port: '8080' } } })).toBe('not applicable'));
});

describe('secret-missing', () => {
  const id = 'secret-missing';
  const env = (key: string) => container({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key } } }] });
  const message = 'Secret token is not among the manifests of namespace shop';
  test.each<[string, Json, string]>([
    ['env', { containers: [env('a')] }, 'containers/0/env/0/valueFrom/secretKeyRef/name'],
    ['envFrom', { containers: [container({ envFrom: [{ secretRef: { name: 'token' } }] })] }, 'containers/0/envFrom/0/secretRef/name'],
    ['a volume', { volumes: [{ name: 'v', secret: { secretName: 'token' } }] }, 'volumes/0/secret/secretName'],
    [
      'a projected volume',
      { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'token' } }] } }] },
      'volumes/0/projected/sources/0/secret/name',
    ],
  ])('points to the name in %s', (_, pod, path) => expect(judge(id, [deployment(pod)])).toEqual([{ pointer: `${POD}/${path}`, message }]));
  test.each<[string, Json]>([
    ['envFrom', { containers: [container({ envFrom: [{ secretRef: { name: 'token', optional: true } }] })] }],
    ['a volume', { volumes: [{ name: 'v', secret: { secretName: 'token', optional: true } }] }],
    ['a projected volume', { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'token', optional: true } }] } }] }],
  ])('does not apply where %s may do without', (_, pod) => expect(judge(id, [deployment(pod)])).toBe('not applicable'));
  test('fails where optional is false', () =>
    expect(judge(id, [deployment({ volumes: [{ name: 'v', secret: { secretName: 'token', optional: false } }] })])).toHaveLength(1));
  test('finds a key in data or in stringData, when both are written', () => {
    const secret = object('Secret', 'token', { data: { a: '' }, stringData: { b: '' } });
    expect(judge(id, [deployment({ containers: [env('a'), env('b')] }), secret])).toBe('compliant');
    expect(judge(id, [deployment({ containers: [env('c')] }), secret])).toEqual([
      { pointer: `${POD}/containers/0/env/0/valueFrom/secretKeyRef/key`, message: 'Secret token has no key c' },
    ]);
  });
});

describe('headless-service-missing', () => {
  const id = 'headless-service-missing';
  test('names the Service it does not find', () =>
    expect(judge(id, [statefulSet()])).toEqual([
      { pointer: '/spec/serviceName', message: 'Service db is not among the manifests of namespace shop' },
    ]));
  test('says how to make a Service headless', () =>
    expect(judge(id, [statefulSet(), object('Service', 'db', { spec: { clusterIP: '10.0.0.1' } })])).toEqual([
      { pointer: '/spec/serviceName', message: 'Service db is not headless; write clusterIP: None' },
    ]));
});
