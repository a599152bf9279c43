import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';

const ported = (...ports: Json[]) => deployment({ containers: [container({ ports })] });
const web = ported({ name: 'http', containerPort: 8000 });
const service = (ports: Json[], spec: Json = {}) =>
  object('Service', 'web', { spec: { selector: { app: 'web' }, ports, ...spec } });

describe('service-target-port-missing', () => {
  const id = 'service-target-port-missing';
  const check = (port: Json, pods = web) => judge(id, [service([port]), pods]);
  test('fails for a name no container has', () => {
    expect(only(check({ port: 80, targetPort: 'web' }))).toMatchObject({
      pointer: '/spec/ports/0/targetPort',
      message: expect.stringContaining('its ports are http (8000)'),
    });
  });
  test('fails for a name of another protocol', () =>
    expect(check({ port: 80, targetPort: 'http', protocol: 'UDP' })).toHaveLength(1));
  test('warns of a number no container declares, the default target included', () => {
    expect(only(check({ port: 80, targetPort: 9000 })).severity).toBe('warning');
    expect(only(check({ port: 80 })).pointer).toBe('/spec/ports/0/port');
  });
  test('complies with the name or number of a port, and with pods that declare none', () => {
    expect([check({ port: 80, targetPort: 'http' }), check({ port: 8000 }), check({ port: 80 }, ported())]).toEqual([
      'compliant',
      'compliant',
      'compliant',
    ]);
  });
  test('does not apply when it selects no pod', () =>
    expect(judge(id, [service([{ port: 80 }])])).toBe('not applicable'));
});

describe('service-target-port-missing', () => {
  const check = (targetPort: unknown, ...ports: Json[]) =>
    judge('service-target-port-missing', [service([{ port: 80, targetPort }]), ported(...ports)]);
  const pointer = '/spec/ports/0/targetPort';
  test('says so when the pods have no ports at all', () => {
    expect(check('http')).toEqual([
      { pointer, message: 'no TCP port of Deployment/web is named http; its ports are none' },
    ]);
  });
  test('names all ports of the protocol', () => {
    expect(
      check(
        1, { containerPort: 8000 }, { name: 'metrics', containerPort: 9000 }, { containerPort: 53, protocol: 'UDP' },
      ),
    ).toEqual([{
      pointer,
      message: 'no container of Deployment/web declares TCP port 1; its ports are 8000, metrics (9000)',
      severity: 'warning',
    }]);
  });
});

describe('service-target-port-missing', () => {
  const ported = (name: string, ...ports: Json[]) => deployment({ containers: [container({ ports })] }, {}, { name });
  const service = (port: Json) => object('Service', 'web', { spec: { selector: { app: 'web' }, ports: [port] } });
  const id = 'service-target-port-missing';
  const pods = ported('web', { name: 'http', containerPort: 8000 }, { name: 'metrics', containerPort: 9000 });
  const check = (port: Json) => judge(id, [service(port), pods]);
  test.each(['http8', '80web', 'web'])('fails for the name %s', (targetPort) => {
    expect(check({ port: 80, targetPort })).toEqual([{
      pointer: '/spec/ports/0/targetPort',
      message: `no TCP port of Deployment/web is named ${targetPort}; its ports are http (8000), metrics (9000)`,
    }]);
  });
  test.each<[string, Json, string, number]>([
    ['targetPort', { port: 8000, targetPort: 8080 }, '/spec/ports/0/targetPort', 8080],
    ['port, when there is no targetPort', { port: 80 }, '/spec/ports/0/port', 80],
  ])('only warns of a number in %s', (_, port, pointer, number) => {
    expect(check(port)).toEqual([{
      pointer,
      message: `no container of Deployment/web declares TCP port ${number}; its ports are http (8000), metrics (9000)`,
      severity: 'warning',
    }]);
  });
  test.each<[string, number | string]>([
    ['the first number', 8000],
    ['the second number', 9000],
    ['the second name', 'metrics'],
    ['a number in quotes', '9000'],
  ])('complies with %s of several ports', (_, targetPort) => expect(check({ port: 80, targetPort })).toBe('compliant'));
});

describe('service-target-port-missing', () => {
  const id = 'service-target-port-missing';
  const named = object('Service', 'web', {
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  });
  const bare = { metadata: { labels: { app: 'web' } }, spec: { containers: [container()] } };
  const testPod = {
    ...object('Pod', 'web-test', bare),
    metadata: { name: 'web-test', namespace: 'shop', labels: { app: 'web' }, annotations: { 'helm.sh/hook': 'test' } },
  };
  const job = object('Job', 'migrate', { spec: { template: bare } }, 'batch/v1');
  test.each([
    ['test hook', testPod], ['Job', job],
    ['second Deployment', { ...ported(), metadata: { name: 'worker', namespace: 'shop' } }],
  ])('complies when only the pods of a %s lack the name: they are no endpoints', (_, other) =>
    expect(judge(id, [named, web, other])).toBe('compliant'),
  );
  test('fails when no selected pod has the name, and looks past pods that end', () => {
    expect(only(judge(id, [named, ported({ name: 'web', containerPort: 1 }), job, testPod])).message).toContain(
      'Deployment/web',
    );
    expect(only(judge(id, [named, job])).message).toContain('Job/migrate');
  });
  test('does not apply when only tests are selected', () => expect(judge(id, [named, testPod])).toBe('not applicable'));
  test('a headless Service keeps its addresses: a missing name is a warning, a number nothing', () => {
    const headless = (targetPort: unknown) => service([{ port: 80, targetPort }], { clusterIP: 'None' });
    expect(only(judge(id, [headless('grpc'), web])).severity).toBe('warning');
    expect(judge(id, [headless(9000), web])).toBe('compliant');
  });
  test('is a warning where an operator makes the pods', () => {
    const rollout = { ...web, apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
    expect(only(judge(id, [service([{ port: 80, targetPort: 'grpc' }]), rollout])).severity).toBe('warning');
  });
});
