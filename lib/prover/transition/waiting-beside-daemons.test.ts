import { liveNode, livePod, plansOnLive } from '../../../test/support/live-plan';

const made = (kind: string, app: string, cpu: string, image: string, spec: object, inPod: object = {}) => ({
  apiVersion: 'apps/v1', kind, metadata: { name: app, namespace: 'default' },
  spec: {
    selector: { matchLabels: { app } }, ...spec,
    template: {
      metadata: { labels: { app } },
      spec: { containers: [{ name: 'a', image, resources: { requests: { cpu } } }], ...inPod },
    },
  },
});
const inPlace = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
const pod = (name: string, owner: string, node: string, cpu: number) =>
  livePod(name, owner, node, cpu, { labels: { app: owner.split('/')[1] } });

const agent = (image: string) =>
  made('DaemonSet', 'agent', '1', image, {}, { nodeSelector: { 'kubernetes.io/hostname': 'n1' } });
const web = (image = 'a:1', cpu = '1') => made('Deployment', 'web', cpu, image, { replicas: 2, ...inPlace });
const big = made('Deployment', 'big', '2', 'a:1', { replicas: 1, ...inPlace });
const bigOnN2 = made('Deployment', 'big', '2', 'a:1', { replicas: 1, ...inPlace }, {
  nodeSelector: { 'kubernetes.io/hostname': 'n2' },
});

/** n1 of three cores has the agent and a pod of web, n2 of two cores the other: all would fit were web on n1 alone. */
const plansWith = (waits: object, bigOn: string, ...asked: object[]) => plansOnLive(
  [
    liveNode('n1', {}, 'True', { cpu: '3' }), liveNode('n2', {}, 'True', { cpu: '2' }),
    liveNode('n3', {}, 'True', { cpu: bigOn === 'n3' ? '2' : '1' }), web(), agent('a:1'), waits,
    pod('web-1', 'Deployment/web', 'n1', 1), pod('web-2', 'Deployment/web', 'n2', 1),
    pod('agent-1', 'DaemonSet/agent', 'n1', 1), pod('big-1', 'Deployment/big', bigOn, 2),
  ],
  ...asked,
);

const plans = (bigOn: string, ...asked: object[]) => plansWith(big, bigOn, ...asked);

describe('a pod that waits may take the room that a stopped pod of a DaemonSet leaves', () => {
  test('so no update of the DaemonSet is proven, alone or together', () => {
    const { change, restart } = plans('', agent('a:2'), web(), big);
    expect([change[0], restart[0]].map(({ alone, together }) => [alone.verdict, together.verdict]))
      .toEqual([['possible', 'possible'], ['possible', 'possible']]);
  });

  test('what others that change do to it alone is not known', () => {
    expect(plans('', agent('a:2'), web('a:2'), big).change[0].alone).toMatchObject({
      verdict: 'unknown', witness: ['pods of Deployment/big wait for a node, and may take the room that is freed'],
    });
  });

  test('where none waits it is', () => {
    expect(plans('n3', agent('a:2'), web(), big).change[0]).toMatchObject({
      alone: { verdict: 'proven' }, together: { verdict: 'proven' },
    });
  });

  test('one that may not come to its nodes takes nothing there', () => {
    expect(plansWith(bigOnN2, '', agent('a:2'), web('a:2', '3'), bigOnN2).change[0].alone.verdict).toBe('proven');
  });
});

test('that a higher priority may evict the old pod of a DaemonSet makes no room for a second one beside it', () => {
  const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 };
  const surging = (image: string) => made('DaemonSet', 'agent', '1', image,
    { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
  const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
  ] } } };
  const three = made('Deployment', 'web', '1', 'a:1', { replicas: 3, ...inPlace }, apart);
  const db = made('Deployment', 'db', '2', 'a:1', { replicas: 1, ...inPlace }, { priorityClassName: 'high' });
  const pods = [
    pod('agent-1', 'DaemonSet/agent', 'n1', 1), pod('agent-2', 'DaemonSet/agent', 'n2', 1),
    ...['n1', 'n2', ''].map((node, at) => pod(`web-${at}`, 'Deployment/web', node, 1)),
    pod('db-1', 'Deployment/db', 'n2', 2),
  ];
  const others = [three, db, high];
  const { change } = plansOnLive([liveNode('n1'), liveNode('n2'), surging('a:1'), ...others, ...pods],
    surging('a:2'), ...others);
  expect(change[0].alone.verdict).toBe('unknown');
});
