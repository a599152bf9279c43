import { get } from 'node:http';
import { createServer, Server } from 'node:net';
import { Json } from '../cluster/api';
import { annotate, NAMESPACE, ofDeployment, researchOps, Told, useOperating } from './operate-live';

const live = useOperating();
let file: string;

const deploy = (manifests: Json[]) => live.told(['deploy', (file = live.folder(manifests))]);
const podsOf = (name: string): Json[] => live.view.list('pods', NAMESPACE)
  .filter(({ metadata }) => metadata.labels?.app === name && metadata.deletionTimestamp === undefined);
const image = async (): Promise<string> =>
  (await live.plane.api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/web-ui`)).spec.template.spec
    .containers[0].image;

/** Runs a command that goes on until what it tells is as wanted, then ends it as Ctrl-C does. */
async function toldUntil(
  args: string[],
  isTold: (text: string) => boolean,
  meanwhile?: (text: string) => Promise<boolean>,
): Promise<Told> {
  const stop = new AbortController();
  let text = '';
  const told = live.told(args, { stop: stop.signal, heard: (more) => (text += more) });
  const before = async () => {
    for (let isDone = meanwhile === undefined; !isTold(text);) {
      isDone ||= await meanwhile!(text);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await Promise.race([before(), told]);
  stop.abort();
  return told;
}

/** Deletes a pod once it is time, so that another one takes its place; returns whether it did. */
async function replaced(pod: string, isTime: boolean): Promise<boolean> {
  if (isTime) {
    await live.plane.kubectl('--namespace', NAMESPACE, 'delete', 'pod', pod);
  }
  return isTime;
}

function fetched(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/' }, (incoming) => {
      let text = '';
      incoming.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
    }).on('error', reject);
  });
}

beforeAll(async () => {
  expect(
    (await deploy(researchOps(ofDeployment('web-ui', (each) => annotate(each, 'nodelet/logs', 'first'))))).code,
  ).toBe(0);
});

test('logs go on with the pods that take the place of others', async () => {
  const pod = podsOf('web-ui')[0].metadata.name;
  const { code, text } = await toldUntil(
    ['logs', 'web-ui', '--namespace', NAMESPACE],
    (told) => (told.match(/\| first/g) ?? []).length >= 2,
    (told) => replaced(pod, told.includes('| first')),
  );
  expect(code).toBe(130);
  const pods = new Set([...text.matchAll(/^(web-ui-\S+) \| first$/gm)].map(([, name]) => name));
  expect([pods.has(pod), pods.size]).toEqual([true, 2]);
});

test('logs of a name that is no workload name those that are', async () => {
  expect(await live.told(['logs', 'nothing', '--namespace', NAMESPACE])).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'service nothing: is no workload of namespace research-ops; write one of agent-orchestrator',
    ),
  });
});

test('a namespace without workloads is named', async () => {
  expect(await live.told(['logs', '--namespace', 'kube-public'])).toMatchObject({
    code: 2, err: expect.stringContaining('namespace kube-public: has no workload; write another one with --namespace'),
  });
});

describe('forward', () => {
  let taken: Server;

  beforeAll(() => new Promise<void>((resolve) => {
    taken = createServer().listen(8080, '127.0.0.1', () => resolve()).on('error', () => resolve());
  }));
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  test('brings what people use to a free port, and again when its pod is replaced', async () => {
    const pod = podsOf('agent-orchestrator')[0].metadata.name;
    const portIn = (text: string) =>
      Number(/agent-orchestrator:8080 is at http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
    const told = await toldUntil(
      ['forward', file],
      (text) => (text.match(/agent-orchestrator:8080 is at/g) ?? []).length >= 2 && text.includes('web-ui:8501 is at'),
      async (text) => {
        if (portIn(text) > 0) {
          expect(JSON.parse(await fetched(portIn(text)))).toMatchObject({ pod });
        }
        return replaced(pod, portIn(text) > 0);
      },
    );
    expect(told.code).toBe(130);
    expect(told.text).toMatch(/port 8080 of this machine is taken: agent-orchestrator is at \d+/);
    expect(told.text).not.toMatch(/nim|qdrant/);
    await expect(fetched(portIn(told.text))).rejects.toThrow('ECONNREFUSED');
  });
});

test('a rollback is proven, done and waited for, and there is nothing before the first revision', async () => {
  const first = await image();
  const next = researchOps(ofDeployment('web-ui', ({ spec }) => {
    spec.template.spec.containers[0].image = 'registry.example.com/web-ui:2';
  }));
  expect((await deploy(next)).code).toBe(0);
  const { code, text } = await live.told(['rollback', 'web-ui', '--namespace', NAMESPACE]);
  expect([code, text]).toEqual([0, expect.stringContaining('web-ui back to revision 1: proven')]);
  expect(text).toMatch(/kubectl .*--namespace research-ops rollout undo deployment\/web-ui --to-revision 1/);
  expect(await image()).toBe(first);
  expect(await live.told(['rollback', 'qdrant', '--namespace', NAMESPACE])).toMatchObject({ code: 3 });
  // What kubectl wrote for the way back is taken over by the next way forward.
  const forward = await deploy(next);
  expect([forward.code, forward.text]).toEqual([
    0, expect.stringContaining('fields that kubectl wrote before are taken over'),
  ]);
  expect(await image()).toBe('registry.example.com/web-ui:2');
});

test('verify names what differs', async () => {
  await live.plane.kubectl(
    '--namespace', NAMESPACE, 'patch', 'pdb', 'web-ui-pdb', '--patch', '{"spec":{"minAvailable":0}}',
  );
  const { code, events } = await live.told(['verify', file]);
  const differing = events.filter(({ event, ok }) => event === 'row' && !ok);
  expect(code).toBe(1);
  expect(differing.map(({ expected, actual }) => [expected, actual])).toContainEqual(['1', '0']);
});

test('verify and status of another app say that nothing of it is there', async () => {
  const other = live.folder(researchOps(({ metadata }) => {
    metadata.name = `${metadata.name}-other`;
  }));
  expect(await live.told(['verify', other])).toMatchObject({
    code: 1,
    text: expect.stringContaining('is it the right folder, context and namespace?'),
  });
  expect(await live.told(['status', other])).toMatchObject({
    code: 1, text: expect.stringContaining('not in the cluster'),
  });
});

test('cleanup deletes nothing without the name, then all but data, then that too', async () => {
  expect(await live.told(['cleanup', file, '--confirm', 'research'])).toMatchObject({
    code: 3, text: `'research' was typed, and the namespace is research-ops; nothing was deleted`,
  });
  expect(podsOf('web-ui')).toHaveLength(1);
  const cleaned = await live.told(['cleanup', file, '--confirm', NAMESPACE]);
  expect([cleaned.code, cleaned.text]).toEqual([
    0, expect.stringMatching(/PersistentVolumeClaim\/reasoning-nim-cache, 50Gi, volume pvc-/),
  ]);
  await live.quiet(NAMESPACE);
  expect(live.view.list('pods', NAMESPACE)).toEqual([]);
  expect((await live.plane.api.get(`/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`)).items).toHaveLength(3);
  expect((await live.told(['cleanup', file, '--confirm', NAMESPACE, '--delete-data'])).code).toBe(0);
  await expect(live.plane.api.get(`/api/v1/namespaces/${NAMESPACE}`)).rejects.toThrow('404');
});
