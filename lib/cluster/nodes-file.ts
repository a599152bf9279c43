import { textOf } from '../util/value-text';
import { asUserError, UserError } from '../util/user-error';
import { Field, InputProblem, loadManifests, Manifest } from '../manifests';
import { checkClosed } from './closed-check';
import { areOfGke, machinePool, taintsByProvider } from './machine-pool';
import { NodePool } from './node-pool';
import { NodePoolOptions, NodePoolProps } from './node-pool-props';
import { NodeResources } from './node-resources';
import { NODES_KIND, NODES_SCHEMA } from './nodes-schema';
import { Taint } from './taint';

/** What a file of nodes says. */
export interface NodesFile {
  readonly pools: NodePool[];
  readonly kubernetesVersion?: string;
  /** Whether the API server adds tolerations of extended resources. */
  readonly addsTolerations: boolean;
}

/** Whether a text is a file of nodes, and no other description of them. */
export function isNodesFile(text: string): boolean {
  return new RegExp(`(?:^|[{,]\\s*)["']?kind["']?\\s*:\\s*["']?${NODES_KIND}["']?\\s*(?:[#,}]|$)`, 'm').test(text);
}

/**
 * Reads a file of nodes.
 *
 * @throws with file, line and column: what is no field, of another type, missing, out of range or contradictory
 */
export function readNodesFile(file: string, text: string): NodesFile {
  const manifest = loadManifests([{ file, text }]).find(({ kind }) => kind === NODES_KIND);
  if (!manifest) {
    throw new UserError(
      file, `no document of kind ${NODES_KIND}`, 'write apiVersion: cdk8s-nim/v1, kind: Nodes and pools',
    );
  }
  const problems: InputProblem[] = [];
  const root = Field.of(manifest, problems);
  checkClosed(root, NODES_SCHEMA);
  refuse(manifest, problems);
  const fields = root.get('pools').items();
  const machines = fields.map((pool) => pool.get('machine').string());
  const pools = fields.map((pool) => {
    const props = at(manifest, pool, () => poolProps(pool, machines));
    refuse(manifest, problems);
    return at(manifest, pool, () => new NodePool(props!));
  });
  const twice = pools.findIndex(({ name }, index) => pools.findIndex((each) => each.name === name) !== index);
  if (twice >= 0) {
    fields[twice].get('name').report(`'${pools[twice].name}' is taken by another pool; give each its own`);
    refuse(manifest, problems);
  }
  return {
    pools,
    kubernetesVersion: root.get('kubernetesVersion').string(),
    addsTolerations: root.get('addsTolerations').boolean() ?? areOfGke(machines),
  };
}

/** Undefined when something was reported. */
function poolProps(pool: Field, machines: readonly (string | undefined)[]): NodePoolProps | undefined {
  const [count, min, max] = ['count', 'min', 'max'].map((name) => pool.get(name).integer());
  const machine = pool.get('machine').string();
  const allocatable = pool.get('allocatable').isPresent ? resourcesOf(pool.get('allocatable')) : undefined;
  const nodes = count ?? min;
  if (nodes === undefined) {
    pool.report('says nothing of how many nodes there are; write count, or min and max');
    return undefined;
  }
  if (min !== undefined && count !== undefined && min > count) {
    pool.get('min').report(`${min} exceeds count ${count}; write at most ${count}`);
  }
  if (max !== undefined && max < nodes) {
    const least = count === undefined ? 'min' : 'count';
    pool.get('max').report(`${max} is below ${least} ${nodes}; write at least ${nodes}`);
  }
  if (machine === undefined && allocatable === undefined) {
    pool.report('says nothing of what a node offers; write allocatable, or a machine that is known such as g5.2xlarge');
    return undefined;
  }
  if (machine === undefined && pool.get('diskGib').isPresent) {
    pool.get('diskGib').report('is the disk of a machine, and there is none; write ephemeral-storage in allocatable');
  }
  if (allocatable && (allocatable.cpu === undefined || allocatable.memory === undefined)) {
    pool.get('allocatable').report('needs cpu and memory; write status.allocatable of one node');
  }
  const name = pool.get('name').string()!;
  const options = optionsOf(pool, { nodes, maxNodes: max });
  const known = machine === undefined ? undefined : machinePool({
    machine, diskGib: pool.get('diskGib').integer(1),
    options: { ...options, name, taints: options.taints ?? taintsByProvider(machine, machines) },
  });
  const nodeNames = textsOf(pool.get('nodeNames'));
  return {
    ...known ?? options, name, nodeNames, allocatable: (allocatable ?? known?.allocatable) as NodeResources,
  };
}

function optionsOf(pool: Field, size: { readonly nodes: number; readonly maxNodes?: number }): NodePoolOptions {
  const given: NodePoolOptions = {
    ...size,
    labels: pool.get('labels').isPresent ? Object.fromEntries(pool.get('labels').stringMap()) : undefined,
    listsAllLabels: pool.get('listsAllLabels').boolean(),
    taints: pool.get('taints').isPresent ? pool.get('taints').items().map(taintOf) : undefined,
    reserved: pool.get('reserved').isPresent ? resourcesOf(pool.get('reserved')) : undefined,
    zones: textsOf(pool.get('zones')),
    architecture: pool.get('architecture').string(),
    unschedulable: pool.get('unschedulable').boolean(),
    costPerHour: pool.get('costPerHour').value as number | undefined,
  };
  // What is undefined must not take the place of what a machine brings.
  const written = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(written) as unknown as NodePoolOptions;
}

function taintOf(taint: Field): Taint {
  return Taint.of(taint.get('key').string()!, taint.get('value').string() ?? '', taint.get('effect').string()!);
}

function textsOf(list: Field): string[] | undefined {
  return list.isPresent ? list.items().map((item) => item.string()!) : undefined;
}

/** By the names of a node's status; all but cpu, memory, disk and pods are extended resources. */
function resourcesOf(amounts: Field): Partial<NodeResources> {
  const { cpu, memory, 'ephemeral-storage': ephemeralStorage, pods, ...others } = Object.fromEntries(
    amounts.entries().map(([name, field]) => {
      field.quantity('value');
      return [name, textOf(field.value)];
    }),
  );
  return {
    ...(cpu !== undefined && { cpu }), ...(memory !== undefined && { memory }),
    ...(ephemeralStorage !== undefined && { ephemeralStorage }),
    ...(pods !== undefined && { pods: Number(pods) }),
    ...(Object.keys(others).length > 0 && { extendedResources: others }),
  };
}

function refuse(manifest: Manifest, [problem]: readonly InputProblem[]): void {
  if (problem) {
    throw new UserError(placeOf(manifest, problem.pointer), `${problem.pointer || 'the file'} ${problem.message}`);
  }
}

function at<T>(manifest: Manifest, { pointer }: Field, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw asUserError(placeOf(manifest, pointer), error);
  }
}

function placeOf(manifest: Manifest, pointer: string): string {
  const { line, column } = manifest.locate(pointer);
  return `${manifest.file}:${line}:${column}`;
}
