import { App, Chart, Duration, Testing } from 'cdk8s';
import { SmokeTest, SmokeTestProps } from './smoke-test';
import { GpuNimService } from '../nim/gpu-nim-service';
import { Nim } from '../nim/nim';
import { StatelessService } from '../stateless/stateless-service';
import { VectorStore } from '../vector-store/vector-store';
import { HealthCheck } from '../workload/health-check';
import { SecretSource } from '../workload/secret-source';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { WorkloadPort } from '../workload/workload-port';
import { ClosedSchemas, definitionsFile, VERSIONS } from '../../../test/schemas/closed-schemas';
import { testWith } from '../../../test/support/test-with';

interface Fixture {
  readonly app: App;
  readonly chart: Chart;
  readonly workloads: ReplicatedWorkload[];
}

function web(chart: Chart, readiness: HealthCheck = HealthCheck.httpGet('/ready')): StatelessService {
  return new StatelessService(chart, 'web', {
    image: 'registry.example.com/web:1.0.0',
    containerPort: 8080,
    port: 80,
    resources: { cpu: '1', memory: '1Gi' },
    readiness,
  });
}

function fixture(): Fixture {
  const app = Testing.app();
  const chart = new Chart(app, 'assistant', { namespace: 'assistant', disableResourceNameHashes: true });
  const workloads = [
    new GpuNimService(chart, 'embedding', {
      nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'),
      port: 8001,
    }),
    new VectorStore(chart, 'qdrant', { resources: { cpu: '1', memory: '2Gi' } }),
    web(chart),
  ];
  return { app, chart, workloads };
}

function smoke(
  { app, workloads }: Fixture,
  props: Partial<SmokeTestProps> = {},
  namespace: string | undefined = 'assistant',
): SmokeTest {
  return new SmokeTest(new Chart(app, 'hooks', { namespace, disableResourceNameHashes: true }), 'smoke-test', {
    workloads,
    ...props,
  });
}

function find(chart: Chart, kind: string, name: string): any {
  return Testing.synth(chart).find((object) => object.kind === kind && object.metadata.name === name);
}

test('the objects by their defaults', () => {
  const { node } = smoke(fixture());
  expect(Testing.synth(node.scope as Chart)).toMatchSnapshot();
});

testWith('the definitions of Kubernetes').each(VERSIONS)(
  'the objects have no unknown and no wrong field in Kubernetes %s',
  (version) => {
    const schemas = new ClosedSchemas(definitionsFile(version));
    expect(
      Testing.synth(smoke(fixture()).node.scope as Chart).flatMap((manifest) => schemas.problems(manifest)),
    ).toEqual([]);
  },
);

test('each workload is asked for its health by way of its Service, and a NIM for its models', () => {
  expect(smoke(fixture()).urls).toEqual([
    'http://embedding.assistant.svc.cluster.local:8001/v1/health/ready',
    'http://embedding.assistant.svc.cluster.local:8001/v1/models',
    'http://qdrant.assistant.svc.cluster.local:6333/readyz',
    'http://web.assistant.svc.cluster.local:80/ready',
  ]);
});

test.each(['assistant', 'tests'])(
  'both network policies let the test from namespace %s through on the container port, and nothing else',
  (namespace) => {
    const parts = fixture();
    const test = smoke(parts, {}, namespace);
    const own = find(test.node.scope as Chart, 'NetworkPolicy', 'smoke-test').spec;
    const other = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
    const peer = (app: string, from: string) => ({
      podSelector: { matchLabels: { app } },
      ...(namespace !== 'assistant' && { namespaceSelector: other(from) }),
    });
    expect(own.podSelector).toEqual({ matchLabels: { app: 'smoke-test' } });
    expect(own.ingress).toBeUndefined();
    const [, ...egress] = own.egress;
    const ports = new Map([
      ['embedding', 8000],
      ['qdrant', 6333],
      ['web', 8080],
    ]);
    expect(egress).toEqual(
      [...ports].map(([app, port]) => ({ to: [peer(app, 'assistant')], ports: [{ protocol: 'TCP', port }] })),
    );
    for (const [app, port] of ports) {
      expect(find(parts.chart, 'NetworkPolicy', app).spec.ingress).toEqual([
        { from: [peer('smoke-test', namespace)], ports: [{ protocol: 'TCP', port }] },
      ]);
    }
  },
);

test('the pod passes the restricted Pod Security level', () => {
  const { spec } = find(smoke(fixture()).node.scope as Chart, 'Job', 'smoke-test').spec.template;
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(spec.securityContext.runAsUser).toBeGreaterThan(0);
  expect(spec.containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
  });
});

