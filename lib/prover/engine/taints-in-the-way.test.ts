import { load, noSurge, pool, workload } from '../../../test/support/rollout';
import { Cluster, NodePool, Taint } from '../../cluster';
import { Capacity } from '../placement';
import { taintsInTheWay } from './taints-in-the-way';

const taint = (key: string, effect = 'NoSchedule', value?: string) => ({ key, value, effect }) as Taint;
const tainted = (name: string, taints: Taint[], more: object = {}) => pool(name, 1, {}, { taints, ...more });
const told = (pools: NodePool[], requests: object = { cpu: 1 }, pod: object = {}) => {
  const model = load(workload('Deployment', 'web', requests, noSurge(1), pod));
  return taintsInTheWay(model.workloads[0], new Capacity(model, new Cluster({ pools })));
};

test('the taint is named that keeps pods off nodes which could hold them', () => {
  expect(told([tainted('a', [taint('team', 'NoSchedule', 'ml')])])).toEqual({
    pointer: '/spec/template/spec/tolerations',
    message: 'only the taint team=ml:NoSchedule keeps its pods off pool a, whose nodes could hold them; ' +
      'write tolerations: [{key: team, operator: Exists, effect: NoSchedule}]',
    remediation:
      'Tolerate the taint where these pods belong on those nodes, or add a pool without it; lower requests do not help.',
    witness: undefined, severity: undefined,
  });
});

test('all taints of a node are named, without those that repel nothing or are tolerated', () => {
  const taints = [taint('a'), taint('b', 'NoExecute'), taint('c', 'PreferNoSchedule'), taint('d')];
  const { message } = told([tainted('a', taints)], { cpu: 1 }, { tolerations: [{ key: 'd', operator: 'Exists' }] })!;
  expect(message).toMatch(/^only the taint a\S*:NoSchedule and b\S*:NoExecute keeps its pods off/);
  expect(message).toContain(
    '[{key: a, operator: Exists, effect: NoSchedule}, {key: b, operator: Exists, effect: NoExecute}]');
});

test('nothing is said where something else is in the way, or nothing is', () => {
  expect(told([tainted('a', [taint('a')])], { cpu: 99 })).toBeUndefined();
  expect(told([tainted('a', [taint('a')])], { cpu: 1 }, { nodeSelector: { tier: 'gpu' } })).toBeUndefined();
  expect(told([tainted('a', [taint('a')])], { cpu: 1 }, { nodeName: 'a-1' })).toBeUndefined();
  expect(told([pool('a', 1)])).toBeUndefined();
});

test('one that the API server may tolerate for a device is a warning, and goes before others', () => {
  const device = taint('nvidia.com/gpu', 'NoSchedule', 'present');
  const asks = { 'nvidia.com/gpu': 1 };
  expect(told([tainted('a', [taint('team')]), tainted('b', [device])], asks)).toMatchObject({
    severity: 'warning', message: expect.stringContaining('off pool b'),
    witness: ['the API server adds the toleration where the admission plugin ExtendedResourceToleration is switched ' +
      'on, as on GKE and EKS'],
  });
  expect(told([tainted('b', [device, taint('team')])], asks)?.severity).toBeUndefined();
  expect(told([tainted('b', [device])], { cpu: 1 })?.severity).toBeUndefined();
});
