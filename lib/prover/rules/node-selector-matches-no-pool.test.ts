import { Cluster, NodePool, NodePoolOptions, Taint } from '../../cluster';
import { container, deployment, gpuNodes, gpus, Json, judge, only } from '../../../test/support/rules';

const cpuPool = (name: string, nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new NodePool({ name, nodes, allocatable: { cpu: '8', memory: '32Gi' }, ...extra });
const cpuNodes = (nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new Cluster({ pools: [cpuPool('cpu', nodes, extra)] });

describe('node-selector-matches-no-pool', () => {
  const id = 'node-selector-matches-no-pool';
  const onDisk = (disk: string) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: [disk] }] }],
        },
      },
    },
  });
  const taints = [{ key: 'team', value: 'ml', effect: 'NoSchedule' as const }];
  const ssd = { nodeSelector: { disk: 'ssd' } };
  test.each<[string, Json, Partial<NodePoolOptions>, string, string]>([
    ['a node name', { nodeName: 'gone', ...ssd }, {}, 'nodeName', "spec.nodeName asks for node 'gone'"],
    ['node affinity', onDisk('ssd'), {}, 'affinity/nodeAffinity', 'required node affinity does not match'],
    ['a node selector', ssd, {}, 'nodeSelector', 'nodeSelector disk=ssd does not match, the pool has disk=hdd'],
    [
      'a node selector and affinity', { ...ssd, ...onDisk('ssd') }, {}, 'nodeSelector',
      'nodeSelector disk=ssd does not match, the pool has disk=hdd',
    ],
    ['a taint', {}, { taints }, 'tolerations', 'taint team=ml:NoSchedule is not tolerated'],
    [
      'a taint of the nodes it selects', ssd, { taints, labels: { disk: 'ssd' } }, 'tolerations',
      'taint team=ml:NoSchedule is not tolerated',
    ],
  ])('fails for %s that no node meets, and says why', (_, pod, options, field, reason) => {
    expect(judge(id, [deployment(pod)], { cluster: cpuNodes(2, { labels: { disk: 'hdd' }, ...options }) })).toEqual([{
      pointer: `/spec/template/spec/${field}`, message: 'no node of the cluster admits its pods',
      witness: [`pool cpu: ${reason}`],
    }]);
  });
  test('complies when one pool of several admits the pods', () => {
    const pools = [cpuPool('slow', 1, { labels: { disk: 'hdd' } }), cpuPool('fast', 1, { labels: { disk: 'ssd' } })];
    expect(judge(id, [deployment(ssd)], { cluster: new Cluster({ pools }) })).toBe('compliant');
  });
  test('does not apply to a workload without pods', () => {
    expect(judge(id, [deployment(ssd, { replicas: 0 })], { cluster: cpuNodes(1) })).toBe('not applicable');
  });
  test('fails for labels no pool has', () => {
    const check = (pod: object) => judge(id, [deployment(pod)], { cluster: gpuNodes(2) });
    expect(only(check({ nodeSelector: { tier: 'cpu' } }))).toMatchObject({
      pointer: '/spec/template/spec/nodeSelector',
      witness: [expect.stringContaining('tier=cpu')],
    });
    expect(check({ nodeSelector: { tier: 'gpu' } })).toBe('compliant');
    expect(judge(id, [deployment()])).toBe('not applicable');
  });
  test('fails for a DaemonSet that no node admits, whose pods nobody ever asks for', () => {
    const daemon = (pod: object) => ({ ...deployment(pod), kind: 'DaemonSet' });
    expect(only(judge(id, [daemon({ nodeSelector: { tier: 'cpu' } })], { cluster: gpuNodes(2) })).pointer).toBe(
      '/spec/template/spec/nodeSelector',
    );
    expect(judge(id, [daemon({ nodeSelector: { tier: 'gpu' } })], { cluster: gpuNodes(2) })).toBe('compliant');
  });
  test('warns where only the taint of an extended resource keeps the pods off, which the API server may tolerate for them', () => {
    const gpu = new NodePool({
      name: 'gpu', nodes: 1, taints: [Taint.noSchedule('nvidia.com/gpu')],
      allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': '1' } },
    });
    expect(
      only(judge(id, [deployment({ containers: [container(gpus(1))] })], { cluster: new Cluster({ pools: [gpu] }) })),
    ).toMatchObject({
      severity: 'warning', pointer: '/spec/template/spec/tolerations',
      message: expect.stringContaining('nvidia.com/gpu:NoSchedule'),
    });
  });
});
