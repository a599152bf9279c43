import { getAll } from '../../cluster';
import { Snapshot } from '../../cluster/snapshot';
import { EKSCTL_CLUSTER_LABEL, REGION_LABEL } from '../../kubernetes/well-known-labels';
import { end } from '../end';
import { EXIT_DONE, EXIT_FAILED } from '../exit-code';
import { KubectlPort } from '../kubectl-port';
import { firstLines, readView, textOf } from '../read-view';
import { runProgramAloud } from '../run-aloud';
import { fieldOf } from '../view';
import { World } from '../world';

/** A cluster that eksctl made. */
export interface EksCluster {
  readonly name: string;
  readonly region?: string;
}

/** The cluster that the nodes say they are of; undefined where eksctl did not make them. */
export async function eksClusterOf(kubectl: KubectlPort): Promise<EksCluster | undefined> {
  const { snapshot: { nodes } } = await readView(kubectl, []);
  const node = nodes.find(({ labels }) => labels.has(EKSCTL_CLUSTER_LABEL));
  const name = node?.labels.get(EKSCTL_CLUSTER_LABEL);
  return name === undefined ? undefined : { name, region: node!.labels.get(REGION_LABEL) };
}

/** Why the cluster is not deleted. */
export function clusterProblem(
  cluster: EksCluster | undefined,
  { typedCluster, dryRun }: { readonly typedCluster?: string; readonly dryRun?: boolean },
): string | undefined {
  return cluster === undefined ? 'no node says which cluster of eksctl it is of'
    : dryRun || typedCluster === cluster.name ? undefined
      : typedCluster === undefined ? `nobody typed the name of the cluster, which is ${cluster.name}`
        : `'${typedCluster}' was typed, and the cluster is ${cluster.name}`;
}

export function deleteClusterArgs({ name, region }: EksCluster): string[] {
  return ['delete', 'cluster', '--name', name, ...(region === undefined ? [] : ['--region', region]), '--wait'];
}

/** What the cluster has besides nodes that is of a cloud. */
const OF_A_CLOUD = [
  ['nodes', 'Node'], ['services', 'Service'], ['persistentvolumes', 'PersistentVolume'],
] as const;

/** Deletes the cluster, and says which volumes and load balancers nobody deletes with it. */
export async function deleteCluster(cluster: EksCluster, world: World): Promise<number> {
  const text = await textOf(world.kubectl, getAll(OF_A_CLOUD));
  outlivers(Snapshot.read('the live cluster', [Buffer.from(text)])).forEach((each) =>
    world.say({ event: 'said', text: `stays when the cluster is gone, and costs money: ${each}` }));
  const { status, stdout, stderr } = await runProgramAloud('eksctl', deleteClusterArgs(cluster), world);
  const { name } = cluster;
  return status === 0 ? end(world, EXIT_DONE, `cluster ${name} is gone`)
    : end(world, EXIT_FAILED, `eksctl ended with ${status}: ${firstLines(stderr || stdout)}; ${name} may be half gone`);
}

/**
 * What controllers of the cluster would have deleted: nobody does once they are gone with it
 * (https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html).
 */
export function outlivers({ objects }: Pick<Snapshot, 'objects'>): string[] {
  return objects.flatMap((object) => {
    const spec = fieldOf(object).get('spec');
    const volume = spec.get('csi', 'volumeHandle').string() ?? object.name;
    return object.kind === 'PersistentVolume' ? [`volume ${volume} of ${claimOf(object)}`]
      : object.kind === 'Service' && spec.get('type').value === 'LoadBalancer'
        ? [`the load balancer of Service ${object.namespace}/${object.name}`] : [];
  });
}

function claimOf(volume: Parameters<typeof fieldOf>[0]): string {
  const claim = fieldOf(volume).get('spec', 'claimRef');
  const name = claim.get('name').string();
  return name === undefined ? 'no claim' : `claim ${claim.get('namespace').string()}/${name}`;
}
