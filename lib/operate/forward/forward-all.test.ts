import { createServer } from 'node:net';
import { Json, modelOf } from '../../../test/support/rules';
import { gpuPod, ofRevision, SERVING, web } from '../../../test/support/gpu-rollout';
import { ScriptedCluster } from '../../../test/support/scripted-cluster';
import { EXIT_INTERRUPTED } from '../exit-code';
import { KubectlPort } from '../kubectl-port';
import { forwardAll } from './forward-all';
import { forwardTargets } from './forward-targets';
import { freePort } from './free-port';

const service = (port: number): Json => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'research-ops' },
  spec: { selector: { app: 'web' }, ports: [{ port, targetPort: 8000 }] },
});
const serving = (revision: number): Json[] =>
  [web(revision), ofRevision(revision), gpuPod(revision, SERVING, 'gpu-1')];
const starting = [web(3), ofRevision(3), gpuPod(3, {}, 'gpu-1')];

/** Every port-forward listens at once, and ends when it is stopped or its pod goes. */
function forwarding(objects: Json[], looks: (Json[] | undefined)[]) {
  const world = new ScriptedCluster(objects, looks);
  const started: string[] = [];
  const stopped: string[] = [];
  const start: KubectlPort['start'] = (args, said) => {
    const [target, ports] = args.slice(-2);
    started.push(`${target} ${ports}`);
    said(`Forwarding from 127.0.0.1:${ports.split(':')[0]} -> 8000`);
    let end: (status: number) => void = () => undefined;
    const ended = new Promise<number>((resolve) => (end = resolve));
    return { ended, stop: () => (stopped.push(target), end(0)) };
  };
  return { world, started, stopped, cluster: { ...world, stop: world.stop, kubectl: { ...world.kubectl, start } } };
}

/** Of the Service at a port of this machine that is free. */
async function run(each: ReturnType<typeof forwarding>, port?: number) {
  const wanted = port ?? await freePort(0);
  const code = await forwardAll(forwardTargets(modelOf([web(2), service(wanted)]), ['web']), each.cluster);
  return { code, port: wanted, said: each.world.said('said') };
}

test('a port of a Service leads to a pod that serves, until somebody ends it', async () => {
  const each = forwarding(serving(2), [serving(2), undefined]);
  const { code, port, said } = await run(each);
  expect([code, said]).toEqual([EXIT_INTERRUPTED, [`web:${port} is at http://127.0.0.1:${port} (pod web-2-a)`]]);
  expect([each.started, each.stopped]).toEqual([[`pod/web-2-a ${port}:8000`], ['pod/web-2-a']]);
});

test('a pod that is replaced is waited for, which is told once', async () => {
  const each = forwarding(serving(2), [starting, starting, serving(3), undefined]);
  const { port, said } = await run(each);
  expect(said).toEqual([
    `web:${port} is at http://127.0.0.1:${port} (pod web-2-a)`, 'web: no pod serves, which is waited for',
    `web:${port} is at http://127.0.0.1:${port} (pod web-3-a)`,
  ]);
  expect(each.stopped).toEqual(['pod/web-2-a', 'pod/web-3-a']);
});

test('a pod that is there and does not serve keeps its port while no other serves', async () => {
  const unready = [web(2), ofRevision(2), gpuPod(2, {}, 'gpu-1')];
  const each = forwarding(serving(2), [unready, serving(2), undefined]);
  expect((await run(each)).said).toHaveLength(1);
  expect(each.started).toHaveLength(1);
});

test('what is open stays open while the cluster does not answer', async () => {
  const each = forwarding(serving(2), [serving(2), serving(2), undefined]);
  const { sleep } = each.cluster.clock;
  let pauses = 0;
  const clock = {
    ...each.cluster.clock,
    sleep: (milliseconds: number) => {
      each.world.lost = ++pauses === 1 ? 'no route' : undefined;
      return sleep(milliseconds);
    },
  };
  await run({ ...each, cluster: { ...each.cluster, clock } });
  expect(each.started).toHaveLength(1);
});

test('a port that this machine uses is replaced by a free one, which is told', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  const each = forwarding(serving(2), [undefined]);
  const { said } = await run(each, port);
  await new Promise((resolve) => server.close(resolve));
  expect(said[0]).toMatch(new RegExp(`^port ${port} of this machine is taken: web is at \\d+$`));
  expect(said[0]).not.toMatch(new RegExp(`${port}$`));
  expect(said[1]).toMatch(new RegExp(`^web:${port} is at http://127\\.0\\.0\\.1:\\d+ \\(pod web-2-a\\)$`));
});
