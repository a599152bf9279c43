import { Cluster } from '../../../cluster';
import { KubernetesVersion } from '../../../kubernetes/kubernetes-version';
import { liveNode, livePod, plansOnLive, plansOnLiveOf } from '../../../../test/support/live-plan';
import { load, pool } from '../../../../test/support/rollout';
import { planTransition } from '..';

type State = 'ready' | 'waits' | 'starts';

const template = (tag: string, cpu = 1, spec: object = {}) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: String(cpu) } } }], ...spec },
});
const written = (kind: string, replicas: number, spec: object = {}, tag = '1') => ({
  apiVersion: 'apps/v1', kind, metadata: { name: 'web', namespace: 'default', generation: 1 },
  spec: {
    ...kind === 'DaemonSet' ? {} : { replicas },
    selector: { matchLabels: { app: 'web' } }, template: template(tag), ...spec,
  },
});
const rolling = (maxUnavailable: number, maxSurge = 0) =>
  ({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } });
const set = {
  apiVersion: 'apps/v1', kind: 'ReplicaSet',
  metadata: { name: 'web-1', namespace: 'default',
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }] },
  spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: template('1') },
};
const podsOf = (owner: string, states: readonly State[]) => states.map((state, index) => ({
  ...livePod(`web-${index}`, owner, state === 'waits' ? '' : `n${index}`),
  status: { phase: state === 'ready' ? 'Running' : 'Pending',
    conditions: [{ type: 'Ready', status: state === 'ready' ? 'True' : 'False' }] },
}));
const nodes = [0, 1, 2, 3, 4, 5].map((each) => liveNode(`n${each}`));

/** What stays of a workload while it changes from one spec to another. */
const stays = (kind: string, states: readonly State[], from: object, to: object = {}, tag = '2') => {
  const owner = kind === 'Deployment' ? 'ReplicaSet/web-1' : `${kind}/web`;
  const live = [...nodes, ...kind === 'Deployment' ? [set] : [], written(kind, states.length, from),
    ...podsOf(owner, states)];
  const [plan] = plansOnLive(live, written(kind, states.length, { ...from, ...to }, tag)).change;
  return plan.availabilityFloor;
};

describe('pods of a Deployment that stay available while some wait', () => {
  test('are those that are, where its strategy would keep more', () => {
    expect(stays('Deployment', ['ready', 'waits', 'starts', 'ready'], rolling(1))).toBe(2);
    expect(stays('Deployment', ['ready', 'ready', 'ready', 'ready'], rolling(1))).toBe(3);
  });

  test('are as many as its strategy keeps, as those that wait count as missing', () => {
    expect(stays('Deployment', ['ready', 'ready', 'ready', 'waits'], rolling(2))).toBe(2);
    expect(stays('Deployment', ['ready', 'ready', 'ready', 'waits'], rolling(1))).toBe(3);
  });

  test('are none where it stops old ones first, or none serves', () => {
    expect(stays('Deployment', ['ready', 'ready', 'ready', 'waits'], { strategy: { type: 'Recreate' } })).toBe(0);
    expect(stays('Deployment', ['waits', 'starts'], rolling(1))).toBe(0);
  });

  test('may be fewer by those that are ready and not yet for long enough', () => {
    expect(stays('Deployment', ['ready', 'ready', 'ready', 'starts'], { ...rolling(1), minReadySeconds: 5 })).toBe(2);
  });

  test('are the ready ones of fewer pods, where nothing else changes', () => {
    expect(stays('Deployment', ['ready', 'ready', 'waits'], rolling(1), { replicas: 2 }, '1')).toBe(2);
    expect(stays('Deployment', ['ready', 'waits', 'waits'], rolling(1), { replicas: 2 }, '1')).toBe(1);
  });
});

