import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Cluster } from '../../lib';
import { checkNamespaces, environmentNamed, environments } from '.';
import { Model } from '../../lib/manifests';
import { planRollout } from '../../lib/prover/updates';
import { distManifests, Manifest, ROOT } from '../../test/support/manifests';

const all = environments(() => ({
  agentOrchestratorImage: 'registry.example.com/orchestrator:1.0.0',
  webUiImage: 'registry.example.com/web-ui:1.0.0',
}));

const controllersOf = (environment: string): Manifest[] =>
  distManifests(environment).filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
const gpusOf = ({ spec }: Manifest): number =>
  Number(spec.template.spec.containers[0].resources.limits['nvidia.com/gpu'] ?? 0);

test('every environment is rendered to a folder of its own', () => {
  const rendered = readdirSync(join(ROOT, 'dist')).filter((name) =>
    all.some((environment) => environment.name === name),
  );
  expect(rendered).toEqual(all.map(({ name }) => name).sort());
});

test.each(all.map(({ name, researchOps }) => [name, researchOps.namespace]))(
  '%s has a namespace of its own',
  (name, namespace) => {
    const namespaces = new Set(
      distManifests(name).map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata.namespace)),
    );
    expect([...namespaces]).toEqual([namespace]);
  },
);

test.each(['production'])('in %s every update and the drain of any node is proven', (name) => {
  const { cluster } = environmentNamed(name, all);
  const text = distManifests(name).map((manifest) => JSON.stringify(manifest)).join('\n---\n');
  const { steadyState, workloads } = planRollout(Model.load([{ file: name, text }]), cluster);
  const replicated = workloads.filter(({ kind }) => kind !== 'Job');
  expect(steadyState.verdict).toBe('proven');
  expect(
    replicated.map(({ workload, verdict, drain, downtimeSeconds }) => [
      workload,
      verdict,
      drain.verdict,
      drain.evictionBlockedBy,
      downtimeSeconds.most,
    ]),
  ).toEqual(
    [
      'Deployment/reasoning-nim',
      'Deployment/embedding-nim',
      'StatefulSet/qdrant',
      'Deployment/agent-orchestrator',
      'Deployment/web-ui',
    ].map((id) => [`research-ops-production/${id}`, 'proven', 'proven', [], 0]),
  );
});

test('in research-ops every update is proven, and one GPU node more would spare the NIMs their downtime', () => {
  const { cluster } = environmentNamed('research-ops', all);
  const text = distManifests('research-ops').map((manifest) => JSON.stringify(manifest)).join('\n---\n');
  const { workloads } = planRollout(Model.load([{ file: 'research-ops', text }]), cluster);
  expect(workloads.map(({ verdict }) => verdict)).toEqual(['proven', 'proven', 'proven', 'proven', 'proven']);
  const [reasoning, embedding] = workloads.map(({ spareNeeded }) => spareNeeded);
  expect([reasoning, embedding]).toEqual(
    ['reasoning-nim-cache', 'embedding-nim-cache'].map((claimToShare) => ({
      resource: 'nvidia.com/gpu',
      units: 1,
      pool: 'gpu',
      nodes: 1,
      claimToShare,
    })),
  );
});

test('only the environments that Argo CD follows have a smoke test and Secrets made by an operator', () => {
  const kindsOf = (name: string): Set<string> => new Set(distManifests(name).map(({ kind }) => kind));
  expect(all.filter(({ argoCd }) => argoCd !== undefined).map(({ name }) => name)).toEqual([
    'staging',
    'production',
  ]);
  for (const { name, argoCd } of all) {
    expect([kindsOf(name).has('Job'), kindsOf(name).has('ExternalSecret')]).toEqual([
      argoCd !== undefined,
      argoCd !== undefined,
    ]);
  }
});

test('the nodes that eksctl makes are those that rollouts are proven with', () => {
  for (const { name, cluster } of all.filter(({ eks }) => eks !== undefined)) {
    const rendered = Cluster.fromEksctl(readFileSync(join(ROOT, 'dist', 'cluster', name, 'eksctl.yaml'), 'utf8'));
    expect(rendered.pools.map((pool) => [pool.name, pool.nodes, pool.maxNodes, pool.allocatable])).toEqual(
      cluster.pools.map((pool) => [pool.name, pool.nodes, pool.maxNodes, pool.allocatable]),
    );
  }
});

test('dev needs no GPU, and its orchestrator calls a hosted API', () => {
  expect(controllersOf('dev').map(gpusOf)).toEqual([0, 0, 0]);
  const orchestrator = controllersOf('dev').find(({ metadata }) => metadata.name === 'agent-orchestrator')!;
  expect(orchestrator.spec.template.spec.containers[0].env).toContainEqual({
    name: 'REASONING_NIM_URL',
    value: 'https://integrate.api.nvidia.com',
  });
});

test('no environment asks for more GPUs than its cluster has', () => {
  for (const { name, cluster } of all) {
    const offered = cluster.pools.reduce(
      (sum, pool) => sum + pool.nodes * Number(pool.allocatable.extendedResources?.['nvidia.com/gpu'] ?? 0),
      0,
    );
    expect(
      controllersOf(name).reduce((sum, controller) => sum + gpusOf(controller) * controller.spec.replicas, 0),
    ).toBeLessThanOrEqual(offered);
  }
});

test('in production no update takes the last pod of anything', () => {
  for (const { kind, spec } of controllersOf('production')) {
    expect(kind === 'StatefulSet' ? { replicas: spec.replicas } : spec.strategy.rollingUpdate).toEqual(
      kind === 'StatefulSet' ? { replicas: 3 } : { maxSurge: 1, maxUnavailable: 0 },
    );
  }
});

test('in production every budget lets a node be drained', () => {
  const budgets = distManifests('production').filter(({ kind }) => kind === 'PodDisruptionBudget');
  expect(budgets.map(({ spec }) => spec.maxUnavailable)).toEqual([1, 1, 1, 1, 1]);
});

test('in production both pods of a NIM can attach the cache', () => {
  const claims = distManifests('production').filter(({ kind }) => kind === 'PersistentVolumeClaim');
  expect(claims.map(({ spec }) => spec.accessModes)).toEqual([['ReadWriteMany'], ['ReadWriteMany']]);
});

test('NIMs run on the GPU pool and accept its taints', () => {
  const [nim] = controllersOf('production').filter((controller) => gpusOf(controller) > 0);
  expect(nim.spec.template.spec.nodeSelector).toEqual({ 'node.kubernetes.io/instance-type': 'g5.2xlarge' });
  expect(nim.spec.template.spec.tolerations).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ]);
});

test('an environment is found by its name', () => {
  expect(environmentNamed('staging', all).researchOps.namespace).toBe('research-ops-staging');
});

test('fails when there is no environment of a name', () => {
  expect(() => environmentNamed('prod', all)).toThrow(
    "environment 'prod' is not known; write one of research-ops, dev, staging, production",
  );
});

test('fails when two environments are in one namespace', () => {
  const [one, two] = all;
  const same = { ...two, researchOps: { ...two.researchOps, namespace: one.researchOps.namespace } };
  expect(() => checkNamespaces([one, same])).toThrow(
    new Error("environment 'dev' is in namespace 'research-ops', as research-ops is; write a namespace of its own"),
  );
});
