import { checkCall, checkProps } from './check-shape';

const said = (run: () => void): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};
const props = (given: unknown) => said(() => checkProps('StatelessServiceProps', given));
const envValue = { _references: [], _toKube: () => ({}) };
const readiness = { _toKube: () => ({}), _question: {}, _timing: {}, withTiming: () => ({}) };
const fine = { image: 'a:1', containerPort: 8080, resources: { cpu: '1', memory: '1Gi' }, readiness };

test.each<[unknown, string]>([
  [{ env: { LOG_LEVEL: 'debug' } }, "env.LOG_LEVEL is 'debug'; write EnvValue.literal(value) or "],
  [{ rollout: 'Recreate' }, "rollout is 'Recreate'; write RolloutStrategy.recreate() or "],
  [{ readiness: '/x' }, "readiness is '/x'; write HealthCheck.httpGet(path, port) or "],
  [{ resources: undefined }, 'resources is missing; write { '],
  [{ containerPort: '8080' }, "containerPort is '8080'; write a number, without quotes"],
  [{ name: 7 }, 'name is 7; write text, in quotes'],
  [{ envFrom: {} }, 'envFrom is an object; write a list, such as [EnvSource.configMap(configMap)]'],
  [{ env: [] }, 'env is a list; write an object, such as { name: EnvValue.literal(value) }'],
  [{ annotations: { a: 1 } }, 'annotations.a is 1; write text, in quotes'],
  [{ volumes: ['a'] }, "volumes[0] is 'a'; write an object"],
  [{ serviceType: 'External' }, "serviceType is 'External'; write one of ClusterIP, NodePort, LoadBalancer"],
  [{ preStopDelay: 5 }, 'preStopDelay is 5; write Duration.seconds(n)'],
  [{ nodePool: null }, 'nodePool is null; write NodePool.ec2(props)'],
  [{ resources: { cpu: 1, memory: '1Gi' } }, 'resources.cpu is 1; write text, in quotes'],
])('%j is refused', (wrong, message) => {
  expect(props({ ...fine, ...wrong as object })?.slice(0, message.length)).toBe(message);
});

test('what fits is taken: instances by what they have, what is known at synthesis only, further properties', () => {
  const more = { env: { A: envValue }, name: { produce: () => 'x' }, other: 1, affinity: {} };
  expect(props({ ...fine, ...more })).toBeUndefined();
});

test('a secret is not repeated', () => {
  const message = (value: string, name = 'LEVEL') => props({ ...fine, env: { [name]: value } });
  expect(message('hunter2', 'DB_PASSWORD')).toMatch(/^env.DB_PASSWORD is a text that is not repeated here; write /);
  expect(message(`nvapi-${'xyzabc1'.repeat(6)}`)).not.toContain('xyz');
});

test('a call says which', () => {
  expect(said(() => checkCall('EnvValue.literal', { value: undefined }))).toBe(
    'EnvValue.literal value is missing; write text, in quotes',
  );
  expect(said(() => checkCall('Workload#addEnv', { name: 'A', value: 'b' })))
    .toMatch(/^Workload\.addEnv value is 'b'; /);
});

test('fails as a fault of ours when the declarations were not written down', () => {
  expect(() => checkProps('NewProps', {})).toThrow('NewProps is not in shapes.json; run npm run generate:shapes');
});