test('a Deployment half way takes from each of its ReplicaSets where there are to be fewer, whose pods ever wait', () => {
  const hash = (tag: string) => ({ 'app': 'web', 'pod-template-hash': tag });
  const of = (tag: string) => ({ ...set, metadata: { ...set.metadata, name: `web-${tag}` }, spec: { ...set.spec,
    template: { ...template(tag), metadata: { labels: hash(tag) } } } });
  const pods = (['ready', 'ready', 'ready', 'waits', 'waits'] as const).map((state, index) => {
    const [tag, pod] = [index < 3 ? '1' : '2', podsOf('ReplicaSet/web', [state])[0]];
    const { metadata } = livePod(`web-${index}`, `ReplicaSet/web-${tag}`, '');
    return { ...pod, metadata: { ...metadata, labels: hash(tag) } };
  });
  const live = [...nodes, of('1'), of('2'), written('Deployment', 4, rolling(1, 1), '2'), ...pods];
  const floor = (replicas: number) =>
    plansOnLive(live, written('Deployment', replicas, rolling(1, 1), '3')).change[0].availabilityFloor;
  expect([floor(4), floor(3), floor(2)]).toEqual([3, 2, 1]);
});

test('so does one half way whose new pods the API server refuses', () => {
  const active = (tag: string) => ({
    ...set, metadata: { ...set.metadata, name: `web-${tag}` },
    spec: { ...set.spec, template: template(tag), replicas: 1 },
  });
  const status = { replicas: 1, updatedReplicas: 0, observedGeneration: 1 };
  const half = { ...written('Deployment', 3, rolling(1), '2'), status };
  const live = [...nodes, half, active('1'), active('2'), active('3'), ...podsOf('ReplicaSet/web-1', ['ready'])];
  const [plan] = plansOnLive(live, written('Deployment', 2, rolling(1), '2')).change;
  expect(plan.availabilityFloor).toBe(0);
});

test('without its pods, what the status tells counts', () => {
  const parallel = { podManagementPolicy: 'Parallel', serviceName: 'web' };
  const floor = (replicas: number, status: object) => planTransition(
    load(written('StatefulSet', replicas, parallel, '2')),
    { model: load({ ...written('StatefulSet', 3, parallel), status }), name: 'a', prune: false },
    new Cluster({ pools: [pool('cpu', 5, { cpu: '4' })] }),
  ).workloads[0].availabilityFloor;
  expect(floor(3, {})).toBe(2);
  expect(floor(3, { replicas: 3, availableReplicas: 1 })).toBe(1);
  expect(floor(2, { replicas: 3, availableReplicas: 2 })).toBe(1);
});

describe('pods of a StatefulSet that stay available while some wait', () => {
  const parallel = { serviceName: 'web', podManagementPolicy: 'Parallel' };

  test('are as many as it keeps, where those that wait count as missing', () => {
    expect(stays('StatefulSet', ['waits', 'ready', 'ready'], parallel)).toBe(2);
    expect(stays('StatefulSet', ['waits', 'ready', 'ready'], { serviceName: 'web' })).toBe(2);
  });

  test('are fewer where an older version replaces the last one beside them', () => {
    const pods = podsOf('StatefulSet/web', ['waits', 'ready', 'ready']);
    const live = [...nodes, written('StatefulSet', 3, parallel), ...pods];
    const asked = written('StatefulSet', 3, parallel, '2');
    const plans = ['1.36', '1.37'].map((minor) => plansOnLiveOf(KubernetesVersion.of(minor), live, asked).change[0]);
    expect(plans.map(({ availabilityFloor }) => availabilityFloor)).toEqual([1, 2]);
  });

  test('are none of the last ones, which go first where there are to be fewer', () => {
    expect(stays('StatefulSet', ['waits', 'ready', 'ready'], parallel, { replicas: 2 }, '1')).toBe(1);
    expect(stays('StatefulSet', ['waits', 'ready', 'ready'], parallel, { replicas: 2 })).toBe(1);
  });
});

