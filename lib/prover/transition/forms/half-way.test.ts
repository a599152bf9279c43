import { KubernetesVersion } from '../../../kubernetes/kubernetes-version';
import {
  asked, FIRST, halfWay, RECREATE, Revision, SURGE,
} from '../../../../test/support/half-way-deployment';
import { keptRevision } from '../../../../test/support/kept-revision';
import {
  liveNode, liveSet, plansOnLive, plansOnLiveOf, podOfSet, SET_HALF_WAY,
} from '../../../../test/support/live-plan';

const verdict = (nodes: readonly object[], revisions: readonly Revision[], wanted: object, replicas = 2) =>
  plansOnLive([...nodes, ...halfWay(replicas, revisions)], wanted).change
    .map((plan) => [plan.verdict, ...plan.witness])[0];

const two = [liveNode('n1'), liveNode('n2')];
/** Both nodes of four cores have a pod of three, and one that asks for far too much waits. */
const typo: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 20, nodes: [''] }];
const AS_IT_STANDS = 'there is room beside all other pods, where they stand now';
const STUCK = [
  'impossible', 'no node has room for a new pod beside those that stand there now',
  'no more of these may leave before a new one is ready (maxSurge 1, maxUnavailable 0)',
];

describe('out of an update that hangs on what it asks for', () => {
  test('a smaller request finishes where it finds room beside the old pods', () =>
    expect(verdict(two, typo, asked('3', 1, 2))).toEqual(['proven', AS_IT_STANDS]));

  test('one that finds none hangs as before', () => expect(verdict(two, typo, asked('3', 2, 2))).toEqual(STUCK));

  test('old pods that stop first, one by one or at once, leave their room', () =>
    expect([FIRST, RECREATE].map((strategy) => verdict(two, typo, asked('3', 4, 2, { strategy }))))
      .toEqual([['proven', AS_IT_STANDS], ['proven', AS_IT_STANDS]]));

  test('not to more new pods than the nodes hold', () =>
    expect(verdict(two, typo, asked('3', 3, 3, { strategy: RECREATE }))).toEqual([
      'impossible', 'the nodes have room for 2 of 3 new pods beside those of others, where they stand now',
    ]));

  test('back to the template of the old pods finishes, as they run', () =>
    expect(verdict(two, typo, asked('1', 3, 2))[0]).toBe('proven'));

  test('fewer pods of another template finish where the old ones that stay leave room', () =>
    expect(verdict(two, typo, asked('3', 1, 1))[0]).toBe('proven'));

  test('of a paused Deployment whose template has changed since counts its pods once, where they stand', () => {
    const revisions: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 3, nodes: [] }];
    const resumed = asked('2', 3, 2, { paused: false });
    const verdictOn = (nodes: readonly object[]) =>
      plansOnLive([...nodes, ...halfWay(2, revisions, SURGE, { paused: true })], resumed).change[0].verdict;
    expect([two, [...two, liveNode('n3')]].map((nodes) => verdictOn(nodes))).toEqual(['impossible', 'proven']);
  });

  test('a number that grows as well is not decided, as more old pods may come', () =>
    expect(verdict(two, typo, asked('3', 1, 4))[0]).toBe('unknown'));
});

describe('pods of a former template that wait', () => {
  const waits: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 4, nodes: [''] }];

  test('are given up before an old pod leaves its room', () =>
    expect(verdict(two, waits, asked('3', 1, 2))[0]).toBe('proven'));

  test('may come where others of their ReplicaSet stand, which is not given up as a whole', () => {
    const some: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1'] }, { tag: '2', cpu: 4, nodes: ['', 'n2'] }];
    const wanted = asked('3', 1, 2);
    expect(verdict(two, some, wanted)[0]).toBe('unknown');
    expect(verdict([...two, liveNode('n3')], some, wanted)[0]).toBe('proven');
  });

  test('may come where old ones that are not available are given up, too', () => {
    const some = [{ ...typo[0], available: 1 }, { tag: '2', cpu: 4, nodes: [''] }];
    expect(verdict(two, some, asked('3', 2, 2))[0]).toBe('unknown');
  });
});

describe('of a volume that one node has at a time', () => {
  const claim = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'efs', resources: { requests: { storage: '1Gi' } } },
  };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  /** The new pod came to the other node, and waits there for the volume. */
  const waits: Revision[] = [
    { tag: '1', cpu: 3, nodes: ['n1'], pod: { volumes } },
    { tag: '2', cpu: 3, nodes: ['n2'], available: 0, pod: { volumes } },
  ];
  const after = (tag: string, replicas: number, strategy: object) => {
    const of = asked(tag, 3, replicas, { strategy }, { volumes });
    return plansOnLive([...two, claim, ...halfWay(1, waits)], claim, of).change[0].verdict;
  };

  test('a new pod that waits for it on another node has it when the old one stops', () => {
    expect([RECREATE, FIRST].map((strategy) => after('2', 1, strategy))).toEqual(['proven', 'proven']);
    expect(after('2', 1, SURGE)).not.toBe('proven');
  });

  test('nobody waits for it where the old template is asked for, or no pod', () =>
    expect([after('1', 1, SURGE), after('2', 0, SURGE)]).toEqual(['proven', 'proven']));
});

