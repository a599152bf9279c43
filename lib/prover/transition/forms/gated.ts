import { Workload } from '../../../manifests';
import { ChangeVerdict, Judgement, nameOf, restsOnPlaces } from '../../updates';
import { Change } from '../change/change';
import { Mover } from '../release/mover';
import { Release } from '../release/release';
import { neverByItself } from './never-fits';

/** Kinds that replace nothing as long as they wait for a person. */
const PAUSED: ReadonlySet<string> = new Set(['Deployment', 'DeploymentConfig', 'RayCluster']);

/**
 * What is said of a change beside another one that replaces some pods and then waits for a person, by a partition or a
 * pause: it is counted as if it stood still, but its pods leave their room for a while, and may come elsewhere
 * (kubernetes pkg/controller/statefulset/stateful_set_control.go `rollingUpdate`, down to the partition).
 */
export function besideGated(
  release: Release, workload: Workload, changes: Iterable<Change>, judged: ChangeVerdict,
  isSure: (mover: Mover) => boolean,
): ChangeVerdict {
  const gated = judged.isSettled ? undefined
    : [...changes].find((change) => replacesSome(change) && mayMeet(release, workload, change.after!));
  if (!gated) {
    return judged;
  }
  const { alone, together = alone } = judged;
  const mover = release.moverOf(workload);
  const isOpen = together.verdict === 'proven' ? restsOnPlaces(together.witness) && !(mover && isSure(mover))
    : together.verdict === 'impossible' && !(mover && neverByItself(release.capacity, mover));
  const doubt: Judgement = {
    verdict: 'unknown',
    witness: [`${together.verdict} where pods of ${nameOf(gated.after!)} stand still, some of which are replaced before ` +
      'it waits for a person'],
  };
  return { ...judged, together: isOpen ? doubt : together };
}

function replacesSome({ kind, template, held, after }: Change): boolean {
  return kind === 'updated' && template !== 'none' && held === undefined && after?.waitsFor !== undefined
    && after.holds === undefined && !PAUSED.has(after.kind);
}

function mayMeet({ capacity }: Release, { manifest }: Workload, other: Workload): boolean {
  const tasksOf = (of: Workload['manifest']) => capacity.tasks.filter(({ workload }) => workload.manifest === of);
  const daemon = capacity.daemons.find(({ workload }) => workload.manifest === manifest);
  const groups = daemon ? daemon.nodes.map((node) => capacity.groupOf[node])
    : tasksOf(manifest).flatMap(({ eligible }) => eligible.flatMap((yes, group) => (yes ? [group] : [])));
  return other.manifest !== manifest && tasksOf(other.manifest).some(({ eligible }) =>
    groups.some((group) => eligible[group]));
}
