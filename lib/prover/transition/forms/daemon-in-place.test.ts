import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const rolling = (maxUnavailable: number, maxSurge = 0) =>
  ({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } });
const daemon = (tag: string, cpu: number, updateStrategy: object = rolling(1), pod: object = {}) => ({
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'web', namespace: 'default', generation: 2 },
  spec: {
    selector: { matchLabels: { app: 'web' } }, updateStrategy,
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: String(cpu) } } }], ...pod },
    },
  },
});
const pod = (tag: string, cpu: number, node: string, isPlaced = true, more: object = {}) => {
  const made = livePod(`web-${tag}-${node}`, 'DaemonSet/web', isPlaced ? node : '', cpu, {
    labels: { 'app': 'web', 'controller-revision-hash': tag },
  });
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } };
  return {
    ...made, spec: { ...made.spec, affinity: { nodeAffinity } },
    status: {
      phase: isPlaced ? 'Running' : 'Pending',
      conditions: [{ type: 'Ready', status: isPlaced ? 'True' : 'False' }], ...more,
    },
  };
};
const status = {
  observedGeneration: 2, desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 1,
  numberAvailable: 1,
};
const nodes = [liveNode('n1'), liveNode('n2', {}, 'True', { cpu: '2' })];
/** The new pod of three cores came to the first node, and waits for the second one, which has two. */
const stuck = [...nodes, { ...daemon('2', 3), status }, pod('1', 1, 'n1'), pod('2', 3, 'n2', false)];
/** The same beside the old pods, which stay. */
const surging = [...nodes, { ...daemon('2', 3, rolling(0, 1)), status }, pod('1', 1, 'n1'), pod('1', 1, 'n2'),
  pod('2', 3, 'n2', false)];
const verdict = (live: object[], asked: object, ...others: object[]) =>
  plansOnLive(live, asked, ...others).change.map((plan) => [plan.verdict, plan.witness[0]])[0];
const AS_IT_STANDS = 'there is room beside all other pods, where they stand now';
const short = (node: string) => ['impossible',
  `the pod of DaemonSet/web does not fit on node ${node} beside what stands there: not enough cpu`];

// Each verdict but unknown is that of a real control plane.
describe('a DaemonSet that is stuck on one node', () => {
  test.each([stuck, surging])('finishes back in its former size', (...live) =>
    expect(verdict(live, daemon('1', 1))).toEqual(['proven', AS_IT_STANDS]));

  test('finishes smaller, and on no more nodes than have room', () => {
    const small = daemon('3', 3, rolling(1), { nodeSelector: { 'kubernetes.io/hostname': 'n1' } });
    expect([daemon('3', 2), small].map((asked) => verdict(stuck, asked)[0])).toEqual(['proven', 'proven']);
  });

  test('is stuck there with all at once, in another image, or where only others were replaced', () => {
    expect(verdict(stuck, daemon('2', 3, rolling(2)))).toEqual(short('n2'));
    expect(verdict(stuck, daemon('3', 3))).toEqual(short('n2'));
    const others = [...nodes, { ...daemon('2', 3), status }, pod('2', 3, 'n1'), pod('2', 3, 'n2', false)];
    expect(verdict(others, daemon('2', 3))).toEqual(short('n2'));
  });

  test('with surge needs room beside its old pods, unless these are not ready', () => {
    expect(verdict(surging, daemon('3', 1.5, rolling(0, 1)))).toEqual(short('n2'));
    expect(verdict(surging, daemon('3', 0.5, rolling(0, 1)))[0]).toBe('proven');
    const conditions = [{ type: 'Ready', status: 'False' }];
    const starts = [...surging.slice(0, 4), pod('1', 1, 'n2', true, { phase: 'Pending', conditions })];
    expect(verdict(starts, daemon('3', 1.5, rolling(0, 1)))[0]).toBe('unknown');
  });
});

describe('fails when', () => {
  const other = (cpu: number, replicas = 1) => ({
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'other', namespace: 'default' },
    spec: {
      replicas, selector: { matchLabels: { app: 'other' } },
      template: {
        metadata: { labels: { app: 'other' } },
        spec: { containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu: String(cpu) } } }] },
      },
    },
  });
  const stands = livePod('other-1', 'ReplicaSet/other', 'n1', 2, { labels: { app: 'other' } });

  test('another pod waits, which may take what is freed', () => {
    expect(verdict([...stuck, other(2), stands], daemon('3', 1.5), other(2))[0]).toBe('proven');
    expect(verdict([...stuck, other(2, 2), stands], daemon('3', 1.5), other(2, 2))[0]).toBe('unknown');
  });

  test('a quota may refuse pods', () => {
    const quota = {
      apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' },
      spec: { hard: { pods: '9' } },
    };
    expect(verdict([...stuck, quota], daemon('3', 2), quota)[0]).toBe('unknown');
  });

  test('its pods have another priority', () => {
    const live = stuck.map((each) => (each as { kind: string }).kind !== 'Pod' ? each
      : { ...each, spec: { ...(each as { spec: object }).spec, priority: 5 } });
    expect(verdict(live, daemon('3', 2))[0]).not.toBe('proven');
  });
});
