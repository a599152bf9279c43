/** The part of JSON Schema in which the file of nodes is described, so that it can be checked without a library. */
export interface Schema {
  /** What an object is called in messages. */
  readonly title?: string;
  readonly description?: string;
  readonly type: string | readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: false | Schema;
}

const text = (description: string): Schema => ({ type: 'string', description });
const flag = (description: string): Schema => ({ type: 'boolean', description });
const nodes = (description: string): Schema => ({ type: 'integer', minimum: 0, maximum: 5000, description });
const amounts = (description: string): Schema => ({
  type: 'object', description,
  additionalProperties: { type: ['string', 'number'], description: 'A quantity, such as 7910m, 29317Mi or 2.' },
});

const TAINT: Schema = {
  title: 'taint', type: 'object', required: ['key', 'effect'], additionalProperties: false,
  properties: {
    key: text('Such as nvidia.com/gpu.'),
    value: text('Empty when left out.'),
    effect: { type: 'string', enum: ['NoSchedule', 'NoExecute', 'PreferNoSchedule'] },
  },
};

const POOL: Schema = {
  title: 'pool', type: 'object', required: ['name'], additionalProperties: false,
  properties: {
    name: text('Unique in the file; shown in messages.'),
    count: nodes('Nodes that run now; min when left out.'),
    min: nodes('Nodes that an autoscaler keeps.'),
    max: nodes('Nodes that an autoscaler may grow the pool to; count when left out: the pool does not grow.'),
    machine: text('Machine of EKS, GKE or AKS that is known here, such as g5.2xlarge: allocatable, reserved, ' +
      'architecture and the label of the type follow, where they are not written.'),
    diskGib: { type: 'integer', minimum: 1, maximum: 65536, description: 'Root disk of such a machine, in GiB.' },
    allocatable: amounts('What one node offers to pods: status.allocatable of a node as kubectl prints it. ' +
      'cpu and memory at least; pods is 110 when left out.'),
    reserved: amounts('What pods outside the manifests take of each node: agents, proxies, log collectors.'),
    labels: { type: 'object', description: 'Labels of each node.', additionalProperties: { type: 'string' } },
    listsAllLabels: flag('Whether labels holds all that people chose; true when left out.'),
    taints: { type: 'array', items: TAINT, description: 'Taints of each node.' },
    zones: {
      type: 'array', items: { type: 'string' },
      description: 'Zones of the nodes, which are counted into them in turn.',
    },
    architecture: { type: 'string', enum: ['amd64', 'arm64'] },
    unschedulable: flag('Cordoned: keeps its pods and takes no new ones.'),
    costPerHour: {
      type: 'number', minimum: 0,
      description: 'What one node costs, in any currency; ranks remedies that need one more.',
    },
    nodeNames: {
      type: 'array', items: { type: 'string' },
      description: 'A name for each of max nodes; the name of the pool and a number when left out.',
    },
  },
};

/** Kind by which the file is told from others. */
export const NODES_KIND = 'Nodes';

/** What a file of nodes may hold; published as docs/reference/nodes.schema.json. */
export const NODES_SCHEMA: Schema & { readonly $schema: string } = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'file of nodes', type: 'object', required: ['apiVersion', 'kind', 'pools'], additionalProperties: false,
  properties: {
    apiVersion: { type: 'string', enum: ['cdk8s-nim/v1'] },
    kind: { type: 'string', enum: [NODES_KIND] },
    kubernetesVersion: {
      type: 'string', pattern: '^1\\.\\d{2}$', description: "Version of the cluster in quotes, such as '1.35'.",
    },
    addsTolerations: flag('Whether the API server lets pods that ask for a device onto nodes with the taint of its ' +
      'name, as GKE does (ExtendedResourceToleration); when left out, whether all machines are of GKE.'),
    pools: { type: 'array', minItems: 1, items: POOL },
  },
};
