import { Cluster } from '../../../cluster';
import { deployment, modelOf } from '../../../../test/support/html-report';
import { plan } from '../../plan';
import { Cure } from '../remedy';
import { movesFor } from '.';

const TAINTED = { taints: [{ key: 'only', value: 'others', effect: 'NoSchedule' }] };

function node(name: string, spec: object = {}): object {
  return {
    apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { zone: name } }, spec,
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } },
  };
}

/** Moves for a Deployment with spread over zones. */
function idsFor(cure: Cure, policies: object, ...nodes: object[]): string[] {
  const spread = {
    maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'nim' } }, ...policies,
  };
  const written = deployment('nim', 0, { replicas: 2 }) as unknown as {
    spec: { template: { metadata: object; spec: object } };
  };
  written.spec.template.spec = { ...written.spec.template.spec, topologySpreadConstraints: [spread] };
  const model = modelOf(written);
  const cluster = Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: nodes }));
  const [workload] = model.workloads;
  const [judged] = plan(model, { cluster, remedies: false }).workloads;
  return movesFor(cure, { model, cluster, workload, plan: judged }).map(({ id }) => id);
}

test('revisions are told apart for an update and not for a drain, which knows one of them only', () => {
  expect(idsFor('update', {}, node('a'), node('b'))).toContain('per-revision');
  expect(idsFor('drain', {}, node('a'), node('b'))).not.toContain('per-revision');
});

test('taints are honoured where a node counts that is not tolerated, and nowhere else', () => {
  expect(idsFor('update', {}, node('a'), node('b', TAINTED))).toContain('honor-taints');
  expect(idsFor('update', {}, node('a'), node('b'))).not.toContain('honor-taints');
  expect(idsFor('update', { nodeTaintsPolicy: 'Honor' }, node('a'), node('b', TAINTED))).not.toContain('honor-taints');
});
