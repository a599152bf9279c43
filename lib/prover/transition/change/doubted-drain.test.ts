import { liveNode, plansOnLive } from '../../../../test/support/live-plan';
import { budget, drainOnLive, made, standing } from '../../../../test/support/live-drains';

const NODES = [liveNode('n1'), liveNode('n2')];
const FRONT = { tier: 'front' };
const app = (name: string, cpu: number, replicas = 1) =>
  made('Deployment', name, cpu, { spec: { replicas }, labels: FRONT });
const pod = (name: string, node: string, cpu: number, isReady = true) =>
  standing(`${name}-1`, `Deployment/${name}`, node, cpu, { labels: FRONT, isReady });
const judged = (limits: object, ...other: [object, object]) => {
  const [asked, there] = other;
  const { verdict, witness } =
    drainOnLive([...NODES, pod('web', 'n1', 1), there], app('web', 1), asked, budget('front', FRONT, limits));
  return [verdict, ...witness];
};
const refused = (name: string) =>
  `PodDisruptionBudget/front: pods of ${name} are not ready, and it lets no other leave before they are`;

describe('a budget may wait for ever for pods that are not ready', () => {
  test('as they fail', () => {
    expect(judged({ maxUnavailable: 1 }, app('other', 1), pod('other', 'n2', 1, false)))
      .toEqual(['possible', refused('Deployment/other')]);
    expect(judged({ maxUnavailable: 1 }, app('other', 1), pod('other', 'n2', 1))).toEqual(['proven']);
    expect(judged({ maxUnavailable: 2 }, app('other', 1), pod('other', 'n2', 1, false))).toEqual(['proven']);
  });

  test('as they find no room', () => {
    expect(judged({ minAvailable: 1 }, app('other', 9), pod('other', '', 9, false)))
      .toEqual(['possible', refused('Deployment/other')]);
  });

  test('not among the manifests', () => {
    const { verdict, witness } = drainOnLive([...NODES, pod('web', 'n1', 1), pod('other', 'n2', 1, false)],
      app('web', 1), budget('front', FRONT, { maxUnavailable: 1 }));
    expect([verdict, ...witness]).toEqual(['possible', refused('Deployment/other')]);
  });

  test('not for those that wait for a node and are sure to find one', () => {
    expect(judged({ maxUnavailable: 1 }, app('other', 1), pod('other', '', 1, false))).toEqual(['proven']);
  });
});

describe('what a drain comes to is not known', () => {
  const drains = (live: object[], ...objects: object[]) => plansOnLive([...objects, ...live], ...objects).change
    .map(({ drain: { verdict, witness } }) => [verdict, ...witness]);

  test('where pods of a DaemonSet wait, in whose room others stand', () => {
    const agent = made('DaemonSet', 'agent', 2);
    const big = made('Deployment', 'big', 3, { spec: { replicas: 1 } });
    const live = [...NODES, pod('web', 'n1', 1), standing('big-1', 'Deployment/big', 'n2', 3),
      standing('agent-1', 'DaemonSet/agent', 'n1', 2), standing('agent-2', 'DaemonSet/agent', '', 2)];
    expect(drains(live, app('web', 1), big, agent)[0]).toEqual([
      'unknown', 'pods of DaemonSet/agent wait, and larger pods of others may stand in their room']);
  });

  test('not so of a pod that nobody makes again, and of what no node takes', () => {
    const agent = made('DaemonSet', 'agent', 2);
    const waits = standing('agent-2', 'DaemonSet/agent', '', 2);
    const bare = standing('one', undefined, 'n1', 1);
    expect(drains([...NODES, waits], bare, agent)[0][0]).toBe('impossible');
    expect(drains([...NODES, waits, pod('web', 'n1', 9)], app('web', 9), agent)[0][0]).toBe('impossible');
  });
});
