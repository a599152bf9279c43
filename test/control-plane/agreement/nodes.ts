import { Json } from '../cluster/api';
import { Draft } from './draft';

const ZONE = 'topology.kubernetes.io/zone';

/** One to four nodes, of one size or of several; in one zone or two; some with a GPU, some tainted. */
export function addNodes(draft: Draft): void {
  const { random, name, nodes, zones, features } = draft;
  const count = random.chance(12) ? 1 : 2 + random.below(3);
  const alike = random.chance(60);
  const size = () => ({ cpu: random.pick([2, 3, 4, 4]), gpu: random.chance(35) ? 1 + random.below(2) : 0 });
  const first = size();
  zones.push(...count > 1 && random.chance(60) ? [`${name}-a`, `${name}-b`] : [`${name}-a`]);
  if (zones.length > 1) {
    features.add('zones');
  }
  for (let index = 0; index < count; index++) {
    const { cpu, gpu } = alike ? first : size();
    nodes.push(node(`${name}-n${index}`, name, zones[index % zones.length], cpu, gpu));
  }
  if (count > 1 && random.chance(22)) {
    features.add('taint');
    random.pick(nodes).spec.taints = [
      { key: 'dedicated', value: 'models', effect: random.pick(['NoSchedule', 'NoSchedule', 'NoExecute']) },
    ];
  }
  if (count > 2 && random.chance(8)) {
    features.add('cordon');
    random.pick(nodes).spec.unschedulable = true;
  }
}

function node(name: string, scenario: string, zone: string, cpu: number, gpu: number): Json {
  return {
    apiVersion: 'v1', kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', scenario,
        [ZONE]: zone, 'topology.kubernetes.io/region': scenario,
      },
    },
    spec: {},
    status: {
      allocatable: {
        cpu: String(cpu), memory: `${cpu * 4}Gi`, pods: '20', ...(gpu > 0 && { 'nvidia.com/gpu': String(gpu) }),
      },
    },
  };
}