test('the Job outlives the time in which curl tries again', () => {
  const { spec } = find(smoke(fixture(), { timeout: Duration.minutes(30) }).node.scope as Chart, 'Job', 'smoke-test');
  const { command } = spec.template.spec.containers[0];
  expect(command[command.indexOf('--retry-max-time') + 1]).toBe('1800');
  expect(
    Number(command[command.indexOf('--retry') + 1]) * Number(command[command.indexOf('--retry-delay') + 1]),
  ).toBeGreaterThanOrEqual(1800);
  expect(spec.activeDeadlineSeconds).toBeGreaterThan(1800);
});

test('the test waits as long as the slowest workload may take', () => {
  const parts = fixture();
  const [nim] = parts.workloads;
  const { spec } = find(smoke(parts).node.scope as Chart, 'Job', 'smoke-test');
  expect(spec.activeDeadlineSeconds).toBeGreaterThan(nim.startup.startupSeconds);
  expect(String(spec.activeDeadlineSeconds - 120)).toBe(
    nim.controller.metadata.toJson().annotations['cdk8s-nim/rollout-timeout-seconds'],
  );
});

test('image, pull secrets and name can be chosen', () => {
  const test = smoke(fixture(), {
    image: 'registry.example.com/curl:8.1.0',
    imagePullSecrets: [SecretSource.existing('pull')],
    name: 'probe',
  });
  const { metadata, spec } = find(test.node.scope as Chart, 'Job', 'probe');
  expect(metadata.labels['app.kubernetes.io/version']).toBe('8.1.0');
  expect(spec.template.spec).toMatchObject({
    imagePullSecrets: [{ name: 'pull' }],
    containers: [{ image: 'registry.example.com/curl:8.1.0' }],
  });
});

test('fails when there is nothing to ask', () => {
  expect(() => smoke({ ...fixture(), workloads: [] })).toThrow(
    'hooks/smoke-test: there are no workloads to ask; write workloads: [reasoning, orchestrator]',
  );
});

test('fails when a workload has no HTTP health check', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'assistant', { namespace: 'assistant' });
  expect(() => smoke({ app, chart, workloads: [web(chart, HealthCheck.tcp())] })).toThrow(
    "assistant/web: a smoke test can ask nothing: the readiness probe is no HTTP request; write HealthCheck.httpGet('/ready'), or leave the workload out",
  );
});

test('fails when the readiness probe asks a port that is not on the Service', () => {
  class Hidden extends StatelessService {
    public override get ports(): WorkloadPort[] {
      return super.ports.map((port) => ({ ...port, servicePort: undefined }));
    }
  }
  const app = Testing.app();
  const chart = new Chart(app, 'assistant', { namespace: 'assistant' });
  const props = {
    image: 'registry.example.com/web:1.0.0',
    containerPort: 8080,
    resources: { cpu: '1', memory: '1Gi' },
    readiness: HealthCheck.httpGet('/ready'),
  };
  expect(() => smoke({ app, chart, workloads: [new Hidden(chart, 'web', props)] })).toThrow(
    "assistant/web: a smoke test can ask nothing: port 'http' of the readiness probe is not on the Service; leave the workload out",
  );
});

test('in charts without namespace, a workload is asked by its bare name', () => {
  const chart = Testing.chart();
  expect(new SmokeTest(chart, 'smoke-test', { workloads: [web(chart)] }).urls).toEqual(['http://web:80/ready']);
});

test('fails when a workload has no known namespace and the test has one', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'assistant');
  expect(() => smoke({ app, chart, workloads: [web(chart)] })).toThrow(
    "hooks/smoke-test: the way to assistant/web crosses namespaces, and one of the two charts has none; write new Chart(app, 'id', { namespace: 'my-namespace' })",
  );
});

test('fails when the image is not pinned', () => {
  expect(() => smoke(fixture(), { image: 'curlimages/curl:latest' })).toThrow(
    "hooks/smoke-test: image 'curlimages/curl:latest' is not pinned",
  );
});

test('fails when a pull secret lies in another namespace', () => {
  expect(() => smoke(fixture(), { imagePullSecrets: [SecretSource.inNamespace('pull', 'other')] })).toThrow(
    "hooks/smoke-test: secret 'pull' lies in namespace 'other'",
  );
});

test('fails when the timeout is shorter than one attempt', () => {
  expect(() => smoke(fixture(), { timeout: Duration.seconds(1) })).toThrow(
    'hooks/smoke-test: timeout 1 s is not a whole number of seconds from 5',
  );
});

test('fails when the name is not a DNS label', () => {
  expect(() => smoke(fixture(), { name: 'Smoke' })).toThrow("hooks/smoke-test: smoke test 'Smoke' is not a DNS label");
});
