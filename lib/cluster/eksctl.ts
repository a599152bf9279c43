import { EKSCTL_NODE_GROUP_LABEL, EKS_NODE_GROUP_LABEL } from '../kubernetes/well-known-labels';
import { Field, InputProblem, loadManifests } from '../manifests';
import { UserError } from '../util/user-error';
import { EC2_INSTANCE_TYPES } from './ec2-instance-types';
import { LabelKnowledge } from './label-knowledge';
import { NodePool } from './node-pool';
import { OpenPool, openPool } from './open-pool';
import { Taint, TAINT_EFFECTS } from './taint';

/** What eksctl takes where a group names no type (weaveworks/eksctl pkg/apis/eksctl.io/v1alpha5/defaults.go). */
const DEFAULT_TYPE = 'm5.large';

/** Node groups, and those of which the file does not say what a node holds. */
export interface EksctlCluster {
  readonly pools: NodePool[];
  readonly open: OpenPool[];
  readonly kubernetesVersion?: string;
}

/** Reads managed and unmanaged node groups. */
export function clusterFromEksctl(yamlText: string): EksctlCluster {
  const manifest = loadManifests([{ file: 'eksctl ClusterConfig', text: yamlText }]).find(
    ({ kind }) => kind === 'ClusterConfig',
  );
  if (!manifest) {
    throw new UserError(
      'eksctl ClusterConfig',
      'no document of kind ClusterConfig',
      'pass the file given to eksctl create cluster -f',
    );
  }
  const problems: InputProblem[] = [];
  const root = Field.of(manifest, problems);
  const groups = [['managedNodeGroups', EKS_NODE_GROUP_LABEL], ['nodeGroups', EKSCTL_NODE_GROUP_LABEL]]
    .flatMap(([key, label]) => root.get(key).items().map((group) => readGroup(group, label)));
  const version = root.get('metadata', 'version').value;
  const [problem] = problems;
  if (problem) {
    const { line, column } = manifest.locate(problem.pointer);
    throw new UserError(`eksctl ClusterConfig:${line}:${column}`, `${problem.pointer} ${problem.message}`);
  }
  const pools = groups.flatMap((group) => group.pools);
  const open = groups.flatMap((group) => group.open);
  if (pools.length === 0 && open.length > 0) {
    throw new UserError('eksctl ClusterConfig', open[0].reason);
  }
  // A number in YAML, 1.30, has lost its zero: eksctl wants text.
  const kubernetesVersion = typeof version === 'string' && /^1\.\d{2}$/.test(version) ? version : undefined;
  return { pools, open, kubernetesVersion };
}

function readGroup(group: Field, nameLabel: string): EksctlCluster {
  const name = group.get('name').string() ?? '';
  const listed = group
    .get('instanceTypes')
    .items()
    .flatMap((item) => item.string() ?? []);
  const single =
    group.get('instanceType').string() ?? (group.get('instanceSelector').isPresent ? 'mixed' : DEFAULT_TYPE);
  const types = [...new Set(listed.length > 0 ? listed : [single])];
  const labels = { [nameLabel]: name, ...Object.fromEntries(group.get('labels').stringMap()) };
  const taints = readTaints(group.get('taints'));
  const [instanceType] = types;
  if (types.length > 1 || !EC2_INSTANCE_TYPES.has(instanceType)) {
    const what =
      types.length > 1 || instanceType === 'mixed'
        ? 'several instance types'
        : `instance type ${instanceType}, which is not in the table`;
    const reason = `node group ${name} has ${what}: what its nodes hold is not known; give them with --nodes name=countxinstance-type`;
    const knowledge = LabelKnowledge.PROVIDER_LABELS_UNKNOWN;
    return {
      pools: [],
      open: [openPool(reason, { pool: name, labels: new Map(Object.entries(labels)), taints, knowledge })],
    };
  }
  const least = group.get('minSize').integer();
  const nodes = group.get('desiredCapacity').integer() ?? least ?? 2;
  const pool = NodePool.ec2({
    name,
    instanceType,
    nodes,
    maxNodes: isAutoscaled(group) ? Math.max(nodes, group.get('maxSize').integer() ?? nodes) : nodes,
    labels,
    taints,
    volumeSizeGib: group.get('volumeSize').integer(1),
    zones: group.get('availabilityZones').items().flatMap((zone) => zone.string() ?? []),
  });
  return { pools: [pool], open: [] };
}

/**
 * `maxSize` alone adds no node: without the right to, no autoscaler does, and a rollout waits until a person scales up.
 * Without `maxSize` a group ends at its desired or least size (eksctl pkg/apis/eksctl.io/v1alpha5/validation.go
 * `ValidateManagedNodeGroup`).
 */
function isAutoscaled(group: Field): boolean {
  return group.get('iam', 'withAddonPolicies', 'autoScaler').value === true;
}

/** A list of `{ key, value, effect }`, or the older map of key to `value:effect`; a wrong effect is reported. */
function readTaints(taints: Field): Taint[] {
  if (Array.isArray(taints.value)) {
    return taints.items().flatMap((item) => {
      const [key, value, effect] = ['key', 'value', 'effect'].map((name) => item.get(name).string() ?? '');
      return taintOf(item.get('effect'), key, value, effect);
    });
  }
  return taints.entries().flatMap(([key, field]) => {
    const [value, effect = ''] = (field.string() ?? '').split(':');
    return taintOf(field, key, value, effect);
  });
}

function taintOf(place: Field, key: string, value: string, effect: string): Taint[] {
  if (!TAINT_EFFECTS.includes(effect)) {
    place.report(`has the unknown effect '${effect}'; write ${TAINT_EFFECTS.join(' or ')}`);
    return [];
  }
  return [Taint.of(key, value, effect)];
}
