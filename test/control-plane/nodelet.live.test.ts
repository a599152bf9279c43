import { ChildProcess, spawn } from 'node:child_process';
import { get } from 'node:http';
import { Json } from './cluster/api';
import { createNodes } from './cluster/nodes';
import { pathOf } from './cluster/objects';
import { isReady } from './cluster/pods';
import { freePorts } from './cluster/process';
import { useControlPlane } from './support/live';

const live = useControlPlane();
const NAMESPACE = 'default';

beforeAll(async () => {
  await createNodes(live.plane.api, [
    {
      apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' },
      status: { allocatable: { cpu: '8', memory: '8Gi', pods: '50' } },
    },
  ]);
  await until(
    'the node says where its kubelet answers',
    () => live.view.find('nodes', 'a')?.status.daemonEndpoints?.kubeletEndpoint?.Port > 0,
  );
});

async function until(what: string, condition: () => boolean): Promise<void> {
  for (const start = Date.now(); !condition();) {
    if (Date.now() - start > 30_000) {
      throw new Error(`30 s passed before ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Makes a pod with annotations, and waits until its node has begun with it. */
async function started(name: string, annotations: { [key: string]: string } = {}): Promise<Json> {
  const spec = {
    containers: [{ name: 'main', image: 'registry.example.com/main:1', ports: [{ containerPort: 8080 }] }],
  };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: NAMESPACE, annotations }, spec };
  await live.plane.api.create(pathOf(object, { collection: true }), object);
  await until(`${name} has started`, () => pod(name)?.status.startTime !== undefined);
  return pod(name);
}

const pod = (name: string): Json => live.view.find('pods', name, NAMESPACE);

/** What a GET of a local port answers. */
function fetched(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, path, host: '127.0.0.1' }, (incoming) => {
      let text = '';
      incoming
        .setEncoding('utf8')
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve(text))
        .on('error', reject);
    }).on('error', reject);
  });
}

describe('kubectl logs', () => {
  test('shows what a container has written, and no more than was asked for', async () => {
    await started('talks', { 'nodelet/logs': 'one\ntwo\nthree' });
    const logs = async (...args: string[]) => (await live.plane.kubectl('logs', 'talks', ...args)).stdout;
    expect(await logs()).toBe('one\ntwo\nthree\n');
    expect(await logs('--tail', '1')).toBe('three\n');
    expect(await logs('--timestamps')).toMatch(/^\d{4}-\d\d-\d\dT\S+Z one\n/);
    expect(await logs('--since-time', '2100-01-01T00:00:00Z')).toBe('');
  });

  test('follows a container until its pod is gone', async () => {
    await started('goes-on', { 'nodelet/log-every': '100ms' });
    const following = live.plane.kubectl('logs', 'goes-on', '--follow');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await live.plane.kubectl('delete', 'pod', 'goes-on', '--now', '--wait=false');
    const lines = (await following).stdout.trim().split('\n');
    expect(lines.slice(0, 3)).toEqual(['main of goes-on starts', 'line 1', 'line 2']);
    expect(lines.length).toBeGreaterThan(4);
  });

  test('shows the attempt before of a container that crashes', async () => {
    await started('crashes', { 'nodelet/state': 'crash-loop', 'nodelet/logs': 'CUDA error: out of memory' });
    expect((await live.plane.kubectl('logs', 'crashes', '--previous')).stdout).toBe(
      'CUDA error: out of memory\nexit status 1\n',
    );
  });

  test('fails for a container that has not been there', async () => {
    await started('waits', { 'nodelet/state': 'image-not-found' });
    const { status, stderr } = await live.plane.kubectl('logs', 'waits');
    expect([status, stderr]).toEqual([1, expect.stringContaining('is waiting to start: ')]);
  });
});

describe('kubectl port-forward', () => {
  let forwarding: ChildProcess | undefined;
  afterEach(() => forwarding?.kill());

  /** Starts forwarding and says what it printed when it was ready, or ended. */
  function forward(target: string, ports: string): Promise<string> {
    const args = ['--kubeconfig', live.plane.kubeconfig, 'port-forward', target, ports];
    const child = spawn(live.plane.binaries.kubectl, args);
    forwarding = child;
    return new Promise((resolve) => {
      let text = '';
      const more = (chunk: Buffer) => {
        text += chunk;
        if (text.includes('Forwarding from')) {
          resolve(text);
        }
      };
      child.stdout.on('data', more);
      child.stderr.on('data', more);
      child.on('exit', () => resolve(text));
    });
  }

  test('reaches a container port of a pod, one request after the other', async () => {
    await started('serves');
    const [port] = await freePorts(1);
    await forward('pod/serves', `${port}:8080`);
    expect(JSON.parse(await fetched(port, '/v1/models'))).toEqual({
      pod: 'serves', port: 8080, method: 'GET', path: '/v1/models',
    });
    expect(JSON.parse(await fetched(port, '/v1/health/ready')).path).toBe('/v1/health/ready');
  });

  test('answers what the pod says it answers', async () => {
    await started('says', { 'nodelet/response': '{"data":[{"id":"llm"}]}' });
    const [port] = await freePorts(1);
    await forward('pod/says', `${port}:8080`);
    expect(await fetched(port, '/v1/models')).toBe('{"data":[{"id":"llm"}]}');
  });

  test('refuses a port that no container names', async () => {
    await started('closed');
    const [port] = await freePorts(1);
    await forward('pod/closed', `${port}:9999`);
    await expect(fetched(port, '/')).rejects.toThrow(/socket hang up|ECONNRESET/);
  });
});

describe('the states of containers', () => {
  test.each([
    ['crash-loop', 'Running', 'CrashLoopBackOff', 'Error', 'Back-off restarting failed container main'],
    ['out-of-memory', 'Running', 'CrashLoopBackOff', 'OOMKilled', 'Back-off restarting failed container main'],
    ['image-not-found', 'Pending', 'ImagePullBackOff', undefined, 'registry.example.com/main:1: not found'],
    ['image-unauthorized', 'Pending', 'ImagePullBackOff', undefined, '401 Unauthorized'],
    ['config-error', 'Pending', 'CreateContainerConfigError', undefined, 'secret "missing" not found'],
    ['exec-format', 'Running', 'CrashLoopBackOff', 'StartError', 'exec format error'],
  ])('%s shows in status and events as a kubelet writes them', async (state, phase, reason, ended, event) => {
    const { status } = await started(state, { 'nodelet/state': state });
    const [container] = status.containerStatuses;
    expect([
      status.phase, container.state.waiting.reason, container.lastState.terminated?.reason, isReady(pod(state)),
    ]).toEqual([phase, reason, ended, false]);
    const events = await live.plane.kubectl(
      'get', 'events', '--field-selector', `involvedObject.name=${state}`, '--output', 'json',
    );
    expect(
      JSON.parse(events.stdout)
        .items.map(({ message }: Json) => message)
        .join('\n'),
    ).toContain(event);
  });

  test('a slow start runs without being ready, and then is', async () => {
    const { status } = await started('slow', { 'nodelet/ready-after': '1500ms' });
    expect([status.phase, status.containerStatuses[0].started, isReady(pod('slow'))]).toEqual([
      'Running', false, false,
    ]);
    await live.quiet(NAMESPACE);
    expect([pod('slow').status.containerStatuses[0].started, isReady(pod('slow'))]).toEqual([true, true]);
  });

  test('a container that is never ready runs, and an init container that does not end keeps the others waiting', async () => {
    expect((await started('never', { 'nodelet/state': 'never-ready' })).status.phase).toBe('Running');
    expect(isReady(pod('never'))).toBe(false);
    expect(
      (await started('stuck', { 'nodelet/state': 'init-stuck' })).status.containerStatuses[0].state.waiting.reason,
    ).toBe('PodInitializing');
  });
});
