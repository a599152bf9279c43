import { mkdtempSync, rmSync } from 'node:fs';
import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Json } from '../cluster/api';
import { deleteNodes } from '../cluster/nodes';
import { makeNodeMakers, NodeMakers } from './node-makers';
import { annotate, FAST, NAMESPACE, ofDeployment, patient, researchOps, useOperating } from './operate-live';

const live = useOperating();
const path = process.env.PATH;
let root: string;
let makers: NodeMakers;
let file: string;

const released = (name: string, release: string, change: (each: Json) => void = () => undefined): Json[] =>
  researchOps(ofDeployment(name, (each) => {
    annotate(each, 'release', release);
    change(each);
  }));
const deployment = (name: string): Promise<Json> =>
  live.plane.api.get(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}`);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mishaps-'));
  makers = makeNodeMakers(live, root);
  process.env.PATH = `${makers.folder}:${process.env.PATH}`;
  await makers.begin();
});

afterAll(() => {
  makers.stop();
  process.env.PATH = path;
  rmSync(root, { recursive: true });
});

test('a node that joins late is waited for', async () => {
  await deleteNodes(live.plane.api, ['gpu-2']);
  file = live.folder(researchOps());
  let joined: Promise<void> | undefined;
  const { code, text } = await live.told(['deploy', file, '--even-if-impossible'], {
    heard: (more) => (joined ??= more.includes('no node takes the pod') ? makers.add() : undefined),
  });
  await joined;
  expect([code, text]).toEqual([0, expect.stringMatching(/no node takes the pod.*\n[\s\S]*all \d+ as expected$/)]);
});

describe('a connection', () => {
  let proxy: Server;
  let port: number;
  const sockets = new Set<Socket>();

  const open = (at: number) => new Promise<void>((resolve) => {
    const target = Number(new URL(live.plane.api.server).port);
    proxy = createServer((socket) => {
      const other = connect(target, '127.0.0.1');
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => other.destroy()).pipe(other);
      other.on('error', () => undefined).on('close', () => socket.destroy()).pipe(socket);
    }).listen(at, '127.0.0.1', () => resolve());
  });
  const close = () => {
    proxy.close();
    sockets.forEach((socket) => socket.destroy());
    sockets.clear();
  };

  beforeAll(async () => {
    await open(0);
    ({ port } = proxy.address() as AddressInfo);
  });
  afterAll(close);

  test('that is lost while a rollout is waited for is tried again, and said', async () => {
    const { code, text, events } = await live.toldVia(
      `https://127.0.0.1:${port}`, ['deploy', live.folder(released('web-ui', '2'))], {
        heard: (more) => {
          if (/"applied \d+ objects"/.test(more)) {
            close();
          } else if (more.includes('"event":"connection"') && more.includes('"ok":false')) {
            void open(port);
          }
        },
      },
    );
    const told = events.filter(({ event }) => event === 'connection').map(({ ok }) => ok);
    expect([code, told]).toEqual([0, [false, true]]);
    expect(text).toMatch(/the cluster does not answer, which is tried again; the rollout goes on: .*\n/);
    expect(text).toMatch(/the cluster answers again, after /);
  });
});

