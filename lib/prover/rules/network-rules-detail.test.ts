import { container, deployment, judge, Json, object } from '../../../test/support/rules';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';
const policy = (spec: Json) => object('NetworkPolicy', 'web', { spec }, 'networking.k8s.io/v1');
const app = (name: string) => ({ matchLabels: { app: name } });
const ported = (name: string, ...ports: Json[]) => deployment({ containers: [container({ ports })] }, {}, { name });
const service = (port: Json) => object('Service', 'web', { spec: { selector: { app: 'web' }, ports: [port] } });

describe('network-policy-peer-selects-no-pod', () => {
  const id = 'network-policy-peer-selects-no-pod';
  const elsewhere = deployment({}, {}, { namespace: 'other' });
  const check = (namespaceSelector: Json) =>
    judge(id, [policy({ podSelector: app('web'), ingress: [{ from: [{ podSelector: app('api'), namespaceSelector }] }] }), deployment(), elsewhere]);
  test.each<[string, Json]>([
    ['by label', { matchLabels: { [NAMESPACE_NAME]: 'other' } }],
    ['by an expression', { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: ['other'] }] }],
  ])('looks into a namespace that is named %s', (_, namespaceSelector) => {
    expect(check(namespaceSelector)).toEqual([
      { pointer: '/spec/ingress/0/from/0/podSelector', message: 'no pod in namespace other has app=api' },
    ]);
  });
  test.each<[string, Json]>([
    ['every namespace', {}],
    ['namespaces of another label with that value', { matchLabels: { team: 'other' } }],
    ['every namespace but one', { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'NotIn', values: ['other'] }] }],
    ['one of two namespaces', { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: ['other', 'shop'] }] }],
    ['a namespace that must have another label too', { matchLabels: { [NAMESPACE_NAME]: 'other', team: 'a' } }],
  ])('does not apply to %s, whose labels the manifests do not hold', (_, namespaceSelector) => {
    expect(check(namespaceSelector)).toBe('not applicable');
  });
});

describe('network-policy-port-missing', () => {
  const id = 'network-policy-port-missing';
  const pods = [ported('web', { name: 'http', containerPort: 8000 }), ported('api', { name: 'grpc', containerPort: 9000 })];
  const check = (port: number, podSelector?: Json) => judge(id, [policy({ podSelector, ingress: [{ ports: [{ port }] }] }), ...pods]);
  test('looks only at the pods the policy selects', () => {
    expect(check(9000, app('web'))).toEqual([
      { pointer: '/spec/ingress/0/ports/0/port', message: 'no receiving pod has TCP port 9000; the container ports are http (8000)' },
    ]);
    expect(check(9000, app('api'))).toBe('compliant');
  });
  test('looks at every pod of the namespace when the policy has no selector', () => {
    expect(check(9000)).toBe('compliant');
    expect(check(9001)).toEqual([
      { pointer: '/spec/ingress/0/ports/0/port', message: 'no receiving pod has TCP port 9001; the container ports are http (8000), grpc (9000)' },
    ]);
  });
});

describe('network-policy-selects-no-pod', () => {
  const id = 'network-policy-selects-no-pod';
  test('names the labels nobody has', () =>
    expect(judge(id, [policy({ podSelector: app('web') })])).toEqual([
      { pointer: '/spec/podSelector', message: 'no pod in namespace shop has app=web' },
    ]));
});

describe('service-selects-no-pod', () => {
  const id = 'service-selects-no-pod';
  const violation = { pointer: '/spec/selector', message: 'no pod in namespace shop has app=web' };
  test('is an error where every kind is known', () => expect(judge(id, [service({ port: 80 })])).toEqual([violation]));
  test('is a warning where an object of an unknown kind may make the pods', () =>
    expect(judge(id, [service({ port: 80 }), object('Widget', 'w', {}, 'example.com/v1')])).toEqual([{ ...violation, severity: 'warning' }]));
});

describe('service-target-port-missing', () => {
  const id = 'service-target-port-missing';
  const pods = ported('web', { name: 'http', containerPort: 8000 }, { name: 'metrics', containerPort: 9000 });
  const check = (port: Json) => judge(id, [service(port), pods]);
  test.each(['http8', '80web', 'web'])('fails for the name %s', (targetPort) => {
    expect(check({ port: 80, targetPort })).toEqual([
      {
        pointer: '/spec/ports/0/targetPort',
        message: `no TCP port of Deployment/web is named ${targetPort}; its ports are http (8000), metrics (9000)`,
      },
    ]);
  });
  test.each<[string, Json, string, number]>([
    ['targetPort', { port: 8000, targetPort: 8080 }, '/spec/ports/0/targetPort', 8080],
    ['port, when there is no targetPort', { port: 80 }, '/spec/ports/0/port', 80],
  ])('only warns of a number in %s', (_, port, pointer, number) => {
    expect(check(port)).toEqual([
      {
        pointer,
        message: `no container of Deployment/web declares TCP port ${number}; its ports are http (8000), metrics (9000)`,
        severity: 'warning',
      },
    ]);
  });
  test.each<[string, number | string]>([
    ['the first number', 8000],
    ['the second number', 9000],
    ['the second name', 'metrics'],
    ['a number in quotes', '9000'],
  ])('complies with %s of several ports', (_, targetPort) => expect(check({ port: 80, targetPort })).toBe('compliant'));
});

describe('selector-does-not-match-template', () => {
  const id = 'selector-does-not-match-template';
  test('names the labels the template lacks', () =>
    expect(judge(id, [deployment({}, { selector: app('api') })])).toEqual([
      { pointer: '/spec/selector', message: 'the pod template does not have app=api; the API server refuses it' },
    ]));
});
