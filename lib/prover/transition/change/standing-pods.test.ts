import { Cluster } from '../../../cluster';
import { load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { planTransition } from '..';

// Each verdict is that of a real control plane.
const range = (cpu: string) => ({
  apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' },
  spec: { limits: [{ type: 'Container', defaultRequest: { cpu } }] },
});
const runtime = (cpu: string) => ({
  apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata' }, handler: 'kata',
  overhead: { podFixed: { cpu } },
});
const quota = {
  apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard: { 'requests.cpu': '4' } },
};
const bare = (kind = 'Deployment', spec: object = noSurge(1), pod: object = {}) =>
  workload(kind, 'bare', {}, spec, pod);
const other = (cpu: number) => workload('Deployment', 'other', { cpu }, noSurge(1));

const plan = (from: object[], to: object[], cpu = '4', prune = true) => planTransition(
  load(...to), { model: load(...from), name: 'before', prune }, new Cluster({ pools: [pool('cpu', 1, { cpu })] }),
).workloads.map(({ verdict }) => verdict).join(' ');

describe('pods that run keep what was filled in when they were made', () => {
  test.each<[string, object]>([
    ['of a Deployment', bare()], ['of a DaemonSet', bare('DaemonSet', {})],
  ])('%s', (_, pods) => {
    expect(plan([range('1'), pods], [range('3'), pods, other(3)])).toBe('proven proven');
    expect(plan([range('3'), pods], [range('1'), pods, other(3)])).toBe('proven impossible');
  });

  test('the overhead of a RuntimeClass', () => {
    const kata = workload('Deployment', 'kata', { cpu: 1 }, noSurge(1), { runtimeClassName: 'kata' });
    expect(plan([runtime('1'), kata], [runtime('3'), kata, other(2)])).toBe('proven proven');
    expect(plan([runtime('2'), kata], [runtime('1'), kata, other(2)])).toBe('proven impossible');
  });

  test('what a quota counts of them', () => {
    const change = (before: string, after: string) =>
      plan([range(before), quota, bare()], [range(after), quota, bare(), other(2)], '8');
    expect([change('3', '1'), change('1', '3')]).toEqual(['proven impossible', 'proven proven']);
  });

  test('of objects that are no longer among the manifests and stay, and of those that an update leaves alone', () => {
    const left = (before: string, after: string) => plan([range(before), bare()], [range(after), other(3)], '4', false);
    expect([left('3', '1'), left('1', '3')]).toEqual(['impossible', 'proven']);
    const byHand = (tag: string) => bare('StatefulSet', { updateStrategy: { type: 'OnDelete' } }, {
      containers: [{ name: 'main', image: `main:${tag}` }],
    });
    expect(plan([range('3'), byHand('1')], [range('1'), byHand('2'), other(3)])).toBe('possible impossible');
  });

  test('further ones and new ones have what is filled in now', () => {
    const grown = bare('Deployment', noSurge(2));
    expect(plan([range('1'), bare()], [range('4'), grown])).toBe('impossible');
    expect(plan([range('3'), bare()], [range('1'), grown])).toBe('proven');
  });
});
