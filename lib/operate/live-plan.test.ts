import { gpuNode, liveDeployment } from '../../test/support/operate';
import { Snapshot } from '../cluster/snapshot';
import { loadManifests } from '../manifests';
import { planAt, planChange } from './live-plan';

const json = (image: string) => {
  const { status: _, ...rest } = liveDeployment({ spec: { template: { metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image, resources: { limits: { 'nvidia.com/gpu': 1 } } }] } } } });
  return rest;
};
const manifests = (image: string) => loadManifests([{ file: 'a.yaml', text: JSON.stringify(json(image)) }]);
const snapshot = (gpus: number) => Snapshot.read('live', [Buffer.from(JSON.stringify({ items: [gpuNode('gpu-1', gpus),
  { ...json('web:1'), status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 } }] }))]);

test('the change from what runs is judged on the nodes as they are, and remedies are not looked for', () => {
  const verdicts = (gpus: number) => planAt(manifests('web:2'), snapshot(gpus)).report.workloads
    .map(({ name, verdict }) => [name, verdict]);
  expect([verdicts(2)[0][0], verdicts(1)[0][1] === verdicts(2)[0][1]]).toEqual(['web', false]);
  const { report, model } = planAt(manifests('web:2'), snapshot(1));
  expect([report.from, report.remedies.byWorkload.size, model.manifests.length])
    .toEqual(['what runs in the cluster', 0, 1]);
});

test('a pool may have one node more', () => {
  const live = snapshot(1);
  const before = live.described(manifests('web:2'));
  const [pool] = planAt(manifests('web:2'), live).report.cluster!.pools;
  const nodes = (more?: string) => planChange(manifests('web:2'), before, live, more).report.cluster!._nodes.length;
  expect([nodes(), nodes(pool.name)]).toEqual([1, 2]);
});
