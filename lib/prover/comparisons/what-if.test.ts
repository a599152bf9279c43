import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { compareWithSpare } from './what-if';
import { planRollout } from '../updates';
import { deployment, modelOf, researchOps } from '../../../test/support/html-report';

const RECREATE = { strategy: { type: 'Recreate' } };
const SURGE = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

function compare(model: Model, nodes: string) {
  const cluster = Cluster.fromSpec(nodes);
  const variants = compareWithSpare(model, cluster, planRollout(model, cluster));
  return [...variants].map(({ workload: { name }, variants: list }) => [
    name,
    ...list.map(({ title, plan: { verdict, availabilityFloor } }) => `${title}: ${verdict}, ${availabilityFloor}`),
  ]);
}

describe('the comparison with a spare node', () => {
  test('shows for both NIMs of research-ops that Recreate pauses, that rolling blocks, and that one node more helps', () => {
    const expected = [
      'As written: Recreate: proven, 0', "Rolling update on today's nodes: impossible, 1",
      'Rolling update with 1 more node: proven, 1',
    ];
    expect(compare(researchOps(), 'gpu=2xg5.2xlarge')).toEqual([
      ['reasoning-nim', ...expected], ['embedding-nim', ...expected],
    ]);
  });

  test('names the volume that has to change besides', () => {
    const model = researchOps();
    const cluster = Cluster.fromSpec('gpu=2xg5.2xlarge');
    const [{ variants: list }] = compareWithSpare(model, cluster, planRollout(model, cluster));
    expect(list[2]).toMatchObject({
      spareNodes: ['gpu-3'],
      changes: [
        '1 more node in pool gpu', 'a volume that pods on two nodes may mount in place of claim reasoning-nim-cache',
      ],
    });
    expect(list[2].plan.timeline!.nodes.map(({ node }) => node)).toEqual(['gpu-1', 'gpu-2', 'gpu-3']);
  });

  test('shows a blocked rolling update once, and what would unblock it', () => {
    expect(compare(modelOf(deployment('nim', 1, { replicas: 2, ...SURGE })), 'gpu=2xg5.2xlarge'))
      .toEqual([['nim', 'As written: RollingUpdate: impossible, 2', 'Rolling update with 1 more node: proven, 2']]);
  });

  test('gives the spare nodes names that no node has', () => {
    const cluster = new Cluster({ pools: Cluster.fromSpec('gpu=1xg5.2xlarge,gpu-2=1xm6i.large').pools });
    const model = modelOf(deployment('nim', 1, RECREATE));
    const [{ variants: list }] = compareWithSpare(model, cluster, planRollout(model, cluster));
    expect(list.at(-1)!.spareNodes).toEqual(['gpu-2']);
  });

  test('says nothing where the room is there, where no node would help, and for kinds that do not surge', () => {
    expect(compare(modelOf(deployment('web', 0, RECREATE)), 'gpu=2xg5.2xlarge')).toEqual([]);
    expect(compare(modelOf(deployment('nim', 4, RECREATE)), 'gpu=2xg5.2xlarge')).toEqual([]);
    expect(compare(modelOf({ ...deployment('nim', 1, {}), kind: 'StatefulSet' }), 'gpu=1xg5.2xlarge')).toEqual([]);
  });

  test('leaves the model and the cluster as they are', () => {
    const model = researchOps();
    const before = JSON.stringify(model.manifests.map(({ json }) => json));
    compare(model, 'gpu=2xg5.2xlarge');
    expect(JSON.stringify(model.manifests.map(({ json }) => json))).toBe(before);
  });
});
