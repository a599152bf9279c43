import { Json } from '../../cluster/api';
import { mergePatch } from '../../support/merge-patch';
import { Act, Alter, Altered, one, replace } from './alteration';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const GPU = 'nvidia.com/gpu';

/** What becomes of nodes while pods stand on them. */
export const OF_NODES: Readonly<Record<string, Alter>> = {
  'node cordoned': (altered) => some(altered, ({ spec }) => !spec.unschedulable, ({ spec }) => {
    spec.unschedulable = true;
  }),
  'node uncordoned': (altered) => some(altered, ({ spec }) => spec.unschedulable, ({ spec }) => {
    delete spec.unschedulable;
  }),
  'node tainted': (altered) => {
    const { random } = altered;
    const key = random.pick(['dedicated', 'since']);
    const effect = random.pick(['NoSchedule', 'NoSchedule', 'PreferNoSchedule', 'NoExecute']);
    return some(altered, ({ spec }) => !spec.taints, ({ spec }) => {
      spec.taints = [{ key, value: 'models', effect }];
    });
  },
  'taint gone': (altered) => some(altered, ({ spec }) => spec.taints, ({ spec }) => {
    delete spec.taints;
  }),
  'node label': (altered) => {
    const { random, namespace } = altered;
    const label = random.pick([ZONE, ZONE, HOST, 'scenario']);
    const zone = `${namespace}-${random.pick(['a', 'b', 'c'])}`;
    const isRemoved = random.chance(40);
    return some(altered, ({ metadata }) => metadata.labels[label] !== undefined, ({ metadata: { labels } }) => {
      if (isRemoved || label === 'scenario') {
        delete labels[label];
      } else {
        labels[label] = label === ZONE ? zone : `${labels[label]}-again`;
      }
    });
  },
  'node shrinks': (altered) => resize(altered, [-3000, -2000, -1500, -1000, -500]),
  'node grows': (altered) => resize(altered, [500, 1000, 2000]),
  'node goes': (altered) => {
    const node = altered.nodes.length > 1 ? altered.random.pick(altered.nodes) : undefined;
    if (node) {
      altered.nodes.splice(altered.nodes.indexOf(node), 1);
    }
    return node && [{ what: 'remove node', node }];
  },
  'node comes': (altered) => {
    const { random, nodes, namespace } = altered;
    const node = structuredClone(random.pick(nodes));
    const name = `${namespace}-more`;
    node.metadata.name = name;
    Object.assign(node.metadata.labels, { [HOST]: name, scenario: namespace });
    if (random.chance(40)) {
      node.status.allocatable.cpu = random.pick(['1', '2', '4']);
    }
    if (nodes.some(({ metadata }) => metadata.name === name)) {
      return undefined;
    }
    nodes.push(node);
    return [{ what: 'add node', node }];
  },
};

/** Changes a node, or two of them. */
function some(altered: Altered, is: (node: Json) => boolean, change: (node: Json) => void): Act[] | undefined {
  const { random, nodes } = altered;
  const chosen = random.shuffle(nodes.filter(is)).slice(0, random.pick([1, 1, 1, 2]));
  return chosen.length === 0 ? undefined : chosen.map((node) => {
    const { metadata, spec } = replace(nodes, node, change);
    const patch = mergePatch({ metadata: node.metadata, spec: node.spec }, { metadata, spec });
    return { what: 'patch', object: node, patch };
  });
}

/** The room of a node for new pods: those on it stay. */
function resize(altered: Altered, steps: readonly number[]): Act[] | undefined {
  const { random, nodes } = altered;
  const node = one(altered, nodes)!;
  const others = [GPU, GPU, 'pods'].filter((each) => node.status.allocatable[each] !== undefined);
  const resource = random.chance(25) ? one(altered, others) : undefined;
  const step = random.pick(steps);
  const isMore = step > 0;
  const { status } = replace(nodes, node, ({ status: { allocatable } }) => {
    if (resource === undefined) {
      allocatable.cpu = `${Math.max(0, millicoresOf(allocatable.cpu) + step)}m`;
    } else {
      allocatable[resource] = resource === GPU ? String(Number(allocatable[GPU]) + (isMore ? 1 : -1))
        : random.pick(isMore ? ['21'] : ['1', '2', '3']);
    }
  });
  return [{ what: 'patch', object: node, patch: { status: { allocatable: status.allocatable } }, part: 'status' }];
}

function millicoresOf(cpu: string): number {
  return cpu.endsWith('m') ? parseInt(cpu) : 1000 * Number(cpu);
}
