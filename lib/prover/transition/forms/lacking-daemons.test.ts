import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';

const object = (kind: string, app: string, cpu: number, tag: string, spec: object = {}) => ({
  apiVersion: 'apps/v1', kind, metadata: { name: app, namespace: 'default' },
  spec: {
    selector: { matchLabels: { app } },
    template: {
      metadata: { labels: { app } },
      spec: { containers: [{ name: 'a', image: `a:${tag}`, resources: { requests: { cpu: String(cpu) } } }] },
    },
    ...spec,
  },
});
const pod = (name: string, owner: string, node: string, cpu: number) => ({
  ...livePod(name, owner, node, cpu, { labels: { app: owner.split('/')[1] } }),
  status: node === '' ? { phase: 'Pending' } : { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
});

/** Two nodes of four cores, on which a DaemonSet wants two, and has none where others stand in its way. */
const web = (cpu: number, others: number, agents: string[]) => {
  const live = [
    liveNode('n1'), liveNode('n2'), object('DaemonSet', 'agent', 2, '1'), object('Deployment', 'big', others, '1'),
    object('Deployment', 'web', cpu, '1', { replicas: 1 }),
    ...agents.map((node, index) => pod(`agent-${index}`, 'DaemonSet/agent', node, 2)),
    pod('big-1', 'Deployment/big', 'n1', others), pod('web-1', 'Deployment/web', '', cpu),
  ];
  const asked = object('Deployment', 'web', cpu, '2', { replicas: 1 });
  const { verdict, witness } = plansOnLive(
    live, asked, object('DaemonSet', 'agent', 2, '1'), object('Deployment', 'big', others, '1')).change[0];
  return [verdict, ...witness];
};

test('what larger pods hold that stand where those of a DaemonSet wait is not counted', () => {
  expect(web(1, 3, ['', ''])).toEqual([
    'unknown', '1 of 1 pod has no node yet',
    'pods of DaemonSet/agent wait, and larger pods of others may stand in their room',
  ]);
});

test('where all of them run, or others are no larger, it is', () => {
  expect(web(1, 1, ['n1', 'n2'])[0]).toBe('proven');
  expect(web(1, 1, ['', 'n2'])).not.toContain(
    'pods of DaemonSet/agent wait, and larger pods of others may stand in their room');
});