describe('what is half way there', () => {
  const some: Revision[] = [{ tag: '1', cpu: 1, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 2, nodes: ['n1'] }];

  test('goes on to its end', () => expect(verdict(two, some, asked('2', 2, 3), 3)[0]).toBe('proven'));

  test('may turn to a third template, beside both', () => {
    expect(verdict(two, some, asked('3', 1, 3), 3)[0]).toBe('proven');
    expect(verdict(two, some, asked('3', 3, 3), 3)[0]).toBe('impossible');
  });
});

describe('a StatefulSet that makes its pods at once', () => {
  const set = (cpu: number) => liveSet(cpu, { podManagementPolicy: 'Parallel' });
  const live = (cpu: number) => [
    ...two, { ...set(cpu), status: SET_HALF_WAY }, podOfSet(0, 'n1', 3, 'one'), podOfSet(1, '', cpu, 'two'),
  ];
  const change = (cpu: number, to: number, minor: number) =>
    plansOnLiveOf(KubernetesVersion.of(`1.${minor}`), live(cpu), set(to)).change[0].verdict;

  test('goes back, or to what fits, out of what fits nowhere', () =>
    expect([3, 4, 5].map((to) => change(20, to, 37))).toEqual(['proven', 'proven', 'impossible']));

  test('of an older Kubernetes may wait for the pod that waits', () => expect(change(20, 3, 36)).toBe('unknown'));
});

describe('a StatefulSet of which a pod is missing', () => {
  const templates = [3, 20].map((cpu) => (liveSet(cpu) as { spec: { template: object } }).spec.template);
  const kept = templates.map((each, index) =>
    keptRevision('StatefulSet/db', index + 1, ['one', 'two'][index], each));
  const left = (status: object = SET_HALF_WAY) => [{ ...liveSet(20), status }, podOfSet(0, 'n1', 3, 'one')];
  const back = (nodes: object[], live: object[]) => plansOnLive([...nodes, ...live], liveSet(3)).change[0].verdict;

  test('has it made of the template that is asked for, where its controller keeps that as its current one', () => {
    expect(back(two, [...left(), ...kept])).toBe('proven');
    expect(back(two.slice(0, 1), [...left(), ...kept])).toBe('impossible');
  });

  test('may have it made of another one, where nothing says so', () => {
    expect(back(two, left())).toBe('unknown');
    expect(back(two, [...left({ ...SET_HALF_WAY, currentRevision: 'two' }), ...kept])).toBe('unknown');
    const alike = [...kept, keptRevision('StatefulSet/db', 3, 'three', templates[0])];
    expect(back(two, [...left(), ...alike])).toBe('unknown');
  });
});

describe('fails when', () => {
  test('a ReplicaSet has fewer pods than it is to have: the others may come', () => {
    const live = [...two, ...halfWay(2, typo)].map((each) => {
      const { kind, metadata, spec } = each as { kind: string; metadata: { name: string }; spec: object };
      return kind === 'ReplicaSet' && metadata.name === 'web-2' ? { ...each, spec: { ...spec, replicas: 2 } } : each;
    });
    expect(plansOnLive(live, asked('3', 1, 2)).change[0].verdict).toBe('unknown');
  });

  test('a quota may refuse pods', () => {
    const quota = {
      apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' },
      spec: { hard: { pods: '9' } },
    };
    const live = [...two, ...halfWay(2, typo), quota];
    expect(plansOnLive(live, asked('3', 1, 2), quota).change[0].verdict).toBe('unknown');
  });

  test('old pods have another priority', () => {
    const live = [...two, ...halfWay(2, typo)].map((each) => (each as { kind: string }).kind !== 'Pod' ? each
      : { ...each, spec: { ...(each as { spec: object }).spec, priority: 5 } });
    expect(plansOnLive(live, asked('3', 1, 2)).change[0].verdict).toBe('unknown');
  });

  test('a new pod that stands was started and is not ready', () => {
    const broken = halfWay(2, [typo[0], { tag: '2', cpu: 1, nodes: ['n1'], available: 0 }]).map((each) => {
      const { metadata: { name }, status } = each as { metadata: { name: string }; status: object };
      const state = { waiting: { reason: 'CrashLoopBackOff' } };
      const failing = [{ name: 'a', ready: false, restartCount: 3, state }];
      return name === 'web-2-0' ? { ...each, status: { ...status, containerStatuses: failing } } : each;
    });
    expect(plansOnLive([...two, ...broken], asked('2', 1, 2)).change[0].verdict).toBe('unknown');
    expect(plansOnLive([...two, ...broken], asked('3', 0.5, 2)).change[0].verdict).toBe('proven');
  });
});
