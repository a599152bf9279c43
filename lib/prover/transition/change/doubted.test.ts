import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const template = (app: string, image: string) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'a', image, resources: { requests: { cpu: '2' } } }] },
});
const object = (kind: string, app: string, image: string, spec: object, status: object) => ({
  apiVersion: 'apps/v1', kind, metadata: { name: app, namespace: 'default' }, status,
  spec: { selector: { matchLabels: { app } }, template: template(app, image), ...spec },
});
const web = (image: string) => object('Deployment', 'web', image, { replicas: 1 }, { replicas: 1, updatedReplicas: 1 });
const agentOf = (image: string, spec: object = {}) => object('DaemonSet', 'agent', image, spec, {
  desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2,
});
const agent = agentOf('a:1');
const pod = (name: string, owner: string, node: string) =>
  livePod(name, owner, node, 2, { labels: { app: owner.split('/')[1] } });

/** A pod of two cores is updated with a surge; a DaemonSet wants as much on each of the two nodes, of four and of three. */
const updated = (...agentsOn: string[]) => plansOnLive(
  [liveNode('n1'), liveNode('n2', {}, 'True', { cpu: '3' }), web('a:1'), agent, pod('web-1', 'Deployment/web', 'n1'),
    ...agentsOn.map((node, index) => pod(`agent-${index}`, 'DaemonSet/agent', node))],
  { ...web('a:2'), status: undefined }, { ...agent, status: undefined },
).change[0];

test('nothing is impossible beside pods of a DaemonSet that do not run where they are counted', () => {
  const notThere = 'pods of DaemonSet/agent do not run on each of their nodes, as is counted';
  expect([updated('', ''), updated('n1', '')].map(({ verdict, witness }) => [verdict, ...witness]))
    .toEqual([['unknown', notThere], ['unknown', notThere]]);
});

test('beside those that run on all of them it stays impossible', () => {
  expect(updated('n1', 'n2').verdict).toBe('impossible');
});

test('a DaemonSet with a pod that waits, as another one stands there, is never updated', () => {
  const resources = { requests: { cpu: '3' } };
  const bare = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: 'default', labels: { app: 'bare' } },
    spec: { containers: [{ name: 'a', image: 'a:1', resources }] },
  };
  const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  const stands = { ...bare, spec: { ...bare.spec, nodeName: 'n1' }, status };
  const daemon = (image: string) => agentOf(image, {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
  const [{ verdict }] = plansOnLive(
    [liveNode('n1'), liveNode('n2'), stands, daemon('a:1'), pod('agent-1', 'DaemonSet/agent', 'n2'),
      pod('agent-2', 'DaemonSet/agent', '')],
    { ...daemon('a:2'), status: undefined }, bare,
  ).change;
  expect(verdict).toBe('impossible');
});

test('a template that fits nowhere is not impossible where a partition lets no pod be made of it', () => {
  const set = (partition: number) => ({
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default', generation: 2 },
    spec: {
      replicas: 2, serviceName: 'db', selector: { matchLabels: { app: 'db' } }, template: template('db', 'a:2'),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
    },
  });
  const status = {
    replicas: 2, readyReplicas: 2, currentReplicas: 2, currentRevision: 'db-1', updateRevision: 'db-2',
    observedGeneration: 2,
  };
  const old = (ordinal: number) => livePod(`db-${ordinal}`, 'StatefulSet/db', `n${ordinal}`, 1, {
    labels: { 'app': 'db', 'controller-revision-hash': 'db-1' },
  });
  const plan = (partition: number) => plansOnLive(
    [liveNode('n0', {}, 'True', { cpu: '1' }), liveNode('n1', {}, 'True', { cpu: '1' }), { ...set(partition), status },
      old(0), old(1)],
    set(partition),
  ).change[0];
  expect(plan(2)).toMatchObject({ verdict: 'unknown', fits: { verdict: 'unknown' } });
  expect(plan(0)).toMatchObject({ verdict: 'impossible', fits: { verdict: 'impossible' } });
});

describe('back to the template of the pods that run, after an update that could make none', () => {
  const refusing = {
    apiVersion: 'v1', kind: 'Namespace',
    metadata: { name: 'default', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  };
  const back = (live: object[], asked: object) =>
    plansOnLive(live, { ...asked, status: undefined }, refusing).change[0];

  test('a DaemonSet is not impossible, as its pods may be of that template', () => {
    const surging = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    const half = { ...agentOf('a:2', surging), status: {
      desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 0, observedGeneration: 2,
    }, metadata: { name: 'agent', namespace: 'default', generation: 2 } };
    const live = [liveNode('n1'), liveNode('n2'), refusing, half, pod('agent-1', 'DaemonSet/agent', 'n1'),
      pod('agent-2', 'DaemonSet/agent', 'n2')];
    expect(back(live, agentOf('a:1', surging)).verdict).toBe('unknown');
    expect(back(live.slice(0, -1), agentOf('a:1', surging)).verdict).toBe('impossible');
  });

  test('a StatefulSet that lacks a pod of it is', () => {
    const set = (image: string) => ({
      ...object('StatefulSet', 'db', image, { replicas: 2, serviceName: 'db' }, {
        replicas: 2, readyReplicas: 2, currentReplicas: 1, updatedReplicas: 1, currentRevision: 'db-1',
        updateRevision: 'db-2', observedGeneration: 2,
      }),
      metadata: { name: 'db', namespace: 'default', generation: 2 },
    });
    const of = (ordinal: number, revision: string) => livePod(`db-${ordinal}`, 'StatefulSet/db', `n${ordinal}`, 2, {
      labels: { 'app': 'db', 'controller-revision-hash': revision },
    });
    const live = (last: string) => [liveNode('n0'), liveNode('n1'), refusing, set('a:2'), of(0, 'db-1'), of(1, last)];
    const [lacks, hasAll] = [live('db-2'), live('db-1')].map((each) => back(each, set('a:1')).verdict);
    expect([lacks, hasAll]).toEqual(['impossible', 'unknown']);
  });
});

test('nor is a template whose pods exist already impossible where no further one is let in', () => {
  const pod1 = (tag: string) => ({
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: '1' } } }] },
  });
  const paused = (isPaused: boolean) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default', generation: 2 },
    spec: {
      replicas: 1, paused: isPaused, selector: { matchLabels: { app: 'web' } }, template: pod1('2'),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    },
    status: { replicas: 2, updatedReplicas: 1, observedGeneration: 2 },
  });
  const hash = (tag: string) => ({ 'pod-template-hash': tag });
  const set = (tag: string) => ({
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: {
      name: `web-${tag}`, namespace: 'default',
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
    },
    spec: {
      replicas: 1, selector: { matchLabels: { app: 'web', ...hash(tag) } },
      template: { ...pod1(tag), metadata: { labels: { app: 'web', ...hash(tag) } } },
    },
  });
  const of = (tag: string, node: string) =>
    livePod(`web-${tag}-x`, `ReplicaSet/web-${tag}`, node, 1, { labels: { app: 'web', ...hash(tag) } });
  const limits = {
    apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l', namespace: 'default' },
    spec: { limits: [{ type: 'Pod', max: { cpu: '3' } }] },
  };
  const live = [liveNode('n1'), limits, paused(true), set('1'), set('2')];
  const resumed = (...pods: object[]) =>
    plansOnLive([...live, ...pods], { ...paused(false), status: undefined }, limits).change[0].verdict;
  expect(resumed(of('1', 'n1'), of('2', ''))).not.toBe('impossible');
  expect(resumed(of('1', 'n1'))).toBe('impossible');
});
