import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as k8s from '../../../imports/k8s';
import { DisruptionBudget, EnvValue, Workload } from '../..';
import { aNim, aService, aStore, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { controller, environment, mainContainer, newChart, only, render } from '../../../test/support/synth';

describe.each(EVERY_CONSTRUCT)('a %s', (_, create) => {
  test('consists of Deployment, Service, PodDisruptionBudget, ServiceAccount and NetworkPolicy, named after it', () => {
    const names = render((chart) => create(chart, 'x'))
      .filter(({ kind }) => kind !== 'PersistentVolumeClaim')
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names).toEqual([
      'ServiceAccount x', 'NetworkPolicy x', 'Service x', 'PodDisruptionBudget x-pdb', 'Deployment x',
    ]);
  });

  test('takes its id as its name unless it is given one', () => {
    const chart = newChart();
    expect(create(chart, 'x').name).toBe('x');
    expect(create(chart, 'Other', { name: 'y' }).name).toBe('y');
  });

  test('has the Deployment as its default child, for patches', () => {
    const chart = newChart();
    const workload = create(chart, 'x');
    expect(ApiObject.of(workload)).toBe(workload.controller);
    ApiObject.of(workload).addJsonPatch(
      JsonPatch.replace('/spec/template/spec/priorityClassName', 'urgent'),
      JsonPatch.add('/spec/paused', true),
    );
    expect(controller(Testing.synth(chart)).spec.paused).toBe(true);
  });

  test('tells what tools want to know about it', () => {
    const workload = create(newChart(), 'x');
    expect(workload.namespace).toBe('lab');
    expect(workload.replicas).toBeGreaterThan(0);
    expect(workload.startup.startupSeconds).toBeGreaterThan(0);
    expect(workload.rollout.toString()).toMatch(/^(recreate|rollingUpdate with )/);
    expect(workload.ports[0].name).toBe('http');
  });

  test('hands out copies of its lists', () => {
    const workload = create(newChart(), 'x');
    workload.ports.pop();
    workload.connections.push(null as never);
    expect([workload.ports[0].name, workload.connections]).toEqual(['http', []]);
  });

  test('keeps one pod available in a drain, and warns when that is the only one', () => {
    const manifests = render((chart) => create(chart, 'x', { replicas: 1 } as object));
    expect(only(manifests, 'PodDisruptionBudget').spec.minAvailable).toBe(1);
    expect(console.warn).toHaveBeenCalledWith(
      'warning: lab/x: x-pdb (minAvailable 1) never lets the only pod be evicted: kubectl drain and node upgrades wait for ever. ' +
        'Write DisruptionBudget.maxUnavailable(1), or run 2 replicas where volumes and GPUs allow it, or delete the pod by hand before a drain',
    );
  });

  test('does not warn when drains can go on', () => {
    const manifests = render((chart) => create(chart, 'x', { disruptionBudget: DisruptionBudget.maxUnavailable(1) }));
    expect(only(manifests, 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
    expect(console.warn).not.toHaveBeenCalled();
  });

  test('annotates its ServiceAccount, the way to cloud access without keys', () => {
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/x' };
    const account = only(
      render((chart) => create(chart, 'x', { serviceAccountAnnotations: annotations })),
      'ServiceAccount',
    );
    expect(account.metadata.annotations).toEqual(annotations);
    expect(account.automountServiceAccountToken).toBe(false);
  });

  test('takes variables at once and later', () => {
    const manifests = render((chart) =>
      create(chart, 'x', { env: { A: EnvValue.literal('1') } }).addEnv('B', EnvValue.fromField('status.podIP')),
    );
    expect(environment(manifests)).toMatchObject({ A: '1', B: { fieldRef: { fieldPath: 'status.podIP' } } });
  });

  test('fails when its name is no DNS label', () => {
    expect(() => create(newChart(), 'My_App')).toThrow(
      new Error(
        "lab/My_App: name 'My_App' is not a DNS label; write at most 63 lower-case letters, digits and '-', starting with a letter",
      ),
    );
  });

  test('fails when a variable is set twice', () => {
    const workload = create(newChart(), 'x', { env: { A: EnvValue.literal('1') } });
    expect(() => workload.addEnv('A', EnvValue.literal('2'))).toThrow(
      new Error(
        'lab/x: environment variable A is set already, by the construct or by a connection; leave one of them out',
      ),
    );
  });

  test('fails when a secret is given as a literal', () => {
    expect(() => create(newChart(), 'x', { env: { OPENAI_API_KEY: EnvValue.literal('sk-1') } })).toThrow(
      new Error(
        'lab/x: environment variable OPENAI_API_KEY looks like a secret given as a literal; ' +
          "write EnvValue.fromSecret(SecretSource.existing('my-secret').key('OPENAI_API_KEY')), or EnvValue.notSecret(value, reason) when it is none",
      ),
    );
  });
});

test.each([0, -1, 1.5, NaN, 2 ** 31])('fails when there are %d replicas', (replicas) => {
  expect(() => aService(newChart(), 'web', { replicas })).toThrow(
    new Error(`lab/web: replicas ${replicas} is not a positive whole number; write 1 or more`),
  );
});

test.each([0, 65536, 80.5])('fails when the port is %d', (port) => {
  const message = new Error(`lab/x: port ${port} is not a port number; write a whole number from 1 to 65535`);
  expect(() => aService(newChart(), 'x', { port })).toThrow(message);
  expect(() => aNim(newChart(), 'x', { port })).toThrow(message);
});

test('fails when an image is not pinned', () => {
  const image = 'qdrant/qdrant:latest';
  const message = new Error(
    "lab/x: image 'qdrant/qdrant:latest' is not pinned; write an exact tag or a digest, such as qdrant/qdrant:1.0.0",
  );
  expect(() => aService(newChart(), 'x', { image })).toThrow(message);
  expect(() => aStore(newChart(), 'x', { image })).toThrow(message);
});

test('fails when two workloads of a namespace have one name, even in two charts', () => {
  const app = new App();
  const [first, second] = ['first', 'second'].map((id) => new Chart(app, id, { namespace: 'lab' }));
  aService(first, 'api');
  expect(() => aNim(second, 'llm', { name: 'api' })).toThrow(
    new Error("second/llm: name 'api' is taken by first/api; give one of them another name"),
  );
});

test('two workloads of different namespaces may have one name', () => {
  const app = new App();
  const build = () => ['first', 'second'].forEach((id) => aService(new Chart(app, id, { namespace: id }), 'api'));
  expect(build).not.toThrow();
  expect(() => app.synthYaml()).not.toThrow();
});

test.each([
  ['annotations', { annotations: { 'cdk8s-nim/startup-budget-seconds': '1' } }, 'cdk8s-nim/startup-budget-seconds'],
  ['podAnnotations', { podAnnotations: { 'cdk8s-nim/config-checksum': '0' } }, 'cdk8s-nim/config-checksum'],
])('fails when %s would replace what the construct has worked out', (_, props, key) => {
  expect(() => aService(newChart(), 'web', props)).toThrow(
    new Error(`lab/web: annotation '${key}' is written by the construct; leave it out`),
  );
});

test('disk-backed volumes with a limit raise the limit of the disk, memory-backed ones do not', () => {
  const volumes = [
    { name: 'scratch', emptyDir: { sizeLimit: k8s.Quantity.fromString('5Gi') } },
    { name: 'fast', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Gi') } },
  ];
  const limit = (props: object): unknown =>
    mainContainer(render((chart) => aService(chart, 'web', props))).resources.limits['ephemeral-storage'];
  expect([limit({}), limit({ volumes })]).toEqual(['2Gi', '7Gi']);
});

test('a subclass of a user that builds nothing is told what to extend, never a TypeError', () => {
  class Mine extends Workload {}
  const chart = new Chart(Testing.app(), 'app', { namespace: 'app' });
  const mine = new Mine(chart, 'mine', {});
  expect(() => mine.ports).toThrow(
    /^app\/mine: a workload by itself has no objects; extend ReplicatedWorkload and call this.define/,
  );
  expect(() => mine.controller).toThrow(/a workload by itself has no objects/);
});

test('a variable that is no secret bears its reason into the manifest, where the rule reads it', () => {
  const env = { OPENAI_API_KEY: EnvValue.notSecret('abc', 'the server takes any key') };
  const [deployment] = render((chart) => aService(chart, 'web', { env })).filter(({ kind }) => kind === 'Deployment');
  expect(deployment.metadata.annotations).toMatchObject({
    'cdk8s-nim/not-secret': 'OPENAI_API_KEY: the server takes any key',
  });
  const [plain] = render((chart) => aService(chart, 'web')).filter(({ kind }) => kind === 'Deployment');
  expect(Object.keys(plain.metadata.annotations ?? {})).not.toContain('cdk8s-nim/not-secret');
});
