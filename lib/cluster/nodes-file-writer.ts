import { Document, Scalar, visit } from 'yaml';
import { quantities } from './node-quantities';
import { NodePool } from './node-pool';
import { NodeReserve } from './node-resources';
import { NODES_KIND } from './nodes-schema';

/** What a file of nodes is written from. */
export interface NodesFileSource {
  readonly pools: readonly NodePool[];
  readonly kubernetesVersion?: string;
  readonly addsTolerations: boolean;
}

/** A file of nodes from which the same pools are read. */
export function writeNodesFile({ pools, kubernetesVersion, addsTolerations }: NodesFileSource): string {
  const document = new Document({
    apiVersion: 'cdk8s-nim/v1', kind: NODES_KIND, kubernetesVersion, addsTolerations: addsTolerations || undefined,
    pools: pools.map(poolOf),
  }, { version: '1.1' });
  visit(document, {
    Scalar: (_, node) => {
      // A number to readers of YAML 1.2 alone.
      if (typeof node.value === 'string' && /^[-+]?0o/.test(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

function poolOf(pool: NodePool): object {
  const { name, nodes, maxNodes, machine, labels, taints, zones, architecture, costPerHour, nodeNames } = pool;
  return {
    name,
    count: nodes,
    max: maxNodes > nodes ? maxNodes : undefined,
    machine: machine?.instanceType,
    diskGib: machine?.volumeSizeGib,
    allocatable: amounts(pool.allocatable),
    // Whatever a machine would bring by itself is written, so that it does not.
    reserved: optional(amounts(pool.reserved)) ?? (machine && {}),
    labels: optional(labels),
    listsAllLabels: pool.listsAllLabels ? undefined : false,
    taints: taints.length === 0 ? undefined
      : taints.map(({ key, value, effect }) => ({ key, value: value || undefined, effect })),
    zones: zones.length === 0 ? undefined : zones,
    architecture,
    unschedulable: pool.unschedulable || undefined,
    costPerHour,
    nodeNames: nodeNames.every((each, index) => each === `${name}-${index + 1}`) ? undefined : nodeNames,
  };
}

function amounts(resources: NodeReserve): { [resource: string]: string | number } {
  const { pods } = resources;
  return { ...Object.fromEntries(quantities(resources)), ...(pods !== undefined && { pods }) };
}

function optional<T extends object>(object: T): T | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