describe('pods of a DaemonSet that stay available', () => {
  const daemon = (maxUnavailable: number, maxSurge = 0) =>
    ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } } });
  const six: State[] = ['ready', 'ready', 'ready', 'ready', 'ready', 'starts'];

  test('are as many as it keeps, where those that wait count as missing', () => {
    expect([daemon(1), daemon(2), daemon(0, 1)].map((spec) => stays('DaemonSet', six, spec))).toEqual([5, 4, 5]);
  });

  test('are fewer where some nodes have none, which count for nothing', () => {
    expect(stays('DaemonSet', six.slice(0, 4), daemon(1))).toBe(3);
  });

  test('are no more where a second pod waits for a node, as while it surges', () => {
    const [first, second, third] = podsOf('DaemonSet/web', ['ready', 'ready', 'waits']);
    const names = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] };
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [names] } };
    const waits = { ...third, spec: { ...third.spec, affinity: { nodeAffinity } } };
    const live = [...nodes.slice(0, 2), written('DaemonSet', 2, daemon(0, 1)), first, second, waits];
    const floor = (spec: object) => plansOnLive(live, written('DaemonSet', 2, spec, '2')).change[0].availabilityFloor;
    expect([floor(daemon(2)), floor(daemon(1)), floor(daemon(0, 1))]).toEqual([0, 1, 2]);
  });

  test('are none where it is new, or may go to other nodes', () => {
    const elsewhere = { template: template('2', 1, { nodeSelector: { 'kubernetes.io/hostname': 'n1' } }) };
    expect(stays('DaemonSet', six, daemon(1), elsewhere)).toBe(0);
    expect(plansOnLive(nodes, written('DaemonSet', 6, daemon(1))).change[0].availabilityFloor).toBe(0);
  });

  test('are not without downtime where none is sure to', () => {
    const live = [...nodes, written('DaemonSet', 2, daemon(0, 1)), ...podsOf('DaemonSet/web', ['starts', 'starts'])];
    const { availabilityFloor, downtimeSeconds } =
      plansOnLive(live, written('DaemonSet', 2, daemon(0, 1), '2')).change[0];
    expect([availabilityFloor, downtimeSeconds.most]).toEqual([0, 30]);
  });

  test('are all of them where none is replaced', () => {
    expect(stays('DaemonSet', six, daemon(1), {}, '1')).toBe(5);
  });
});

test('an update is without downtime only where a pod serves when it begins', () => {
  const planned = (states: State[]) => {
    const live = [...nodes, set, written('Deployment', 2, rolling(1)), ...podsOf('ReplicaSet/web-1', states)];
    const { change, restart } = plansOnLive(live, written('Deployment', 2, rolling(1), '2'));
    return [change[0], restart[0]].map(({ downtimeSeconds: { most }, availabilityFloor }) => [availabilityFloor, most]);
  };
  expect(planned(['ready', 'ready'])).toEqual([[1, 0], [1, 0]]);
  expect(planned(['waits', 'starts'])).toEqual([[0, 30], [0, 30]]);
});

test('what runs beyond the pods of a workload nobody promises for a kind whose controller was not read', () => {
  const clones = (kind: string, apiVersion: string) => {
    const object = (tag: string) => ({ ...written(kind, 3, {}, tag), apiVersion });
    const live = [...nodes, object('1'), ...podsOf(`${kind}/web`, ['ready', 'ready', 'waits'])];
    return plansOnLive(live, object('2')).change[0].availabilityFloor;
  };
  expect(clones('CloneSet', 'apps.kruise.io/v1alpha1')).toBe(0);
});

