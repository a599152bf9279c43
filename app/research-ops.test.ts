import { Testing } from 'cdk8s';
import { HostedServing, CpuServing } from './model-serving';
import { ResearchOps, ResearchOpsProps } from './research-ops';
import { environmentNamed, environments } from './environments';
import { SecretSource } from '../lib';
import { Manifest } from '../test/support/manifests';

const { researchOps: PROPS } = environmentNamed(
  'research-ops',
  environments(() => ({
    agentOrchestratorImage: 'registry.example.com/agent-orchestrator:1.0.0',
    webUiImage: 'registry.example.com/web-ui:1.0.0',
  })),
);

function synthesize(props: Partial<ResearchOpsProps> = {}): Manifest[] {
  return Testing.synth(new ResearchOps(Testing.app(), 'research-ops', { ...PROPS, ...props }));
}

function environmentOf(manifests: Manifest[], name: string): { [name: string]: string } {
  const deployment = manifests.find((manifest) => manifest.kind === 'Deployment' && manifest.metadata.name === name)!;
  return Object.fromEntries(
    deployment.spec.template.spec.containers[0].env.map((variable: { name: string; value: string }) => [
      variable.name,
      variable.value,
    ]),
  );
}

test('the whole app', () => {
  expect(synthesize()).toMatchSnapshot();
});

test('the orchestrator knows the models and the vector store by the ports of their Services', () => {
  expect(environmentOf(synthesize(), 'agent-orchestrator')).toMatchObject({
    REASONING_NIM_URL: 'http://reasoning-nim.research-ops.svc.cluster.local:8000',
    EMBEDDING_NIM_URL: 'http://embedding-nim.research-ops.svc.cluster.local:8001',
    VECTOR_DB_URL: 'http://qdrant.research-ops.svc.cluster.local:6333',
    PYTHONPATH: '/app',
  });
});

test('the web interface knows the orchestrator', () => {
  expect(environmentOf(synthesize(), 'web-ui')).toMatchObject({
    AGENT_ORCHESTRATOR_URL: 'http://agent-orchestrator.research-ops.svc.cluster.local:8080',
    PYTHONPATH: '/app',
  });
});

test('the edges between the services can be read', () => {
  const app = new ResearchOps(Testing.app(), 'research-ops', PROPS);
  const edges = [app.agentOrchestrator, app.webUi].flatMap((service) =>
    service.connections.map(({ caller, callee, port }) => `${caller.name} -> ${callee.name}:${port.servicePort}`),
  );
  expect(edges).toEqual([
    'agent-orchestrator -> reasoning-nim:8000',
    'agent-orchestrator -> embedding-nim:8001',
    'agent-orchestrator -> qdrant:6333',
    'web-ui -> agent-orchestrator:8080',
  ]);
});

test('the orchestrator gets its cloud role by annotation', () => {
  const arn = 'arn:aws:iam::123456789012:role/agent-orchestrator';
  const account = synthesize({ agentOrchestratorRoleArn: arn }).find(
    ({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'agent-orchestrator',
  )!;
  expect(account.metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': arn });
});

test('a hosted API takes the place of the NIMs', () => {
  const models = new HostedServing('https://models.example.com', SecretSource.existing('hosted-models').key('api-key'));
  const manifests = synthesize({ models });
  const orchestrator = manifests.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'agent-orchestrator',
  )!;
  expect(manifests.filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name)).toEqual([
    'qdrant',
    'agent-orchestrator',
    'web-ui',
  ]);
  expect(orchestrator.spec.template.spec.containers[0].env).toEqual(
    expect.arrayContaining([
      { name: 'REASONING_NIM_URL', value: 'https://models.example.com' },
      { name: 'REASONING_NIM_API_KEY', valueFrom: { secretKeyRef: { name: 'hosted-models', key: 'api-key' } } },
      { name: 'EMBEDDING_NIM_URL', value: 'https://models.example.com' },
      { name: 'EMBEDDING_NIM_API_KEY', valueFrom: { secretKeyRef: { name: 'hosted-models', key: 'api-key' } } },
    ]),
  );
});

test('a model server on CPUs takes the place of the NIMs', () => {
  const models = new CpuServing('registry.example.com/llama-server:1.0.0', ({ name }) => [
    '--model',
    `/models/${name}.gguf`,
  ]);
  const manifests = synthesize({ models });
  expect(environmentOf(manifests, 'agent-orchestrator')).toMatchObject({
    EMBEDDING_NIM_URL: 'http://embedding-nim.research-ops.svc.cluster.local:8001',
  });
  expect(JSON.stringify(manifests)).not.toContain('nvidia.com/gpu');
});

test('fails when an application image is not pinned', () => {
  expect(() => synthesize({ webUiImage: 'registry.example.com/web-ui:latest' })).toThrow(
    "research-ops/web-ui: image 'registry.example.com/web-ui:latest' is not pinned; write an exact tag or a digest, such as registry.example.com/web-ui:1.0.0",
  );
});
