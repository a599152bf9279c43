import { Workload } from '../../manifests';
import { DeviceIndex } from './devices';

interface Source {
  readonly devices: DeviceIndex;
  /** What happens to the pods on some nodes and is not modelled. */
  readonly caveats: (workload: Workload) => string[];
}

/** What decides about the pods of a workload, wherever they stand, and is not modelled, in words. */
export function unmodelledOf({ devices, caveats }: Source, workload: Workload): string[] {
  const { pod, undecided, unread } = workload;
  return [
    ...undecided,
    ...unread,
    pod.schedulingGates > 0 ? 'scheduling gates' : '',
    ...devices.demandOf(workload).unmodelled,
    ...devices.unmodelledResources(pod),
    pod.schedulerName && pod.schedulerName !== 'default-scheduler' ? `scheduler '${pod.schedulerName}'` : '',
    ...caveats(workload),
  ].filter(Boolean);
}
