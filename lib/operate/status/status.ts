import { NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { Manifest } from '../../manifests';
import { EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED } from '../exit-code';
import { holdersOf } from '../obstacles';
import { readView } from '../read-view';
import { View } from '../view';
import { isSame, WATCHED_KINDS, WorkloadRef } from '../workload-ref';
import { World } from '../world';
import { Progress } from '../watch/progress';
import { progressLines } from '../watch/progress-table';
import { fullName, progressDetails } from '../watch/progress-text';
import { watchAll, WatchOptions } from '../watch/watch-all';
import { waitForAll } from '../watch/wait';

/** Of whom to tell: the workloads of manifests, or whatever runs in a namespace. */
export interface StatusOf {
  readonly namespaces: readonly string[];
  /** @default - every workload of the namespaces */
  readonly workloads?: readonly WorkloadRef[];
}

/** Tells once how far each workload is and who holds the GPUs; returns whether everything is complete. */
export async function status(of: StatusOf, world: World, options: WatchOptions = {}): Promise<number> {
  const { say, clock } = world;
  const view = await readView(world.kubectl, of.namespaces);
  const refs = of.workloads ?? workloadsIn(view);
  const now = clock.now();
  const progress = watchAll(refs, [], view, now, { ...options, asClusterSays: true });
  skewText(view, now).forEach((text) => say({ event: 'said', text }));
  const [[head], ...rows] = progressLines(progress, now, world.width);
  if (rows.length > 0) {
    say({ event: 'said', text: head });
  }
  rows.forEach(([first, ...more], index) => {
    const event = progress[index].outcome === 'done' ? 'done' : 'phase';
    say({ event, ...progressDetails(progress[index], now), text: first });
    more.forEach((text) => say({ event: 'said', text }));
  });
  const missing = refs.filter((ref) => !progress.some(({ workload }) => isSame(workload, ref)));
  missing.forEach((ref) => say({ event: 'failed', workload: fullName(ref), text: `${ref.name}: not in the cluster` }));
  obstacleLines(progress).forEach(say);
  gpuLines(view).forEach((text) => say({ event: 'said', text }));
  if (refs.length === 0) {
    say({ event: 'said', text: `no workload in namespace ${of.namespaces.join(', ')}` });
  }
  const isComplete = missing.length === 0 && progress.every(({ outcome }) => outcome === 'done');
  return isComplete ? EXIT_DONE : EXIT_FAILED;
}

/** Tells on and on, until somebody ends it. */
export async function watchStatus(of: StatusOf, world: World, options: WatchOptions = {}): Promise<number> {
  const refs = of.workloads ?? workloadsIn(await readView(world.kubectl, of.namespaces));
  await waitForAll(refs, world, { ...options, untilDone: false, asClusterSays: true });
  return EXIT_INTERRUPTED;
}

/** The workloads of the namespaces that were looked at. */
export function workloadsIn({ snapshot }: View): WorkloadRef[] {
  return snapshot.objects.filter(({ kind }) => WATCHED_KINDS.includes(kind) && kind !== 'Job')
    .map(({ kind, namespace, name }) => ({ kind, namespace, name }));
}

/** What hinders, with what to type next. */
function obstacleLines(progress: readonly Progress[]): Parameters<World['say']>[0][] {
  return progress.flatMap(({ workload, obstacle }) => obstacle === undefined ? [] : [
    ...obstacle.evidence.map((line) => ({
      event: 'evidence' as const, workload: fullName(workload), code: obstacle.code, text: `${workload.name}: ${line}`,
    })),
  ]);
}

/** `gpu-1: 1 nvidia.com/gpu, held by research-ops/reasoning-nim-…`. */
function gpuLines(view: View): string[] {
  return holdersOf(NVIDIA_GPU_RESOURCE, view).filter(({ offered }) => offered > 0).map(({ node, offered, pods }) =>
    `${node}: ${offered} ${NVIDIA_GPU_RESOURCE}, ${pods.length === 0 ? 'free' : `held by ${pods.join(', ')}`}`);
}

const SKEW = 5_000;

/** A cluster whose clock is ahead tells of times to come. */
function skewText({ snapshot }: View, now: number): string[] {
  const timeOf = ({ json }: Manifest) =>
    Date.parse(String((json.metadata as { creationTimestamp?: unknown } | undefined)?.creationTimestamp));
  const ahead =
    Math.max(0, ...[...snapshot.pods, ...snapshot.objects].map(timeOf).filter((time) => time - now > SKEW)) - now;
  return ahead > SKEW
    ? [
        `the clock of the cluster is at least ${Math.round(ahead / 1000)} s ahead of this machine's: times are too short by that`,
      ]
    : [];
}
