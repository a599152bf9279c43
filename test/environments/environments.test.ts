import { readdirSync } from 'fs';
import { join } from 'path';
import { environmentNamed, environments } from '../../lib/environments';
import { distManifests, Manifest, ROOT } from '../support/manifests';

const all = environments({ agentOrchestratorImage: 'registry.example.com/orchestrator:1.0.0', webUiImage: 'registry.example.com/web-ui:1.0.0' });

const controllersOf = (environment: string): Manifest[] => distManifests(environment).filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
const gpusOf = ({ spec }: Manifest): number => spec.template.spec.containers[0].resources.limits['nvidia.com/gpu'] ?? 0;

test('every environment is rendered to a folder of its own', () => {
  const rendered = readdirSync(join(ROOT, 'dist')).filter((name) => all.some((environment) => environment.name === name));
  expect(rendered).toEqual(all.map(({ name }) => name).sort());
});

test.each(all.map(({ name, researchOps }) => [name, researchOps.namespace]))('%s has a namespace of its own', (name, namespace) => {
  const namespaces = new Set(distManifests(name).map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata.namespace)));
  expect([...namespaces]).toEqual([namespace]);
});

test('dev needs no GPU, and its orchestrator calls a hosted API', () => {
  expect(controllersOf('dev').map(gpusOf)).toEqual([0, 0, 0]);
  const orchestrator = controllersOf('dev').find(({ metadata }) => metadata.name === 'agent-orchestrator')!;
  expect(orchestrator.spec.template.spec.containers[0].env).toContainEqual({ name: 'REASONING_NIM_URL', value: 'https://integrate.api.nvidia.com' });
});

test('no environment asks for more GPUs than its cluster has', () => {
  for (const { name, cluster } of all) {
    const offered = cluster.pools.reduce((sum, pool) => sum + pool.nodes * Number(pool.allocatable.extendedResources?.['nvidia.com/gpu'] ?? 0), 0);
    expect(controllersOf(name).reduce((sum, controller) => sum + gpusOf(controller) * controller.spec.replicas, 0)).toBeLessThanOrEqual(offered);
  }
});

test('in production no update takes the last pod of anything', () => {
  for (const { kind, spec } of controllersOf('production')) {
    expect(kind === 'StatefulSet' ? { replicas: spec.replicas } : spec.strategy.rollingUpdate).toEqual(kind === 'StatefulSet' ? { replicas: 3 } : { maxSurge: 1, maxUnavailable: 0 });
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
  expect(nim.spec.template.spec.tolerations).toEqual([{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]);
});

test('an environment is found by its name', () => {
  expect(environmentNamed('staging', all).researchOps.namespace).toBe('research-ops-staging');
});

test('fails when there is no environment of a name', () => {
  expect(() => environmentNamed('prod', all)).toThrow("environment 'prod' is not known; write one of research-ops, dev, staging, production");
});
