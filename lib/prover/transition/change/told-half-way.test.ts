import { asked, halfWay, Revision, SURGE } from '../../../../test/support/half-way-deployment';
import { keptRevision } from '../../../../test/support/kept-revision';
import {
  liveNode, livePod, liveSet, plansOnLive, podOfSet, SET_HALF_WAY,
} from '../../../../test/support/live-plan';

type Json = any;

const two = [liveNode('n1'), liveNode('n2')];
const waits: Revision[] = [{ tag: '1', cpu: 3, nodes: ['n1', 'n2'] }, { tag: '2', cpu: 3, nodes: [''] }];
const NO_REASONS = { reasons: [], since: undefined };
const ready = (count: number) => ({ state: 'ready', count, ...NO_REASONS });
const waiting = (count: number) => ({ state: 'waiting', count, ...NO_REASONS });
const told = (live: object[], ...wanted: object[]) =>
  plansOnLive([...two, ...live], ...wanted).change[0].change!.halfWay;
const isNewest = ({ metadata }: Json) => metadata.name === 'web-2';
/** The objects of a snapshot with what differs in some. */
const with_ = (live: object[], isMeant: (object: Json) => boolean, change: (object: Json) => object) =>
  live.map((each) => (isMeant(each) ? change(each) : each));

test('pods of the old template and of the new one are counted by what they do', () =>
  expect(told(halfWay(2, waits), asked('2', 3, 2))).toEqual({ old: [ready(2)], new: [waiting(1)], asked: 'new' }));

test('nothing is told where a pod bears no revision: which template it is of is not known', () => {
  const live = with_(halfWay(2, waits), ({ kind, metadata }) => kind === 'Pod' && metadata.name === 'web-1-0', (pod) =>
    ({ ...pod, metadata: { ...pod.metadata, labels: { app: 'web' } } }));
  expect(told(live, asked('2', 3, 2))).toBeUndefined();
});

test('why pods wait and since when is what scheduler and API server have written', () => {
  const message = '0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 2 Insufficient cpu.';
  const live = with_(halfWay(2, waits), ({ kind, spec }) => kind === 'Pod' && spec.nodeName === '', (pod) => ({
    ...pod, metadata: { ...pod.metadata, creationTimestamp: '2026-11-28T15:45:43Z' },
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', message }] },
  }));
  expect(told(live, asked('2', 3, 2))!.new).toEqual([
    { state: 'waiting', count: 1, reasons: ['cpu', 'nvidia.com/gpu'], since: '2026-11-28T15:45:43Z' },
  ]);
});

test('a pod that fails is told with what the kubelet says, and one that goes as that', () => {
  const failing = { name: 'a', ready: false, restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } };
  const live = with_(
    halfWay(2, [waits[0], { tag: '2', cpu: 1, nodes: ['n1'], available: 0 }]), ({ kind }) => kind === 'Pod', (pod) =>
      pod.metadata.name === 'web-1-0'
        ? { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-11-28T15:45:43Z' } }
        : pod.metadata.name !== 'web-2-0' ? pod
          : { ...pod, status: { ...pod.status, phase: 'Running', containerStatuses: [failing] } });
  expect(told(live, asked('2', 1, 2))).toMatchObject({
    old: [{ state: 'ready', count: 1 }, { state: 'leaving', count: 1 }],
    new: [{ state: 'failing', count: 1, reasons: ['CrashLoopBackOff'] }],
  });
});

test('a pod that its ReplicaSet has yet to make is told with the reason that it gives', () => {
  const refused = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' };
  const live = with_(halfWay(2, [waits[0], { tag: '2', cpu: 1, nodes: [] }]), isNewest, (set) =>
    ({ ...set, spec: { ...set.spec, replicas: 1 }, status: { conditions: [refused] } }));
  const unfinished = with_(live, ({ kind }) => kind === 'Deployment', (web) =>
    ({ ...web, status: { ...web.status, conditions: [{ type: 'Progressing', reason: 'ReplicaSetUpdated' }] } }));
  expect(told(unfinished, asked('2', 1, 2))).toMatchObject({
    old: [{ count: 2 }], new: [{ state: 'missing', count: 1, reasons: ['FailedCreate'] }],
  });
});

test.each([
  ['old', asked('1', 3, 2)], ['another', asked('3', 3, 2)], ['new', asked('2', 3, 2)],
])('which of them is asked for is told: %s', (which, wanted) =>
  expect(told(halfWay(2, waits), wanted)!.asked).toBe(which));