describe('beside pods of higher priority that come', () => {
  const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 9 };
  const named = (name: string, cpu: number, tag: string, spec: object = {}) => ({
    ...written('Deployment', 1), metadata: { name, namespace: 'default' },
    spec: { replicas: 1, ...rolling(0, 1), selector: { matchLabels: { app: name } },
      template: { ...template(tag, cpu, spec), metadata: { labels: { app: name } } } },
  });
  const middle = { ...high, metadata: { name: 'middle' }, value: 5 };
  const floors = (count: number, ...asked: [object, object][]) => planTransition(
    load(high, middle, ...asked.map(([, to]) => to)),
    { model: load(high, middle, ...asked.map(([from]) => from)), name: 'a', prune: false },
    new Cluster({ pools: [pool('cpu', count, { cpu: '4' })] }),
  ).workloads.map(({ availabilityFloor }) => availabilityFloor);
  const urgent = { priorityClassName: 'high' };

  test('none stay where these may find no free node', () => {
    const both = (count: number) => floors(
      count, [named('web', 1, '1'), named('web', 1, '2')], [named('db', 2, '1', urgent), named('db', 2, '2', urgent)],
    );
    expect([both(1), both(3)]).toEqual([[0, 1], [1, 1]]);
  });

  test('nor those of another one that these may evict, and that looks for room itself', () => {
    const [web, db] = [named('web', 1, '1'), named('db', 1, '1', { priorityClassName: 'middle' })];
    const plan = (count: number) =>
      floors(count, [web, web], [db, db], [named('nim', 2, '1', urgent), named('nim', 2, '2', urgent)]);
    expect([plan(1), plan(4)]).toEqual([[0, 0, 1], [1, 1, 1]]);
  });

  test('none stay where these find the room of pods that stop, and may evict others before these are gone', () => {
    const web = (tag: string) => {
      const object = named('web', 1, tag);
      return { ...object, spec: { ...object.spec, replicas: 5 } };
    };
    const both = (count: number) => floors(
      count, [web('1'), web('2')], [named('db', 1, '1', urgent), named('db', 1, '2', urgent)],
    );
    // Six and two cores at most are asked for besides those of pods that stop, ten and two with them.
    expect([both(3), both(4)]).toEqual([[0, 1], [5, 1]]);
  });

  test('nor do old ones of its own, where new ones are given the priority', () => {
    expect(floors(1, [named('web', 3, '1'), named('web', 3, '2', urgent)])).toEqual([0]);
    expect(floors(3, [named('web', 3, '1'), named('web', 3, '2', urgent)])).toEqual([1]);
  });
});

test('of pods that an autoscaler counts, as many stay as of the fewest', () => {
  const autoscaler = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
    spec: {
      minReplicas: 2, maxReplicas: 10, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    },
  };
  const model = (tag: string) => load(autoscaler, { ...written('Deployment', 2, rolling(1), tag) });
  const cluster = new Cluster({ pools: [pool('cpu', 5, { cpu: '4' })] });
  const [plan] = planTransition(model('2'), { model: model('1'), name: 'a', prune: false }, cluster).workloads;
  expect([plan.replicas, plan.availabilityFloor]).toEqual([10, 1]);
});

test('new pods of a DaemonSet with surge may evict its old ones, some of which were made before its priority rose', () => {
  const level = {
    apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 50,
    globalDefault: true,
  };
  const surging = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const floor = (...priorities: number[]) => {
    const own = podsOf('DaemonSet/web', ['ready', 'ready']).map((each, index) =>
      ({ ...each, spec: { ...each.spec, priority: priorities[index] } }));
    const live = [...nodes.slice(0, 2), level, written('DaemonSet', 0, surging), ...own];
    return plansOnLive(live, level, written('DaemonSet', 0, surging, '2')).change[0].availabilityFloor;
  };
  expect([floor(50, 50), floor(0, 50), floor(0, 0)]).toEqual([2, 0, 0]);
});

test('pods of a StatefulSet whose ordinals begin elsewhere stay where both ranges have them, whoever shows where they stand', () => {
  const numbered = (start: number) => written('StatefulSet', 3, { serviceName: 'web', podManagementPolicy: 'Parallel',
    ordinals: { start } });
  const cluster = new Cluster({ pools: [pool('cpu', 6, { cpu: '4' })] });
  const floor = (start: number) => planTransition(
    load(numbered(start)), { model: load(numbered(0)), name: 'before', prune: false }, cluster,
  ).workloads[0].availabilityFloor;
  expect([0, 1, 2, 5].map(floor)).toEqual([3, 2, 1, 0]);
});
