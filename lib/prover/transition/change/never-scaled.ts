import { PodCount, Workload } from '../../../manifests';
import { replicaSetsOf } from './replica-sets-of';
import { isAsRead, Running } from './running';

const NEVER =
  'its number of pods changes while several of its ReplicaSets have some: with Recreate its controller scales none of ' +
  'them then, and does nothing else before; change the number by itself, with a rolling update, and the rest after';

/**
 * Why the controller of a Deployment does nothing any more. While some ReplicaSet with pods was scaled for another
 * number than the one that is asked for, it only scales; and where several have pods, and that of the new template not
 * all that are wanted, it scales none unless the strategy rolls (kubernetes
 * pkg/controller/deployment/deployment_controller.go `syncDeployment`, sync.go `isScalingEvent`, `scale`).
 */
export function whyNeverScaled(
  before: Workload, { kind, paused, strategy }: Workload, { least, most }: PodCount, running: Running,
): string | undefined {
  if (kind !== 'Deployment' || strategy.type !== 'Recreate' || paused || least !== most || !isAsRead(before, running)) {
    return undefined;
  }
  const active = replicaSetsOf(before.manifest, running.objects).filter(({ wanted }) => wanted > 0);
  const isScaling = active.some(({ desired }) => desired !== undefined && desired !== most);
  const isSaturated = active.some(({ desired, wanted, available }) =>
    [desired, wanted, available].every((each) => each === most));
  return active.length > 1 && isScaling && !isSaturated ? NEVER : undefined;
}