test('a Recreate that waits has no old pod left, and is unfinished as its controller says', () => {
  const recreated = (reason: string) => with_(
    halfWay(2, [{ tag: '1', cpu: 3, nodes: [] }, { tag: '2', cpu: 9, nodes: ['', ''] }]),
    ({ kind }) => kind === 'Deployment',
    (web) => ({ ...web, status: { ...web.status, conditions: [{ type: 'Progressing', reason }] } }));
  expect(told(recreated('ProgressDeadlineExceeded'), asked('2', 9, 2))).toEqual({
    old: [], new: [waiting(2)], asked: 'new',
  });
  expect(told(recreated('NewReplicaSetAvailable'), asked('2', 9, 2))).toBeUndefined();
});

describe('a StatefulSet', () => {
  const set = (status: object = SET_HALF_WAY, spec: object = {}) => ({ ...liveSet(1, spec), status });
  const pods = [podOfSet(0, 'n1', 1, 'one'), podOfSet(1, '', 1, 'two')];

  test('is told by its revisions', () =>
    expect(told([set(), ...pods], liveSet(1))).toEqual({ old: [ready(1)], new: [waiting(1)], asked: 'new' }));

  test('whose former template is asked for is told by the revisions that its controller keeps', () => {
    const template = (cpu: number) => (liveSet(cpu).spec as Json).template;
    const kept = [1, 2].map((cpu, index) =>
      keptRevision('StatefulSet/db', index + 1, ['one', 'two'][index], template(cpu)));
    const live = [{ ...liveSet(2), status: SET_HALF_WAY }, ...pods];
    expect([told([...live, ...kept], liveSet(1)), told([...live, ...kept], liveSet(3)), told(live, liveSet(1))]
      .map((each) => each!.asked)).toEqual(['old', 'another', 'not new']);
  });

  test('that keeps old pods on purpose is not half way', () => {
    const kept = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } };
    expect(told([set(SET_HALF_WAY, kept), ...pods], liveSet(1, kept))).toBeUndefined();
  });

  test('of which nothing says which revision is the newest is not told', () =>
    expect(told([set({ ...SET_HALF_WAY, observedGeneration: 1 }), ...pods], liveSet(1))).toBeUndefined());
});

describe('a DaemonSet', () => {
  const labels = (hash: string) => ({ 'app': 'web', 'controller-revision-hash': hash });
  const { spec: { replicas: _, ...spec } } = asked('2', 1, 2);
  const daemon = {
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'default', generation: 2 },
    spec: { ...spec, strategy: undefined },
  };
  const live = { ...daemon, status: { observedGeneration: 2, desiredNumberScheduled: 2 } };
  const revision = (number: number, hash: string) => keptRevision('DaemonSet/agent', number, hash, spec.template);
  const pods = [
    livePod('agent-a', 'DaemonSet/agent', 'n1', 1, { labels: labels('one') }),
    livePod('agent-b', 'DaemonSet/agent', 'n2', 1, { labels: labels('two') }),
  ];

  test('is told by the revisions that its controller keeps', () => {
    const kept = [revision(2, 'two'), revision(1, 'one')];
    expect(told([live, ...kept, ...pods], daemon)).toMatchObject({ old: [{ count: 1 }], new: [{ count: 1 }] });
  });

  test('without them is not told', () => expect(told([live, ...pods], daemon)).toBeUndefined());
});

test.each<[string, object[]]>([
  ['all pods are of one template', halfWay(2, [waits[0]])],
  ['the controller has not seen the object', with_(halfWay(2, waits), ({ kind }) => kind === 'Deployment', (web) =>
    ({ ...web, metadata: { ...web.metadata, generation: 2 } }))],
  ['no ReplicaSet bears the number of the Deployment', with_(halfWay(2, waits), isNewest, (set) =>
    ({ ...set, metadata: { ...set.metadata, annotations: {} } }))],
  ['it has no pods', halfWay(2, [{ tag: '1', cpu: 3, nodes: [] }, { tag: '2', cpu: 3, nodes: [] }])],
])('nothing is told where %s', (_, live) => expect(told(live, asked('2', 3, 2))).toBeUndefined());

test('a paused Deployment is told as it stands', () => {
  const paused = halfWay(2, [waits[0], { tag: '2', cpu: 1, nodes: ['n1'] }], SURGE, { paused: true });
  expect(told(paused, asked('2', 1, 2, { paused: true }))).toMatchObject({ old: [{ count: 2 }], new: [{ count: 1 }] });
});
