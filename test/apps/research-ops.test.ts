import { Testing } from 'cdk8s';
import { ResearchOps, ResearchOpsProps } from '../../lib';
import { Manifest } from '../support/manifests';

const PROPS: ResearchOpsProps = {
  namespace: 'research-ops',
  agentOrchestratorImage: 'registry.example.com/agent-orchestrator:1.0.0',
  webUiImage: 'registry.example.com/web-ui:1.0.0',
};

function synthesize(props: Partial<ResearchOpsProps> = {}): Manifest[] {
  return Testing.synth(new ResearchOps(Testing.app(), 'research-ops', { ...PROPS, ...props }));
}

function environmentOf(manifests: Manifest[], name: string): { [name: string]: string } {
  const deployment = manifests.find((manifest) => manifest.kind === 'Deployment' && manifest.metadata.name === name)!;
  return Object.fromEntries(deployment.spec.template.spec.containers[0].env.map((variable: { name: string; value: string }) => [variable.name, variable.value]));
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
  expect(edges).toEqual(['agent-orchestrator -> reasoning-nim:8000', 'agent-orchestrator -> embedding-nim:8001', 'agent-orchestrator -> qdrant:6333', 'web-ui -> agent-orchestrator:8080']);
});

test('the orchestrator gets its cloud role by annotation', () => {
  const arn = 'arn:aws:iam::123456789012:role/agent-orchestrator';
  const account = synthesize({ agentOrchestratorRoleArn: arn }).find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'agent-orchestrator')!;
  expect(account.metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': arn });
});

test('volumes and GPU nodes are configuration', () => {
  const manifests = synthesize({ storageClass: 'gp3', gpuNodeSelector: { pool: 'gpu' } });
  const claims = manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  expect(claims.map(({ spec }) => [spec.storageClassName, spec.resources.requests.storage])).toEqual([['gp3', '50Gi'], ['gp3', '20Gi'], ['gp3', '10Gi']]);
  const selectors = manifests.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template.spec.nodeSelector);
  expect(selectors).toEqual([{ pool: 'gpu' }, { pool: 'gpu' }, undefined, undefined, undefined]);
});

test('fails when an application image is not pinned', () => {
  expect(() => synthesize({ webUiImage: 'registry.example.com/web-ui:latest' })).toThrow(
    "research-ops/web-ui: image 'registry.example.com/web-ui:latest' is not pinned; write an exact tag or a digest, such as registry.example.com/web-ui:1.0.0",
  );
});
