import { Fleet, makeFleet } from './fleet';
import { FleetMix } from './mix';
import { Random } from './random';

type Json = { [key: string]: unknown };

/** What runs, as a snapshot has it, and what is asked for. */
export interface FleetRelease {
  /** Nodes, objects and pods of the cluster. */
  readonly snapshot: Json[];
  readonly manifests: Json[];
  readonly workloads: number;
  readonly nodes: number;
  readonly pods: number;
}

/** A pod asks for one node of its pool; what is left of each. */
interface Room {
  readonly name: string;
  readonly pool: string;
  readonly left: Map<string, number>;
}

interface Template {
  readonly metadata: Json;
  readonly spec: Json & {
    nodeSelector: { pool: string };
    containers: { image: string; resources: { requests: { [resource: string]: string } } }[];
  };
}

interface Maker extends Json {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Json & { replicas: number; template: Template };
}

const NUMBER = /^([0-9.]+)(m|Mi)?$/;

/**
 * A release of a share of a fleet's workloads: most get another image, some other requests, another number, some are
 * new and some go. Pods stand where they have room, each on the next node of its pool that holds it.
 */
export function makeRelease(mix: FleetMix, seed: number, fill: number, share: number): FleetRelease {
  const fleet = makeFleet(mix, seed, fill);
  const random = new Random(seed + 1);
  const runs = fleet.objects.filter(() => !random.is(share / 20));
  const pods = runningPods(runs, fleet.nodes);
  const asked = fleet.objects.map((object) => isMaker(object) && random.is(share) ? changed(object, random) : object);
  return {
    snapshot: [...fleet.nodes, ...runs.map(asLive), ...pods],
    manifests: asked.filter(() => !random.is(share / 20)),
    workloads: asked.filter(isMaker).length,
    nodes: fleet.nodes.length,
    pods: pods.length,
  };
}

function isMaker(object: Json): object is Maker {
  return object.kind === 'Deployment' || object.kind === 'StatefulSet';
}

function changed(maker: Maker, random: Random): Maker {
  const { template, replicas } = maker.spec;
  const [container] = template.spec.containers;
  const with_ = (spec: Json) => ({ ...maker, spec: { ...maker.spec, ...spec } });
  const made = (change: Json) =>
    ({ template: { ...template, spec: { ...template.spec, containers: [{ ...container, ...change }] } } });
  switch (random.pick(['image', 'image', 'image', 'image', 'requests', 'number', 'both'])) {
    case 'requests':
      return with_(made({ resources: { ...container.resources, requests: half(container.resources.requests) } }));
    case 'number':
      return with_({ replicas: replicas + 1 });
    case 'both':
      return with_({ ...made({ image: 'registry.example/model:2' }), replicas: replicas + 1 });
    default:
      return with_(made({ image: 'registry.example/model:2' }));
  }
}

/** Half of the cores. */
function half(requests: { [resource: string]: string }): { [resource: string]: string } {
  return { ...requests, cpu: `${Math.ceil(amount(requests.cpu) / 2)}m` };
}

/** Thousandths of cores, MiB, or devices. */
function amount(text: string): number {
  return Number(NUMBER.exec(text)![1]);
}

function asLive(object: Json): Json {
  if (!isMaker(object)) {
    return object;
  }
  const { kind, metadata, spec: { replicas } } = object;
  const revision = `${metadata.name}-5d4f8`;
  const ofKind = kind === 'Deployment' ? { updatedReplicas: replicas, availableReplicas: replicas }
    : { currentRevision: revision, updateRevision: revision };
  return {
    ...object, metadata: { ...metadata, generation: 3 },
    status: { observedGeneration: 3, replicas, readyReplicas: replicas, ...ofKind },
  };
}

function runningPods(objects: readonly Json[], nodes: Fleet['nodes']): Json[] {
  const rooms = nodes.map((node): Room => {
    const { metadata, status } = node as { metadata: { name: string; labels: Json }; status: { allocatable: Json } };
    const left = new Map(Object.entries(status.allocatable).map(([key, text]) => [key, amount(String(text))]));
    return { name: metadata.name, pool: String(metadata.labels.pool), left };
  });
  const ofPool = new Map<string, Room[]>();
  rooms.forEach((room) => ofPool.set(room.pool, [...ofPool.get(room.pool) ?? [], room]));
  return objects.filter(isMaker).flatMap((maker) => podsOf(maker, ofPool));
}

function podsOf(
  { kind, metadata: { name, namespace }, spec: { replicas, template } }: Maker, pools: Map<string, Room[]>,
): Json[] {
  const rooms = pools.get(template.spec.nodeSelector.pool)!;
  const wanted = Object.entries({ ...template.spec.containers[0].resources.requests, pods: '1' });
  return Array.from({ length: replicas }, (_, copy): Json => {
    const room = rooms.find(({ left }) => wanted.every(([key, text]) => left.get(key)! >= amount(text)));
    wanted.forEach(([key, text]) => room?.left.set(key, room.left.get(key)! - amount(text)));
    // The next pod looks at the other nodes first.
    if (room) {
      rooms.splice(rooms.indexOf(room), 1);
      rooms.push(room);
    }
    const isDeployment = kind === 'Deployment';
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...template.metadata,
        namespace,
        name: isDeployment ? `${name}-5d4f8-${copy}` : `${name}-${copy}`,
        ownerReferences: [{
          apiVersion: 'apps/v1', kind: isDeployment ? 'ReplicaSet' : kind, controller: true,
          name: isDeployment ? `${name}-5d4f8` : name,
        }],
      },
      spec: { ...template.spec, ...room ? { nodeName: room.name } : {} },
      status: { phase: room ? 'Running' : 'Pending', conditions: [{ type: 'Ready', status: room ? 'True' : 'False' }] },
    };
  });
}
