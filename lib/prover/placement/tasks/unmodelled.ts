import { Workload } from '../../../manifests';
import { DeviceIndex } from '../devices/devices';

/** What decides about the pods of a workload, wherever they stand, and is not modelled, in words. */
export function unmodelledOf(devices: DeviceIndex, workload: Workload): string[] {
  const { pod, undecided, unread } = workload;
  return [
    ...undecided,
    ...unread,
    pod.schedulingGates > 0 ? 'scheduling gates' : '',
    ...pod.nodeFeatures.map((feature) => `${feature}, which a node has to declare (status.declaredFeatures)`),
    ...devices.demandOf(workload).unmodelled,
    ...devices.unmodelledResources(pod),
    pod.schedulerName ? `scheduler '${pod.schedulerName}'` : '',
  ].filter(Boolean);
}
