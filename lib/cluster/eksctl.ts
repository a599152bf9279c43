import { Field, InputProblem, loadManifests } from '../manifests';
import { UserError } from '../kubernetes/user-error';
import { NodePool } from './node-pool';
import { Taint } from './taint';

/** Reads managed and unmanaged node groups; one of several instance types is refused, because its nodes are not alike. */
export function clusterFromEksctl(yamlText: string): NodePool[] {
  const manifest = loadManifests([{ file: 'eksctl ClusterConfig', text: yamlText }]).find(({ kind }) => kind === 'ClusterConfig');
  if (!manifest) {
    throw new UserError(
      'eksctl ClusterConfig',
      'no document of kind ClusterConfig',
      'pass the file given to eksctl create cluster -f',
    );
  }
  const problems: InputProblem[] = [];
  const root = Field.of(manifest, problems);
  const managed = root.get('managedNodeGroups').items().map((group) => readGroup(group, 'eks.amazonaws.com/nodegroup'));
  const pools = [...managed, ...root.get('nodeGroups').items().map((group) => readGroup(group, 'alpha.eksctl.io/nodegroup-name'))];
  const [problem] = problems;
  if (problem) {
    const { line, column } = manifest.locate(problem.pointer);
    throw new UserError(`eksctl ClusterConfig:${line}:${column}`, `${problem.pointer} ${problem.message}`);
  }
  return pools;
}

function readGroup(group: Field, nameLabel: string): NodePool {
  const name = group.get('name').string() ?? '';
  const types = group.get('instanceTypes').items().flatMap((item) => item.string() ?? []);
  const instanceType = group.get('instanceType').string() ?? types[0];
  if (instanceType === undefined || instanceType === 'mixed') {
    throw new UserError(
      `node pool '${name}'`,
      'eksctl node group without a fixed instanceType',
      'write instanceType: g5.2xlarge',
    );
  }
  const differing = types.find((type) => type !== instanceType);
  if (differing !== undefined) {
    throw new UserError(
      `node pool '${name}'`,
      `instance types ${instanceType} and ${differing} in one node group`,
      'write one node group for each type',
    );
  }
  const least = group.get('minSize').integer();
  const nodes = group.get('desiredCapacity').integer() ?? least ?? 2;
  return NodePool.ec2({
    name,
    instanceType,
    nodes,
    maxNodes: isAutoscaled(group) ? Math.max(nodes, group.get('maxSize').integer() ?? nodes) : nodes,
    labels: { [nameLabel]: name, ...Object.fromEntries(group.get('labels').stringMap()) },
    taints: readTaints(group.get('taints')),
    volumeSizeGib: group.get('volumeSize').integer(1),
    zones: group.get('availabilityZones').items().flatMap((zone) => zone.string() ?? []),
  });
}

/** `maxSize` alone adds no node: without the right to, no autoscaler does, and a rollout waits until a person scales up. */
function isAutoscaled(group: Field): boolean {
  return group.get('iam', 'withAddonPolicies', 'autoScaler').value === true;
}

/** A list of `{ key, value, effect }`, or the older map of key to `value:effect`. */
function readTaints(taints: Field): Taint[] {
  if (Array.isArray(taints.value)) {
    return taints.items().map((item) =>
      Taint.of(item.get('key').string() ?? '', item.get('value').string() ?? '', item.get('effect').string() ?? ''));
  }
  return taints.entries().map(([key, field]) => {
    const [value, effect = ''] = (field.string() ?? '').split(':');
    return Taint.of(key, value, effect);
  });
}