test('a clock that goes wrong is said, and no rollout is judged by it', async () => {
  const behind = await live.told(['status', '--namespace', NAMESPACE], { ahead: -3_600_000 });
  expect([behind.code, behind.text]).toEqual([
    0, expect.stringMatching(/^the clock of the cluster is at least \d+ s ahead of this machine's: times are too short/),
  ]);
  for (const [release, ahead] of [['3', 3_600_000], ['4', -3_600_000]] as const) {
    expect(await live.told(['deploy', live.folder(released('web-ui', release))], { ahead })).toMatchObject({ code: 0 });
  }
});

test('status tells on and on what changes, until somebody ends it', async () => {
  const stop = new AbortController();
  const patch = (state: string | null) => live.plane.api.patch(
    `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/web-ui`,
    { spec: { template: { metadata: { annotations: { 'nodelet/state': state } } } } },
  );
  // Each is done once what comes before it was told.
  const acts: [RegExp, () => unknown][] = [
    [/web-ui: complete/, () => patch('never-ready')],
    [/web-ui: loading/, () => patch(null)],
    [/web-ui: complete/, () => stop.abort()],
  ];
  const { code, events } = await live.told(['status', file, '--watch'], {
    stop: stop.signal,
    heard: (more) => {
      if (acts.length > 0 && acts[0][0].test(more)) {
        void acts.shift()![1]();
      }
    },
  });
  const told = events.filter(({ workload }) => workload?.endsWith('/web-ui'));
  expect([code, acts, told[0].event, told.at(-1)!.event]).toEqual([130, [], 'done', 'done']);
  expect(told.map(({ phase }) => phase)).toContain('loading');
});

test('a volume that the old pod keeps on another node fails with that cause, and recovers', async () => {
  await makers.add();
  const naive = released('reasoning-nim', '5', ({ spec }) => {
    spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  });
  const { code, events, text } = await live.told(
    ['deploy', live.folder(patient(naive)), '--even-if-impossible'], { speed: FAST },
  );
  expect([code, events.find(({ event }) => event === 'failed')]).toMatchObject([1, { code: 'volume' }]);
  expect(text).toMatch(/a ReadWriteOnce volume of the pod is attached to another node, where old pod reasoning-nim-/);
  expect(text).toMatch(/FailedAttachVolume: (Multi-Attach error|Waiting for detach) for volume/);
  const args = ['recover', 'reasoning-nim', '--namespace', NAMESPACE, '--yes', '--action', 'recreate'];
  const recovered = await live.told(args);
  expect([recovered.code, recovered.text]).toEqual([
    0, expect.stringMatching(/recreate +proven: stop the old pod first/),
  ]);
  expect((await deployment('reasoning-nim')).status.availableReplicas).toBe(1);
});

test('a StatefulSet goes back, though its controller waits for the pod that never becomes ready', async () => {
  const template = (image: string, state: string | null) => ({
    metadata: { labels: { app: 'db' }, annotations: { 'nodelet/state': state } },
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'main', image }] },
  });
  const set = '/apis/apps/v1/namespaces/default/statefulsets';
  await live.plane.api.create(set, {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' },
    spec: {
      replicas: 2, serviceName: 'db', selector: { matchLabels: { app: 'db' } }, template: template('db:1', null),
    },
  });
  await live.quiet('default');
  await live.plane.api.patch(`${set}/db`, { spec: { template: template('db:2', 'never-ready') } });
  await live.quiet('default');
  const { code, text } = await live.told(['rollback', 'db', '--namespace', 'default']);
  expect([code, text]).toEqual([
    0, expect.stringMatching(/rollout undo statefulset\/db --to-revision 1\n.*delete pod db-1/),
  ]);
  const { spec, status } = await live.plane.api.get(`${set}/db`);
  expect([spec.template.spec.containers[0].image, status.readyReplicas]).toEqual(['db:1', 2]);
  expect(await live.told(['rollback', 'db', '--namespace', 'default', '--dry-run'])).toMatchObject({ code: 0 });
});

test('a cluster is deleted by its name only, and what outlives it is named', async () => {
  const cleanup = (...more: string[]) =>
    live.told(['cleanup', file, '--confirm', NAMESPACE, '--delete-cluster', ...more]);
  expect(await cleanup()).toMatchObject({
    code: 3, text: 'nobody typed the name of the cluster, which is research-ops; nothing was deleted',
  });
  expect(await cleanup('--confirm-cluster', 'research')).toMatchObject({ code: 3 });
  expect((await deployment('web-ui')).metadata.name).toBe('web-ui');
  const { code, text } = await cleanup('--confirm-cluster', 'research-ops');
  expect([code, text]).toEqual([0, expect.stringMatching(/cluster research-ops is gone$/)]);
  expect(text).toMatch(/stays when the cluster is gone, and costs money: volume \S+ of claim research-ops\/qdrant-/);
  expect(makers.calls()).toEqual(['eksctl delete cluster --name research-ops --region us-east-2 --wait']);
});
