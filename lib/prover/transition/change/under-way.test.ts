import { Cluster } from '../../../cluster';
import { load, pool } from '../../../../test/support/rollout';
import { planTransition } from '..';
import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const template = (tag: string, cpu: number, labels: object = {}) => ({
  metadata: { labels: { app: 'web', ...labels } },
  spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: String(cpu) } } }] },
});
const hash = (tag: string) => ({ 'pod-template-hash': tag });
const SURGE = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
const HALF = { observedGeneration: 1, replicas: 2, updatedReplicas: 1 };
const deployment = (tag: string, cpu: number, spec: object = {}, status: object = HALF) => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default', generation: 1 },
  spec: {
    replicas: 1, strategy: SURGE, selector: { matchLabels: { app: 'web' } }, template: template(tag, cpu), ...spec,
  },
  status,
});
const replicaSet = (tag: string, cpu: number) => ({
  apiVersion: 'apps/v1', kind: 'ReplicaSet',
  metadata: {
    name: `web-${tag}`, namespace: 'default',
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
  },
  spec: {
    replicas: 1, selector: { matchLabels: { app: 'web', ...hash(tag) } }, template: template(tag, cpu, hash(tag)),
  },
});
const pod = (tag: string, node: string, cpu: number) =>
  livePod(`web-${tag}-x`, `ReplicaSet/web-${tag}`, node, cpu, { labels: { app: 'web', ...hash(tag) } });

/** One node with four cores; the pod of `1` holds three of them, that of `2` waits. */
const hung = (cpu: number) => [
  liveNode('n1'), deployment('2', cpu), replicaSet('1', 3), replicaSet('2', cpu), pod('1', 'n1', 3), pod('2', '', cpu),
];
const change = (live: object[], asked: object) =>
  plansOnLive(live, { ...asked, status: undefined }).change.map(({ verdict, witness }) => [verdict, witness[0]]);

describe('in the middle of an update that hangs', () => {
  test('the same manifests ask for it to go on, which it never does', () => {
    expect(change(hung(3), deployment('2', 3))).toEqual([['impossible', expect.stringMatching(/stays Pending$/)]]);
  });

  test('stopping old pods first ends it', () => {
    expect(change(hung(3), deployment('2', 3, { strategy: { type: 'Recreate' } }))[0][0]).toBe('proven');
  });

  test('as many pods stay available as its strategy leaves, although the template is the one that is made already', () => {
    const floor = (spec: object) =>
      plansOnLive(hung(3), { ...deployment('2', 3, spec), status: undefined }).change[0].availabilityFloor;
    const missing = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
    expect([floor({ strategy: { type: 'Recreate' } }), floor({ strategy: missing }), floor({})]).toEqual([0, 0, 1]);
  });

  test('the template of the pods that run is there already', () => {
    expect(change(hung(3), deployment('1', 3))).toEqual([[
      'proven', 'as many pods as are wanted run in this template already: the others are stopped',
    ]]);
  });

  test('where fewer pods are asked for at once, those that run in it already are scaled down too', () => {
    const two = { replicas: 2 };
    const one = pod('1', 'n1', 1);
    const live = [liveNode('n1'), deployment('2', 1, two), replicaSet('1', 1), replicaSet('2', 1), one,
      { ...one, metadata: { ...one.metadata, name: 'web-1-y' } }, pod('2', 'n1', 1)];
    const isThere = 'as many pods as are wanted run in this template already: the others are stopped';
    expect([2, 1].map((replicas) => change(live, deployment('1', 1, { replicas }))[0][1] === isThere))
      .toEqual([true, false]);
  });

  test('another template hangs as well, if it is known to be another', () => {
    expect(change(hung(3), deployment('3', 3))[0][0]).toBe('impossible');
    const withoutSets = hung(3).filter((each) => (each as { kind: string }).kind !== 'ReplicaSet');
    const owned = withoutSets.map((each) => (each as { kind: string }).kind !== 'Pod' ? each
      : { ...each, metadata: { ...(each as { metadata: object }).metadata,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }] } });
    expect(change(owned, deployment('3', 3))).toEqual([[
      'unknown', 'pods that run are of a former template, which may be the one that is asked for',
    ]]);
  });

  test('what pods of a former size hold is not what is counted', () => {
    expect(change(hung(2), deployment('2', 2))[0]).toEqual([
      'unknown', expect.stringContaining('an update of it is under way'),
    ]);
  });
});

test('the pods of a DaemonSet do not tell that what is asked for is there already', () => {
  const daemon = (tag: string) => ({
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'web', namespace: 'default', generation: 2 },
    spec: {
      selector: { matchLabels: { app: 'web' } }, template: template(tag, 3),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
    status: { observedGeneration: 2, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1 },
  });
  const of = (tag: string, node: string) => livePod(`web-${tag}`, 'DaemonSet/web', node, 3, {
    labels: { 'app': 'web', 'controller-revision-hash': tag },
  });
  const live = [liveNode('n1'), daemon('2'), of('1', 'n1'), of('2', '')];
  expect(['1', '3'].map((tag) => change(live, daemon(tag))[0][0])).not.toContain('proven');
});

