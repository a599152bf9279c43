import { Cluster, NodePool, NodePoolOptions } from '../../cluster';
import { budget, container, deployment, gpuNodes, gpus, Json, judge, only } from '../../../test/support/rules';

const cpuPool = (name: string, nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new NodePool({ name, nodes, allocatable: { cpu: '8', memory: '32Gi' }, ...extra });
const cpuNodes = (nodes: number, extra: Partial<NodePoolOptions> = {}) =>
  new Cluster({ pools: [cpuPool('cpu', nodes, extra)] });
const cores = (cpu: number) => ({ containers: [container({ resources: { requests: { cpu } } })] });
const named = (name: string, pod: Json, spec: Json = {}) => deployment(pod, spec, { name });
/** A pod that needs a whole node, and two small ones that may stand on one node or on two. */
const large = deployment(cores(8));
const small = named('small', cores(1), { replicas: 2 });
const elsewhere = { schedulerName: 'custom' };

describe('drain-has-nowhere-to-go', () => {
  const id = 'drain-has-nowhere-to-go';
  const nim = (replicas: number) => deployment({ containers: [container(gpus(1))] }, { replicas });
  test('fails when every GPU is taken', () =>
    expect(only(judge(id, [nim(2)], { cluster: gpuNodes(2) })).message).toMatch(/after a drain of one node/));
  test('complies with a GPU to spare', () => expect(judge(id, [nim(2)], { cluster: gpuNodes(3) })).toBe('compliant'));
  test('leaves it to the budget when no eviction is allowed', () =>
    expect(judge(id, [budget({ minAvailable: 2 }), nim(2)], { cluster: gpuNodes(2) })).toBe('not applicable'));
  test.each([
    ['the replicas', 2, '/spec/replicas'],
    ['the pod where no replicas are written', undefined, '/spec/template/spec'],
  ])('fails when every node is taken, and points to %s', (_, replicas, pointer) => {
    const cluster = cpuNodes(replicas ?? 1);
    const [violation, ...others] = judge(id, [deployment(cores(8), { replicas })], { cluster }) as Json[];
    expect([violation.pointer, violation.message, others]).toEqual([
      pointer, 'after a drain of one node its pods do not fit any more', [],
    ]);
    expect(violation.witness).toEqual([
      expect.stringMatching(/^without one node of pool cpu, /),
    ]);
  });
  test('says that pods may stay Pending where it depends on the others', () => {
    expect(judge(id, [large, small], { cluster: cpuNodes(3) })).toEqual([{
      pointer: '/spec/replicas',
      message: 'after a drain of one node its pods may stay Pending',
      witness: [
        'after a drain of a node of pool cpu, room for shop/Deployment/web depends on where the other pods stand',
      ],
    }]);
  });
  test('does not apply to pods that do not even fit, or that another scheduler places', () => {
    expect(judge(id, [deployment(cores(16))], { cluster: cpuNodes(2) })).toBe('not applicable');
    expect(judge(id, [deployment({ ...cores(8), ...elsewhere })], { cluster: cpuNodes(2) })).toBe('not applicable');
  });
});
