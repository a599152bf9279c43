import { Json } from '../cluster/api';
import { podsOf as podsOfWorkload } from '../agreement/outcome';
import { annotate, NAMESPACE, ofDeployment, researchOps, useOperating } from './operate-live';
import { shown, steady } from './page-lines';

const live = useOperating();

const deployment = (name: string): Promise<Json> =>
  live.plane.api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}`);
const podsOf = (name: string): string[] =>
  podsOfWorkload(live.view, { kind: 'Deployment', metadata: { name, namespace: NAMESPACE } })
    .map(({ metadata }) => metadata.name);
const recover = (...args: string[]) => live.told(['recover', ...args, '--namespace', NAMESPACE]);

/** The incident: a rolling update of a NIM on two GPUs, of which the NIMs hold both. */
async function hang(release: string): Promise<void> {
  const patch = {
    spec: {
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { annotations: { release } } },
    },
  };
  await live.plane.api.patch(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/reasoning-nim`, patch);
  await live.quiet(NAMESPACE);
}

beforeAll(async () => {
  expect((await live.told(['deploy', live.folder(researchOps())])).code).toBe(0);
});

test('where nothing is stuck, nothing is done', async () => {
  expect(await recover('--yes')).toMatchObject({ code: 0, text: 'nothing is stuck' });
});

describe('the 88 minutes of the incident', () => {
  let serving: string[];

  beforeAll(async () => {
    serving = podsOf('reasoning-nim');
    // Each further attempt leaves a ReplicaSet: no controller removes them while nothing finishes.
    for (const attempt of ['2', '3', '4', '5', '6']) {
      await hang(attempt);
    }
    expect(podsOf('reasoning-nim')).toHaveLength(2);
  });

  test('are named: who holds what, and what each action would come to', async () => {
    const { code, text } = await recover('reasoning-nim', '--dry-run');
    live.record('recover', text);
    expect(code).toBe(0);
    expect(steady(text.split('\n'))).toEqual(steady(shown('recover')));
    expect(text).toMatch(/reasoning-nim is stuck: no node takes the pod; 2 nodes with 2 nvidia.com\/gpu, held by/);
    expect(text).toMatch(/undo +proven: back to revision 1, whose pods serve \(no downtime; the update is not made\)/);
    expect(text).toMatch(/recreate +proven: stop the old pod first, by strategy Recreate \(the update is made, downtime/);
    // The cache stays on the node of the old pod, so that a spare GPU alone changes nothing.
    expect(text).toMatch(/scale-down +impossible: scale research-ops\/Deployment\/embedding-nim from 1 to 0 \(claim/);
    expect(text).toMatch(/add-node +impossible: one node more like gpu-\d \(.*reasoning-nim-cache/);
    expect(text).toMatch(/kubectl .*rollout undo deployment\/reasoning-nim --to-revision 1\n.*delete replicaset reasoning-/);
    expect(podsOf('reasoning-nim')).toHaveLength(2);
  });

  test('nothing is done without a yes, by a name that is not offered, or by what is not proven', async () => {
    expect(await recover('reasoning-nim')).toMatchObject({
      code: 3, text: expect.stringContaining('nobody is there to agree: --yes does it; nothing was changed'),
    });
    expect(await live.told(['recover', '--namespace', NAMESPACE], { answer: 'no' })).toMatchObject({
      code: 3, text: expect.stringContaining('not agreed; nothing was changed'),
    });
    expect(await recover('reasoning-nim', '--yes', '--action', 'delete-pod')).toMatchObject({
      code: 3, text: expect.stringContaining('there is no action delete-pod for it'),
    });
    expect(await recover('reasoning-nim', '--yes', '--action', 'add-node')).toMatchObject({
      code: 3, text: expect.stringContaining('add-node is not done by this command'),
    });
    expect((await deployment('reasoning-nim')).metadata.annotations['deployment.kubernetes.io/revision']).toBe('6');
  });

  test('nothing is done that a GitOps controller would take back', async () => {
    const tracked = (id: string | null) => live.plane.api.patch(
      `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/reasoning-nim`,
      { metadata: { annotations: { 'argocd.argoproj.io/tracking-id': id } } },
    );
    await tracked('research:apps/Deployment:research-ops/reasoning-nim');
    const { code, text } = await recover('reasoning-nim', '--yes');
    await tracked(null);
    expect([code, text]).toEqual([
      3, expect.stringContaining('Argo CD (application research) would take it back: make the change in Git'),
    ]);
  });

  test('end by the way back, in which the pod that serves goes on', async () => {
    const { code, text } = await live.told(['recover', '--namespace', NAMESPACE], { answer: 'y' });
    expect([code, text]).toEqual([0, expect.stringMatching(/recovered$/)]);
    await live.quiet(NAMESPACE);
    expect(podsOf('reasoning-nim')).toEqual(serving);
    const sets = live.view.list('replicasets', NAMESPACE)
      .filter(({ metadata }) => metadata.labels.app === 'reasoning-nim');
    // Three old ones, and the one that runs.
    expect(sets.length).toBeLessThanOrEqual(4);
  });

  test('end with the update where the old pod may stop first', async () => {
    await hang('7');
    const { code, text } = await recover('reasoning-nim', '--yes', '--action', 'recreate');
    const words = /patch deployment reasoning-nim.*Recreate[\s\S]*recovered$/;
    expect([code, text]).toEqual([0, expect.stringMatching(words)]);
    expect(podsOf('reasoning-nim')).not.toEqual(serving);
    expect((await deployment('reasoning-nim')).spec.template.metadata.annotations.release).toBe('7');
  });
});

test('a pod that nobody makes again and that holds the GPU is deleted', async () => {
  const scale = (replicas: number) => live.plane.kubectl(
    '--namespace', NAMESPACE, 'scale', 'deployment/embedding-nim', `--replicas=${replicas}`,
  );
  await scale(0);
  await live.quiet(NAMESPACE);
  const pod = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'notebook' },
    spec: { containers: [{ name: 'a', image: 'a:1', resources: { limits: { 'nvidia.com/gpu': 1 } } }] },
  };
  await live.plane.api.create('/api/v1/namespaces/default/pods', pod);
  await live.quiet('default');
  await scale(1);
  await live.quiet(NAMESPACE);
  const { code, text } = await recover('--yes');
  const words = 'delete-pod  proven: delete pod default/notebook (nobody makes it again';
  expect([code, text]).toEqual([0, expect.stringContaining(words)]);
  await expect(live.plane.api.get('/api/v1/namespaces/default/pods/notebook')).rejects.toThrow('404');
  expect((await deployment('embedding-nim')).status.availableReplicas).toBe(1);
});

test('an image that is not there is undone', async () => {
  const broken = researchOps(ofDeployment('web-ui', (each) => annotate(each, 'nodelet/state', 'image-not-found')));
  expect((await live.told(['deploy', live.folder(broken)])).code).toBe(1);
  const { code, text } = await recover('web-ui', '--yes');
  expect([code, text]).toEqual([0, expect.stringMatching(/back to revision 1, whose pods serve \(no downtime/)]);
});
