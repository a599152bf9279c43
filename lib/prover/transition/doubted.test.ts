import { liveNode, livePod, plansOnLive } from '../../../test/support/live-plan';

const template = (app: string, image: string) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'a', image, resources: { requests: { cpu: '2' } } }] },
});
const object = (kind: string, app: string, image: string, spec: object, status: object) => ({
  apiVersion: 'apps/v1', kind, metadata: { name: app, namespace: 'default' }, status,
  spec: { selector: { matchLabels: { app } }, template: template(app, image), ...spec },
});
const web = (image: string) => object('Deployment', 'web', image, { replicas: 1 }, { replicas: 1, updatedReplicas: 1 });
const agent = object('DaemonSet', 'agent', 'a:1', {}, {
  desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2,
});
const pod = (name: string, owner: string, node: string) =>
  livePod(name, owner, node, 2, { labels: { app: owner.split('/')[1] } });
const small = (name: string) => liveNode(name, {}, 'True', { cpu: '3' });

/** A pod of two cores is updated with a surge; a DaemonSet wants as much on each of the two nodes of three. */
const updated = (...agentsOn: string[]) => plansOnLive(
  [small('n1'), small('n2'), web('a:1'), agent, pod('web-1', 'Deployment/web', 'n1'),
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
