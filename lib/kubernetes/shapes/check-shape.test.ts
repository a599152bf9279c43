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
  [{ readiness: { _toKube: () => ({}) } }, 'readiness is an object; write HealthCheck.httpGet(path, port) or '],
  [{ env: { DB_PASSWORD: 7 } }, 'env.DB_PASSWORD is 7; write EnvValue.literal(value) or '],
  [{ podSpecOverrides: { overhead: { cpu: 1 } } }, 'podSpecOverrides.overhead.cpu is 1; write an object'],
])('%j is refused', (wrong, message) => {
  expect(props({ ...fine, ...wrong as object })?.slice(0, message.length)).toBe(message);
});

test.each<[object, string]>([
  [{ resources: null }, 'resources is null; write { cpu, memory }'],
  [{ resources: [] }, 'resources is a list; write { cpu, memory }'],
  [{ resources: 'small' }, "resources is 'small'; write { cpu, memory }"],
  [{ podSpecOverrides: 'x' }, "podSpecOverrides is 'x'; write an object of PodSpecOverrides"],
  [{ podSpecOverrides: { overhead: 1 } }, 'podSpecOverrides.overhead is 1; write an object, such as { name: {} }'],
  [{ annotations: 'a' }, "annotations is 'a'; write an object, such as { name: 'text' }"],
  [{ annotations: null }, "annotations is null; write an object, such as { name: 'text' }"],
  [{ command: 'run' }, "command is 'run'; write a list, such as ['text']"],
  [{ volumes: 'a' }, "volumes is 'a'; write a list, such as [{}]"],
  [{ affinity: 1 }, 'affinity is 1; write an object'],
  [{ affinity: [] }, 'affinity is a list; write an object'],
  [{ affinity: null }, 'affinity is null; write an object'],
  [{ serviceType: 7 }, 'serviceType is 7; write one of ClusterIP, NodePort, LoadBalancer'],
  [{ replicas: null }, 'replicas is null; write a number, without quotes'],
  [{ replicas: {} }, 'replicas is an object; write a number, without quotes'],
  [{ replicas: '1'.repeat(50) }, `replicas is '${'1'.repeat(40)}'; write a number, without quotes`],
  [{ readOnlyRootFilesystem: 'yes' }, "readOnlyRootFilesystem is 'yes'; write true or false"],
  [{ image: () => 'a' }, 'image is a function; write text, in quotes'],
  [{ image: Symbol('a') }, 'image is Symbol(a); write text, in quotes'],
])('%p is refused with all that is to be written', (wrong, message) => {
  expect(props({ ...fine, ...wrong })).toBe(message);
});

test.each([[null, 'null'], [undefined, 'undefined'], [[], 'a list'], ['a', "'a'"]])('%p is no props', (given, text) => {
  expect(props(given)).toBe(`props is ${text}; write { image, resources, containerPort, readiness }`);
});

test('what fits is taken: instances by what they have, what is known at synthesis only, further properties', () => {
  const more = {
    env: { A: envValue }, name: { produce: () => 'x' }, other: 1, affinity: {}, serviceType: 'NodePort', command: ['a'],
    replicas: 2, readOnlyRootFilesystem: false, podSpecOverrides: { overhead: { cpu: {} } },
  };
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
  expect(said(() => checkCall('HealthCheck#withTiming', { timing: 'a' })))
    .toBe("HealthCheck.withTiming timing is 'a'; write an object of HealthCheckTiming");
  expect(said(() => checkCall('HealthCheck#withTiming', { timing: { failureThreshold: 'a' } })))
    .toBe("HealthCheck.withTiming timing.failureThreshold is 'a'; write a number, without quotes");
  expect(said(() => checkCall('Egress.cidr', { cidr: '10.0.0.0/8', ports: 80 })))
    .toBe('Egress.cidr ports is 80; write a list, such as [1]');
  expect(said(() => checkCall('RecordedMetric#of', { workload: 'a' })))
    .toBe("RecordedMetric.of workload is 'a'; write an instance of IWorkload");
});

test('what may be anything is taken', () => {
  expect([7, 'a', [], null].map((value) => said(() => checkCall('Taint.noExecute', { key: 'a', value }))))
    .toEqual([undefined, undefined, undefined, undefined]);
});

test('what nobody puts a place in front of has it here', () => {
  expect(said(() => checkProps('NodePoolProps', { nodes: 1 }, 'node pool')))
    .toBe('node pool: name is missing; write text, in quotes');
  expect(said(() => checkProps('NodePoolProps', { nodes: 1 }))).toBe('name is missing; write text, in quotes');
});

test('fails as a fault of ours when the declarations were not written down', () => {
  expect(() => checkProps('NewProps', {})).toThrow('NewProps is not in shapes.json; run npm run generate:shapes');
});
