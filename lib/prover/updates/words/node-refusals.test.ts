import { Cluster, NodePool, Taint } from '../../../cluster';
import { Capacity } from '../../placement';
import { homeless, refusals } from './node-refusals';
import { load, pool, surge, workload } from '../../../../test/support/rollout';

const web = (requests: object, pod: object = {}, name = 'web') => workload('Deployment', name, requests, surge(1), pod);
const cpuPool = (name: string, cpu: string, options: object = {}) =>
  pool(name, 1, { cpu, extendedResources: {} }, options);
const capacityOf = (pools: NodePool[], ...objects: object[]) => new Capacity(load(...objects), new Cluster({ pools }));

describe('why each pool refuses', () => {
  const why = (pools: NodePool[], pod: object, requests: object = { cpu: 1 }) => {
    const capacity = capacityOf(pools, web(requests, pod));
    const [task] = capacity.tasks;
    const refused = refusals(capacity, task);
    expect(homeless(capacity, task)).toEqual(refused.length > 0 ? ['Deployment/web fits no node', ...refused] : []);
    return refused;
  };
  const tainted = (...taints: Taint[]) => [cpuPool('n', '8', { taints })];

  test('its nodes lack the label that pods are spread over, or look for others by', () => {
    const labelSelector = { matchLabels: { app: 'web' } };
    const pool = cpuPool('n', '8', { labels: { zone: 'a' } });
    const over = (topologyKey: string) => ({ topologySpreadConstraints: [
      { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector },
    ] });
    const by = { affinity: { podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'rack', labelSelector }],
    } } };
    expect(why([pool], over('zone'))).toEqual([]);
    expect(why([pool], over('rack'))).toEqual(['pool n: no label rack, over which its pods are spread']);
    expect(why([pool], by)).toEqual(['pool n: no label rack, by which its required pod affinity looks for others']);
  });

  test('it does not, where one pool admits the pod', () => {
    expect(why([cpuPool('small', '1'), cpuPool('large', '8')], {}, { cpu: 2 })).toEqual([]);
    expect(why([cpuPool('n', '8')], {}, { cpu: 8 })).toEqual([]);
  });

  test('each has its reason', () => {
    expect(why([cpuPool('small', '1'), cpuPool('cordoned', '8', { unschedulable: true })], {}, { cpu: 2 })).toEqual([
      'pool small: a pod needs 2 cpu, an empty node offers 1 cpu', 'pool cordoned: nodes are cordoned']);
  });

  test('a pod limit that daemons use up', () => {
    const capacity = capacityOf([pool('n', 1, { pods: 1 })], web({}), workload('DaemonSet', 'agent', {}));
    expect(refusals(capacity, capacity.tasks[0])).toEqual(['pool n: a pod needs 1 pod, an empty node offers 0 pods']);
  });

  test('the first taint that is not tolerated, of those that repel', () => {
    const both = tainted(Taint.preferNoSchedule('soft'), Taint.noSchedule('one', 'x'), Taint.noExecute('two'));
    expect(why(both, {})).toEqual(['pool n: taint one=x:NoSchedule is not tolerated']);
    expect(why(both, { tolerations: [{ key: 'one', operator: 'Exists' }] })).toEqual([
      'pool n: taint two:NoExecute is not tolerated',
    ]);
    expect(why(both, { tolerations: [{ operator: 'Exists' }] })).toEqual([]);
  });

  test('the first label of the selector that does not match', () => {
    const labelled = [cpuPool('n', '8', { labels: { tier: 'a', size: 's' } })];
    expect(why(labelled, { nodeSelector: { tier: 'a', size: 'm', other: 'x' } })).toEqual([
      'pool n: nodeSelector size=m does not match, the pool has size=s',
    ]);
    expect(why(labelled, { nodeSelector: { other: 'x' } })).toEqual([
      'pool n: nodeSelector other=x does not match, the pool has other=(none)',
    ]);
  });

  test('once for all pools that refuse for the same reason', () => {
    const pools = Array.from({ length: 30 }, (_, index) => cpuPool(`n${index}`, index < 29 ? '8' : '4'));
    expect(why(pools, {}, { cpu: 10 })).toEqual([
      'pools n0, n1, n2 and 26 more: a pod needs 10 cpu, an empty node offers 8 cpu',
      'pool n29: a pod needs 10 cpu, an empty node offers 4 cpu',
    ]);
  });

  test('the name of a node', () => {
    expect(why([cpuPool('n', '8')], { nodeName: 'elsewhere' })).toEqual([
      "pool n: spec.nodeName asks for node 'elsewhere'",
    ]);
  });
});
