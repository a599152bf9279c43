import { Cluster } from '../../../cluster';
import { deployment, modelOf } from '../../../../test/support/html-report';
import { contextOf, ids, specAfter } from '../../../../test/support/moves';
import { pool, workload } from '../../../../test/support/rollout';
import { plan } from '../../plan';
import { Cure } from '../remedy';
import { movesFor } from '.';
import { placementMoves } from './placement';

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

describe('what keeps pods from nodes', () => {
  const taint = (key: string, effect = 'NoSchedule') => ({ key, value: 'present', effect });
  const GPU = 'nvidia.com/gpu';
  const tainted = (...keys: string[]) => [pool('gpu', 1, {}, { taints: keys.map((key) => taint(key)) as never })];
  const moves = (pod: object, pools = tainted(GPU), kind = 'Deployment', asked: object = { [GPU]: 1 }) =>
    placementMoves(contextOf([workload(kind, 'web', asked, {}, pod)], {}, pools));
  const term = (more: object = {}, app = 'web') =>
    ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } }, ...more });
  const apart = (...terms: object[]) =>
    ({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } });
  const HASH = 'pod-template-hash';
  const PLAIN = [pool('gpu', 1)];

  test('is a taint named after what they ask for, which is tolerated beside the others', () => {
    const [move] = moves({ tolerations: [{ key: 'other', operator: 'Exists' }] });
    expect([move.id, move.dimension, move.title, specAfter(move).template.spec.tolerations]).toEqual([
      'tolerate', 'placement', `a toleration of the taint ${GPU}`,
      [{ key: 'other', operator: 'Exists' }, { key: GPU, operator: 'Exists' }],
    ]);
    expect(specAfter(moves({})[0]).template.spec.tolerations).toEqual([{ key: GPU, operator: 'Exists' }]);
  });

  test('and no other taint, one that is tolerated, or one of a resource that they do not ask for', () => {
    expect(ids(moves({}, tainted('example.com/other')))).toEqual([]);
    expect(ids(moves({ tolerations: [{ key: GPU, operator: 'Exists' }] }))).toEqual([]);
    expect(ids(moves({}, tainted(GPU), 'Deployment', { cpu: 1 }))).toEqual([]);
    expect(ids(moves({}, [pool('gpu', 1, {}, { taints: [taint(GPU, 'PreferNoSchedule')] as never })]))).toEqual([]);
  });

  test('is an anti-affinity of its own pods, of which one revision is counted', () => {
    const [move] = moves(apart(term({ matchLabelKeys: ['tier'] })), PLAIN);
    expect([move.id, move.title]).toEqual(['per-revision',
      `matchLabelKeys: [${HASH}] in what keeps its pods apart, so that old and new pods do not count for each other`]);
    const { podAntiAffinity } = specAfter(move).template.spec.affinity;
    expect(podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys).toEqual(['tier', HASH]);
    expect(ids(moves(apart(term()), PLAIN, 'StatefulSet'))).toEqual([]);
    expect(ids(moves(apart(term({ matchLabelKeys: [HASH] })), PLAIN))).toEqual([]);
    expect(ids(moves(apart(term({ namespaces: ['a'] }), term({ namespaceSelector: {} }), term({}, 'other')), PLAIN)))
      .toEqual([]);
  });

  test('is a spread that is required, and not one that is only wished for', () => {
    const spread = (whenUnsatisfiable: string) => ({ topologySpreadConstraints: [{
      maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable, labelSelector: { matchLabels: { app: 'web' } },
    }] });
    expect([ids(moves(spread('DoNotSchedule'), PLAIN)), ids(moves(spread('ScheduleAnyway'), PLAIN))])
      .toEqual([['per-revision'], []]);
  });

  test('is left alone where it keeps the pods of others apart as well', () => {
    const other = workload('Deployment', 'other', {}, {}) as { spec: { template: { metadata: { labels: object } } } };
    other.spec.template.metadata.labels = { app: 'web' };
    const objects = [workload('Deployment', 'web', {}, {}, apart(term())), other];
    expect(ids(placementMoves(contextOf(objects, {}, PLAIN)))).toEqual([]);
  });
});
