import { ensureBinaries } from './binaries/build';
import { NEWEST, versionsOf } from './binaries/versions';
import { Json } from './cluster/api';
import { ControlPlane } from './cluster/control-plane';
import { createNodes } from './cluster/nodes';
import { pathOf } from './cluster/objects';
import { isReady } from './cluster/pods';
import { untilQuiet } from './cluster/quiescence';
import { ClusterView } from './cluster/view';

let theirs: ControlPlane;
let attached: ControlPlane;
let view: ClusterView;
const given = process.env.CONTROL_PLANE_KUBECONFIG;

/** A cluster that somebody else runs, and the suite's own view of it. */
beforeAll(async () => {
  const versions = versionsOf(NEWEST);
  theirs = await ControlPlane.start(ensureBinaries(versions), { nodelet: false });
  process.env.CONTROL_PLANE_KUBECONFIG = theirs.kubeconfig;
  attached = await ControlPlane.open(versions);
  view = await ClusterView.open(attached.api);
});

afterAll(async () => {
  if (given === undefined) {
    delete process.env.CONTROL_PLANE_KUBECONFIG;
  } else {
    process.env.CONTROL_PLANE_KUBECONFIG = given;
  }
  view?.close();
  await attached?.stop();
  await theirs?.stop();
});

const deployment = (node: string): Json => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `on-${node}`, namespace: 'default' },
  spec: {
    replicas: 2, selector: { matchLabels: { app: node } },
    template: {
      metadata: { labels: { app: node } },
      spec: { nodeSelector: { 'kubernetes.io/hostname': node }, containers: [{ name: 'main', image: 'main:1' }] },
    },
  },
});

/** No kubelet ends pods of the foreign node, and their ReplicaSet makes new ones until it is deleted itself. */
async function removeForeign(): Promise<void> {
  await attached.api.delete(pathOf(deployment('foreign')), { propagationPolicy: 'Foreground' });
  const isLeft = () => (['deployments', 'replicasets', 'pods'] as const).some((collection) =>
    view.list(collection, 'default').some(({ metadata }) => metadata.name.startsWith('on-foreign')),
  );
  for (const start = Date.now(); isLeft() && Date.now() - start < 30_000;) {
    await attached.api.delete('/api/v1/namespaces/default/pods?labelSelector=app%3Dforeign', { gracePeriodSeconds: 0 });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(isLeft()).toBe(false);
}

test('CONTROL_PLANE_KUBECONFIG names the cluster that is used, and only nodes made for the tests are stood in for', async () => {
  const node = (name: string) => ({
    apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '9' } },
  });
  await createNodes(attached.api, [node('ours'), node('foreign')]);
  await attached.api.patch('/api/v1/nodes/foreign', { metadata: { annotations: { 'nodelet/managed': null } } });
  for (const object of [deployment('ours'), deployment('foreign')]) {
    await attached.api.create(pathOf(object, { collection: true }), object);
  }
  const pods = (name: string) => view.list('pods', 'default').filter(({ spec }) => spec.nodeName === name);
  for (
    const start = Date.now();
    (pods('ours').filter(isReady).length < 2 || pods('foreign').length < 2) && Date.now() - start < 30_000;

  ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(attached.kubeconfig).toBe(theirs.kubeconfig);
  expect([pods('ours').filter(isReady).length, pods('foreign').filter(isReady).length]).toEqual([2, 0]);
  await removeForeign();
});

test('rest is told without the metrics of a scheduler and of controllers that are not ours', async () => {
  expect(await attached.queues()).toBeUndefined();
  await attached.api.patch(pathOf(deployment('ours')), { spec: { replicas: 3 } });
  await untilQuiet(attached, view, 'default');
  expect(view.list('pods', 'default').filter(isReady)).toHaveLength(3);
});
