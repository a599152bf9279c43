import { Cluster } from '../../cluster';
import { Capacity, Placement } from '../placement';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { Rolling } from './rolling';

const spread = (topologyKey: string, more: object = {}) => ({
  topologySpreadConstraints: [{
    topologyKey, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } },
    ...more,
  }],
});
const together = (topologyKey: string) => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app: 'web' } } }],
    },
  },
});
const HOST = 'kubernetes.io/hostname';
const REVISION = { matchLabelKeys: ['pod-template-hash'] };
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });

/** What may become of an update whose pods, of four cores each, stand on so many nodes as named, by node. */
const from = (places: number[], spec: any, pod: object, cpu = '8') => {
  const cluster = new Cluster({ pools: [pool('cpu', places.length, { cpu, extendedResources: {} })] });
  const capacity = new Capacity(load(workload('Deployment', 'web', { cpu: 4 }, spec, pod)), cluster);
  const [task] = capacity.tasks;
  const own = new Map(places.flatMap((pods, node) => pods > 0 ? [[node, pods] as const] : []));
  return new Rolling(new Placement(capacity), task, spec.replicas, task.workload.bounds(spec.replicas)!).from(own);
};
const ENDS = { finishes: true, blocks: false };
const STUCK = { finishes: false, blocks: true };

test.each<[string, number[], object, object, string, object]>([
  ['a surge onto the emptier node', [1, 1], surge(2), spread(HOST), '8', ENDS],
  ['a surge where each node is full', [1, 1], surge(2), spread(HOST), '4', STUCK],
  ['a surge beside an empty node', [1, 0], surge(1), spread(HOST), '8', ENDS],
  ['a pod that may be missing leaves its domain the emptiest', [1, 1], noSurge(2), spread(HOST), '4', ENDS],
  ['new pods count by themselves', [1, 1], surge(2), spread(HOST, REVISION), '8', ENDS],
  ['all leave, all come back', [1, 1], recreate(2), spread(HOST), '4', ENDS],
  ['pods that stay together have room where they are', [2, 0], surge(2), together(HOST), '12', ENDS],
  ['pods that stay together have none', [2, 0], surge(2), together(HOST), '8', STUCK],
  ['the last one gone, the first may go anywhere', [2, 0], recreate(2), together(HOST), '8', ENDS],
])(
  'every way from one start (kubernetes pkg/controller/deployment/rolling.go, recreate.go): %s',
  (_, places, spec, pod, cpu, expected) => {
    expect(from(places, spec, pod, cpu)).toEqual(expected);
  },
);
