import { Cluster, NodePool, NodePoolOptions } from '../../cluster';
import { deployment, gpuNodes, Json, judge, only } from '../../../test/support/rules';

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
});
const keepApart = (matchLabelKeys?: string[]) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys },
      ],
    },
  },
});
const cpuPool = (name: string, nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new NodePool({ name, nodes, allocatable: { cpu: '8', memory: '32Gi' }, ...extra });
const cpuNodes = (nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new Cluster({ pools: [cpuPool('cpu', nodes, extra)] });
const elsewhere = { schedulerName: 'custom' };
const HOSTNAME = 'kubernetes.io/hostname';
const app = (name: string) => ({ labelSelector: { matchLabels: { app: name } } });

describe('surge-with-required-anti-affinity', () => {
  const id = 'surge-with-required-anti-affinity';
  test('fails when old and new pods must keep apart and none may be missing', () => {
    expect(only(judge(id, [deployment(keepApart(), { replicas: 2 })])).message).toContain(
      '3 different kubernetes.io/hostname for 2 replicas',
    );
  });
  test('complies within a revision, without surge, or when a pod may be missing', () => {
    expect(judge(id, [deployment(keepApart(['pod-template-hash']))])).toBe('compliant');
    expect(judge(id, [deployment(keepApart(), rolling(0, 1))])).toBe('compliant');
    expect(judge(id, [deployment(keepApart(), { replicas: 4 })])).toBe('compliant');
  });
  test('does not apply without anti-affinity, nor where the nodes decide', () => {
    expect(judge(id, [deployment()])).toBe('not applicable');
    expect(judge(id, [deployment(keepApart(), { replicas: 2 })], { cluster: gpuNodes(3) })).toBe('not applicable');
    expect(
      judge('update-cannot-finish', [deployment(keepApart(), { replicas: 2 })], { cluster: gpuNodes(2) }),
    ).toHaveLength(1);
  });
});

describe('surge-with-required-anti-affinity', () => {
  const keepApart = (...terms: Json[]) => ({
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: terms.map((term) => ({ topologyKey: HOSTNAME, ...term })),
      },
    },
  });
  const id = 'surge-with-required-anti-affinity';
  const pointer = '/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution';
  test('points to the term that counts old pods, and counts the nodes', () =>
    expect(judge(id, [deployment(keepApart(app('db'), app('web')), { replicas: 2 })])).toEqual([{
      pointer: `${pointer}/1`,
      message: `the update needs 3 different ${HOSTNAME} for 2 replicas: old pods count and none may be missing`,
    }]));
  test.each<[string, Json]>([
    ['other pods only', app('db')],
    ['no pod, for want of a selector', {}],
    ['pods of another namespace', { ...app('web'), namespaces: ['other'] }],
  ])('complies when it keeps away from %s', (_, term) =>
    expect(judge(id, [deployment(keepApart(term))])).toBe('compliant'),
  );
  test('does not apply without replicas', () =>
    expect(judge(id, [deployment(keepApart(app('web')), { replicas: 0 })])).toBe('not applicable'));
});

test('rules that judge by the manifest still apply where the prover finds no answer', () => {
  const apart = [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }];
  const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: apart } } };
  const id = 'surge-with-required-anti-affinity';
  expect(judge(id, [deployment(pod, { replicas: 2 })], { cluster: cpuNodes(3) })).toBe('not applicable');
  expect(judge(id, [deployment({ ...pod, ...elsewhere }, { replicas: 2 })], { cluster: cpuNodes(3) })).toEqual([{
    pointer: '/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0',
    message:
      'the update needs 3 different kubernetes.io/hostname for 2 replicas: old pods count and none may be missing',
  }]);
});
