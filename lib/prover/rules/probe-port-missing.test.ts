import { container, deployment, Json, judge, only } from '../../../test/support/rules';

const POD = '/spec/template/spec';

describe('probe-port-missing', () => {
  const id = 'probe-port-missing';
  const probe = (port: string | number) => [
    deployment({
      containers: [
        container({ ports: [{ name: 'http', containerPort: 80 }], readinessProbe: { httpGet: { port, path: '/' } } }),
      ],
    }),
  ];
  test('fails for a name the container does not have', () =>
    expect(only(judge(id, probe('web'))).message).toContain('its ports are http (80)'));
  test('complies with one it has', () => expect(judge(id, probe('http'))).toBe('compliant'));
  test('does not apply to numbers', () => expect(judge(id, probe(8080))).toBe('not applicable'));
  const ports = [
    { name: 'http', containerPort: 80 },
    { name: 'metrics', containerPort: 9090 },
  ];
  const check = (probe: Json) => judge(id, [deployment({ containers: [container({ ports, ...probe })] })]);
  test.each(['http8', '80web', 'web'])('fails for the name %s', (port) => {
    expect(check({ livenessProbe: { httpGet: { port, path: '/' } } })).toEqual([{
      pointer: `${POD}/containers/0/livenessProbe/httpGet/port`,
      message: `the container has no port named ${port}; its ports are http (80), metrics (9090)`,
    }]);
  });
  test('fails for the name in a tcpSocket', () =>
    expect(check({ startupProbe: { tcpSocket: { port: 'web' } } })).toEqual([{
      pointer: `${POD}/containers/0/startupProbe/tcpSocket/port`,
      message: 'the container has no port named web; its ports are http (80), metrics (9090)',
    }]));
  test.each(['http', 'metrics'])('complies with %s, one of several ports', (port) =>
    expect(check({ readinessProbe: { tcpSocket: { port } } })).toBe('compliant'),
  );
  test('does not apply to digits in quotes', () =>
    expect(check({ readinessProbe: { httpGet: { port: '8080' } } })).toBe('not applicable'));
});
