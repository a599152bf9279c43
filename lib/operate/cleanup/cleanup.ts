import { Snapshot } from '../../cluster/snapshot';
import { CLUSTER_SCOPED_KINDS, Manifest } from '../../manifests';
import { end } from '../end';
import { EXIT_DONE, EXIT_FAILED, EXIT_REFUSED } from '../exit-code';
import { resourceName, servedKindOf, ServedKind, readServedKinds } from '../preflight/served-kinds';
import { firstLines, readView, SERVICE_RESOURCES, textOf } from '../read-view';
import { runAloud, sayCall, sayCommand } from '../run-aloud';
import { World } from '../world';
import { clusterProblem, deleteCluster, deleteClusterArgs, eksClusterOf } from './delete-cluster';
import { remainsOf } from './remains';

export interface CleanupOptions {
  /** What was typed as the name of the namespace; absent where nothing was asked. */
  readonly typed?: string;
  readonly deleteData?: boolean;
  readonly dryRun?: boolean;
  /** Then the cluster too. */
  readonly deleteCluster?: boolean;
  /** What was typed as its name. */
  readonly typedCluster?: string;
}

/** Kinds that hold what cannot be made again. */
const DATA = ['PersistentVolumeClaim', 'Namespace'];

/**
 * Deletes what manifests made in a namespace, the last first; claims and the namespace only where that is asked for.
 */
export async function cleanup(
  manifests: readonly Manifest[], namespace: string, world: World, options: CleanupOptions,
): Promise<number> {
  const { kubectl, say } = world;
  if (!options.dryRun && options.typed !== namespace) {
    const typed = options.typed === undefined ? 'nothing was typed' : `'${options.typed}' was typed`;
    return end(world, EXIT_REFUSED, `${typed}, and the namespace is ${namespace}; nothing was deleted`);
  }
  const cluster = options.deleteCluster ? await eksClusterOf(kubectl) : undefined;
  const problem = options.deleteCluster ? clusterProblem(cluster, options) : undefined;
  if (problem !== undefined) {
    return end(world, EXIT_REFUSED, `${problem}; nothing was deleted`);
  }
  const served = readServedKinds(await textOf(kubectl, ['api-resources', '--no-headers']));
  for (const args of deletions(manifests, namespace, served, options.deleteData === true)) {
    if (options.dryRun) {
      sayCommand(args, world);
      continue;
    }
    const { status, stderr } = await runAloud(args, world);
    if (status !== 0) {
      return end(world, EXIT_FAILED, `not deleted: ${firstLines(stderr)}; what was deleted before is gone`);
    }
  }
  if (options.dryRun) {
    if (cluster !== undefined) {
      sayCall('eksctl', deleteClusterArgs(cluster), world);
    }
    return end(world, EXIT_DONE, 'nothing was deleted');
  }
  const more = [...SERVICE_RESOURCES, ['persistentvolumes', 'PersistentVolume']] as const;
  const { snapshot } = await readView(kubectl, [namespace], more);
  remainsLines(snapshot, namespace).forEach((text) => say({ event: 'said', text }));
  if (cluster !== undefined) {
    return deleteCluster(cluster, world);
  }
  return end(
    world,
    EXIT_DONE,
    options.deleteData ? `namespace ${namespace} is gone` : 'deleted; the namespace, its claims and its Secrets stay',
  );
}

/** The commands that delete, one for each object, the last first. */
export function deletions(
  manifests: readonly Manifest[], namespace: string, served: readonly ServedKind[], isDataDeleted: boolean,
): string[][] {
  const own = manifests.filter((each) => (CLUSTER_SCOPED_KINDS.has(each.kind)
    ? each.kind === 'Namespace' && each.name === namespace : each.namespace === namespace));
  const gone = own.filter(({ kind }) => isDataDeleted || !DATA.includes(kind));
  return [...gone].reverse().flatMap((manifest) => {
    const kind = servedKindOf(manifest, served);
    const resource = kind && resourceName(kind);
    const where = kind?.isNamespaced ? ['--namespace', namespace] : [];
    return resource === undefined ? [] : [[...where, 'delete', resource, manifest.name, '--ignore-not-found']];
  });
}

function remainsLines(snapshot: Snapshot, namespace: string): string[] {
  const remains = remainsOf(snapshot.objects, namespace);
  return remains.length === 0 ? ['nothing remains that costs money']
    : ['remains, and costs money:', ...remains.map((each) => `  ${each}`)];
}
