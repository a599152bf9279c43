import { Json } from '../cluster/api';
import { annotate, FAST, NAMESPACE, ofDeployment, patient, researchOps, useOperating } from './operate-live';

const live = useOperating();

const deploy = (manifests: Json[], ...flags: string[]) => live.told(['deploy', live.folder(manifests), ...flags]);
/** What was written is there again, and all of it runs. */
async function deployed(): Promise<void> {
  const { code, text } = await deploy(researchOps());
  expect([code, code === 0 ? '' : text]).toEqual([0, '']);
}

const updated = (name: string, change: (manifest: Json) => void = () => undefined) =>
  researchOps(
    ofDeployment(name, (each) => {
      annotate(each, 'release', name);
      change(each);
    }),
  );
const released = (...names: string[]) =>
  researchOps((each) => {
    if (names.includes(each.metadata.name) && each.kind === 'Deployment') {
      annotate(each, 'release', '2');
    }
  });
const deployment = (name: string): Promise<Json> =>
  live.plane.api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}`);

test('a dry run prints the commands and changes nothing', async () => {
  const { code, events } = await deploy(researchOps(), '--dry-run');
  expect([code, events.at(-1)!.text]).toEqual([0, expect.stringMatching(/nothing was changed; deploy --plan \w{12}/)]);
  expect(events.filter(({ event }) => event === 'command').map(({ command }) => command)).toEqual([
    expect.stringMatching(/^kubectl .* apply --server-side --field-manager cdk8s-nim --filename /),
  ]);
  await expect(deployment('web-ui')).rejects.toThrow('404');
});

test('a plan that was shown is refused when the cluster has moved', async () => {
  const { code, text } = await deploy(researchOps(), '--plan', '000000000000');
  expect([code, text]).toEqual([3, expect.stringContaining('have moved since plan 000000000000')]);
});

test('research-ops is deployed: checked, proven, applied, waited for and verified', async () => {
  const { code, events, text } = await deploy(researchOps());
  expect([code, events.at(-1)]).toMatchObject([0, { event: 'result', ok: true, exitCode: 0 }]);
  expect(text).toContain('reasoning-nim is new: it serves once it is ready; the first start takes up to 20 min, and ');
  const done = events.filter(({ event }) => event === 'done').map(({ workload }) => workload);
  expect([...new Set(done)].sort()).toEqual(
    ['agent-orchestrator', 'embedding-nim', 'qdrant', 'reasoning-nim', 'web-ui'].map(
      (name) => `${NAMESPACE}/Deployment/${name}`,
    ),
  );
  expect(events.filter(({ event, ok }) => event === 'row' && !ok)).toEqual([]);
  expect(events.filter(({ text: row }) => /GET :800[01]\/v1\/models .* 200 with a-model/.test(row))).toHaveLength(2);
});

test('a second deploy finds nothing to change', async () => {
  const { code, text } = await deploy(researchOps());
  expect([code, text]).toEqual([0, expect.stringContaining('0 workloads change, 5 stay as they are')]);
});

const SERVICES = ['reasoning-nim', 'embedding-nim', 'qdrant', 'agent-orchestrator', 'web-ui'];

test.each(SERVICES)('an update of %s finishes', async (name) => {
  const { code, text } = await deploy(released(...SERVICES.slice(0, SERVICES.indexOf(name) + 1)));
  expect([code, text]).toEqual([0, expect.stringContaining('1 workload changes, 4 stay as they are')]);
  expect(text).toContain(
    /nim|qdrant/.test(name) ? 'its API is down from now until it is ready' : 'is updated pod by pod',
  );
});

test('status tells that all is complete, and who holds the GPUs', async () => {
  const { code, text } = await live.told(['status', '--namespace', NAMESPACE]);
  expect([code, text]).toEqual([0, expect.stringMatching(/gpu-1: 1 nvidia.com\/gpu, held by research-ops\/\w+-nim-/)]);
});

test('an image that is not there fails at once, with the event and the command that tells more', async () => {
  const { code, events, text } = await deploy(
    updated('web-ui', (each) => annotate(each, 'nodelet/state', 'image-not-found')),
  );
  expect([code, events.at(-1)!.exitCode]).toEqual([1, 1]);
  expect(events.find(({ event }) => event === 'failed')).toMatchObject({ code: 'image-not-found' });
  expect(text).toMatch(/is not in its registry\n.*ImagePullBackOff[\s\S]*next: kubectl .* describe pod web-ui-/);
});

test('a container that ends again and again fails with its log', async () => {
  const { code, text } = await deploy(
    updated('agent-orchestrator', (each) => {
      annotate(each, 'nodelet/state', 'crash-loop');
      annotate(each, 'nodelet/logs', 'Traceback\nModuleNotFoundError: No module named app');
    }),
  );
  expect([code, text]).toEqual([
    1, expect.stringContaining('ends with exit code 1 again and again, 5 times restarted'),
  ]);
  expect(text).toContain('ModuleNotFoundError: No module named app');
});

test('a pod that starts longer than its budget times out, and a failing startup probe alone never fails', async () => {
  await deployed();
  const file = live.folder(updated('web-ui', (each) => annotate(each, 'nodelet/ready-after', '1h')));
  const { code, events } = await live.told(['deploy', file], { speed: FAST });
  expect([code, events.some(({ event }) => event === 'failed')]).toEqual([70, false]);
  const ended = events.find(({ event }) => event === 'timed out')!;
  expect(ended.workload).toBe(`${NAMESPACE}/Deployment/web-ui`);
  expect(ended.elapsedSeconds).toBeGreaterThan(ended.budgetSeconds!);
});

test('an update that cannot finish is refused with its witness, and hangs where it is applied all the same', async () => {
  await deployed();
  const naive = updated('reasoning-nim', ({ spec }) => {
    spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  });
  const refused = await deploy(naive);
  expect([refused.code, refused.text]).toEqual([3, expect.stringContaining('reasoning-nim cannot finish')]);
  expect((await deployment('reasoning-nim')).spec.strategy.type).toBe('Recreate');

  const hung = await live.told(['deploy', live.folder(patient(naive)), '--even-if-impossible'], { speed: FAST });
  expect([hung.code, hung.text]).toEqual([
    1, expect.stringMatching(/no node takes the pod; 2 nodes with 2 nvidia.com\/gpu, held by/),
  ]);
  expect(hung.text).toMatch(/old pod reasoning-nim-\S+ keeps what it holds until the new one is ready/);
});

test('the way back to Recreate goes by the patch that server-side apply needs', async () => {
  const { code, text } = await deploy(researchOps());
  expect([code, text]).toEqual([
    0, expect.stringContaining(`--patch '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'`),
  ]);
  expect((await deployment('reasoning-nim')).spec.strategy).toEqual({ type: 'Recreate' });
});

test('Ctrl-C ends the watching and not the rollout, and says so', async () => {
  const stop = new AbortController();
  const file = live.folder(updated('qdrant', (each) => annotate(each, 'nodelet/ready-after', '2s')));
  const told = live.told(['deploy', file], { stop: stop.signal });
  for (let isStarted = false; !isStarted;) {
    isStarted = live.view
      .list('pods', NAMESPACE)
      .some(({ metadata }) => metadata.annotations?.['nodelet/ready-after'] === '2s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  stop.abort();
  const { code, text } = await told;
  expect([code, text]).toEqual([130, expect.stringContaining('the watching ends, the rollout goes on')]);
  await live.quiet(NAMESPACE);
  expect((await deployment('qdrant')).status.availableReplicas).toBe(1);
});