test('pods that are spread and ask for the same go on as one', () => {
  const spread = {
    topologySpreadConstraints: [{
      maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    }],
  };
  const spreading = (each: { spec?: object }) => ({ ...each, spec: { ...each.spec, ...spread } });
  const made = (tag: string) => ({ spec: { template: spreading(template(tag, 1)) } });
  const asked = deployment('2', 1, made('2').spec);
  const set = (tag: string) => ({ ...replicaSet(tag, 1), ...made(tag) });
  const live = [
    liveNode('n1'), liveNode('n2'), asked, set('1'), set('2'),
    spreading(pod('1', 'n1', 1)), spreading(pod('2', 'n2', 1)),
  ];
  expect(change(live, asked)[0][0]).toBe('proven');
});

test('an update that has room goes on, and finishes', () => {
  const live = [
    liveNode('n1'), deployment('2', 1), replicaSet('1', 1), replicaSet('2', 1), pod('1', 'n1', 1), pod('2', 'n1', 1),
  ];
  expect(change(live, deployment('2', 1))[0][0]).toBe('proven');
});

test('nothing is under way where all pods are of one template and the controller says so', () => {
  const live = [
    liveNode('n1'), deployment('2', 3, {}, { observedGeneration: 1, replicas: 1, updatedReplicas: 1 }),
    replicaSet('2', 3), pod('2', 'n1', 3),
  ];
  expect(change(live, deployment('2', 3))[0][1]).toMatch(/nothing is updated$/);
  const stale = [live[0], deployment('2', 3, {}, { observedGeneration: 1, replicas: 1 }), ...live.slice(2)];
  expect(change(stale, deployment('2', 3))[0][0]).toBe('impossible');
});

test('without its pods, the status alone tells that one is under way', () => {
  const planned = (status: object) => planTransition(load({ ...deployment('2', 3), status: undefined }), {
    model: load(deployment('2', 3, {}, status)), name: 'a dump', prune: false,
  }, new Cluster({ pools: [pool('cpu', 1, { cpu: '4' })] })).workloads[0].verdict;
  const verdicts = [planned(HALF), planned({ observedGeneration: 1, replicas: 1, updatedReplicas: 1 }), planned({})];
  expect(verdicts).toEqual(['unknown', 'proven', 'proven']);
});

test('one that waits for somebody, and still does, rests', () => {
  const paused = { paused: true };
  const live = [liveNode('n1'), deployment('2', 1, paused), replicaSet('1', 1), pod('1', 'n1', 1), pod('2', 'n1', 1)];
  expect(change(live, deployment('2', 1, paused))[0][1]).toMatch(/nothing is updated$/);
});

describe('a StatefulSet that makes its pods in order', () => {
  const set = (tag: string, spec: object = {}) => ({
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default', generation: 1 },
    spec: {
      replicas: 1, serviceName: 'db', selector: { matchLabels: { app: 'web' } }, template: template(tag, 1), ...spec,
    },
    status: { observedGeneration: 1, currentRevision: 'db-1', updateRevision: 'db-2' },
  });
  const ready = (status: 'True' | 'False') => ({ ...livePod('db-0', 'StatefulSet/db', 'n1'),
    status: { phase: 'Running', conditions: [{ type: 'Ready', status }] } });
  const verdict = (status: 'True' | 'False', spec: object = {}) =>
    change([liveNode('n1'), set('2', spec), ready(status)], set('3', spec))[0];

  test('replaces no pod that is not ready', () => {
    const why = 'pod db-0 is not ready, and a StatefulSet that makes its pods in order replaces none before that: delete it';
    expect(verdict('False')).toEqual(['unknown', why]);
    expect(verdict('True')[0]).toBe('proven');
  });

  test('takes a pod that tells no condition for one that is ready', () => {
    const { status: _, ...silent } = ready('True');
    const asked = (status: object) => change([liveNode('n1'), set('2'), { ...silent, status }], set('3'))[0][0];
    const statuses = [{ phase: 'Running' }, { phase: 'Running', conditions: [] }, { phase: 'Pending' }];
    expect(statuses.map(asked)).toEqual(['proven', 'unknown', 'unknown']);
  });

  test('unlike one that does not', () => {
    expect(verdict('False', { podManagementPolicy: 'Parallel' })[0]).toBe('proven');
  });

  describe('and all of one template', () => {
    const one = { status: { observedGeneration: 1, currentRevision: 'db-1', updateRevision: 'db-1' } };
    const asked = (status: 'True' | 'False', tag: string, spec: object = {}) =>
      change([liveNode('n1'), { ...set('1'), ...one }, ready(status)], set(tag, spec))[0][0];

    test('replaces none, and makes no further ones, while one is not ready', () => {
      expect([asked('False', '2'), asked('False', '1', { replicas: 2 })]).toEqual(['unknown', 'unknown']);
      expect([asked('True', '2'), asked('True', '1', { replicas: 2 })]).toEqual(['proven', 'proven']);
    });

    test('is at rest where nothing is asked of it, and never has room that is not there', () => {
      expect(asked('False', '1')).toBe('proven');
      expect(asked('False', '1', { replicas: 20 })).toBe('impossible');
    });
  });
});
