import { Cluster } from '../../../cluster';
import { Model } from '../../../manifests';
import { load, pool, surge, workload } from '../../../../test/support/rollout';
import { claim, mounting } from '../../../../test/support/scene';
import { Timeline, TimelinePod } from '../../updates';
import { planTransition } from '../plan-transition';

const GPU = 'nvidia.com/gpu';
const change = (old: Model, asked: Model, ...pools: Parameters<typeof pool>[]): Timeline | undefined =>
  planTransition(asked, { model: old, name: 'old', prune: false },
    new Cluster({ pools: pools.map((args) => pool(...args)) })).changeTimeline;
const llm = (requests: object, spec: object, grace: number) =>
  workload('Deployment', 'llm', requests, spec, { terminationGracePeriodSeconds: grace });
const text = ({ workload: name, revision, phase, node, units }: TimelinePod) =>
  `${name} ${revision} ${phase === 'Pending' ? 'waits' : node} ${units}`;
const shown = (timeline: Timeline | undefined) =>
  timeline?.steps.map(({ title, pods }) => [title, ...pods.map(text)]);

test('what waits for ever has a step of its own at the end, beside those that stand', () => {
  const timeline = change(load(llm({ [GPU]: 1 }, surge(1), 1)), load(llm({ [GPU]: 1 }, surge(1), 2)), ['gpu', 1]);
  expect(timeline).toMatchObject({ resource: GPU, blocked: true });
  expect(shown(timeline)).toEqual([
    ['before the change', 'Deployment/llm old gpu-1 1'],
    ['nothing moves any more', 'Deployment/llm old gpu-1 1', 'Deployment/llm new waits 1'],
  ]);
});

test('a new pod that waits for the volume of another node is starting there', () => {
  const web = (grace: number) => load(
    workload('Deployment', 'web', { cpu: 5 }, surge(1), { ...mounting('a'), terminationGracePeriodSeconds: grace }),
    ...claim('a'));
  const timeline = change(web(1), web(2), ['cpu', 2]);
  const { title, pods } = timeline!.steps.at(-1)!;
  expect(title).toBe('a new pod of Deployment/web comes to cpu-2 and waits there for the volume');
  expect(pods.map(({ phase }) => phase)).toEqual(['Running', 'Starting']);
});

test('the resource is the one for which a new pod waits, not one that is free', () => {
  const requests = { cpu: 5, [GPU]: 1 };
  const timeline = change(load(llm(requests, surge(1), 1)), load(llm(requests, surge(1), 2)),
    ['gpu', 1, { extendedResources: { [GPU]: '4' } }]);
  expect(timeline).toMatchObject({ resource: 'cpu', nodes: [{ node: 'gpu-1', units: 8000 }] });
  expect(shown(timeline)?.at(-1)).toEqual([
    'nothing moves any more', 'Deployment/llm old gpu-1 5000', 'Deployment/llm new waits 5000',
  ]);
});

test('of many steps the first are shown, and the last', () => {
  const timeline = change(load(llm({ cpu: 1 }, surge(9), 1)), load(llm({ cpu: 1 }, surge(9), 2)), ['cpu', 2]);
  expect(timeline?.blocked).toBe(false);
  const titles = timeline!.steps.map(({ title }) => title);
  expect(titles).toHaveLength(15);
  expect(titles.at(-1)).toBe('5 steps later');
  expect(timeline!.steps.at(-1)!.pods.map(({ revision }) => revision)).toEqual(Array(9).fill('new'));
});

test('no way that finishes is shown of a change that a quota or the API server keeps from finishing', () => {
  const quota = (pods: number) => ({
    apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { pods: String(pods) } },
  });
  const withQuota = (pods: number, grace: number) => load(llm({ [GPU]: 1 }, surge(1), grace), quota(pods));
  expect(change(withQuota(1, 1), withQuota(1, 2), ['gpu', 2])).toBeUndefined();
  expect(change(withQuota(2, 1), withQuota(2, 2), ['gpu', 2])?.blocked).toBe(false);
  const none = { replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } };
  expect(change(load(llm({ [GPU]: 1 }, surge(1), 1)), load(llm({ [GPU]: 1 }, none, 2)), ['gpu', 2])).toBeUndefined();
});

test('no more nodes are drawn than a person reads', () => {
  const nine = (grace: number) => load(llm({ [GPU]: 1 }, surge(9), grace));
  expect(change(nine(1), nine(2), ['gpu', 9])).toBeUndefined();
});
