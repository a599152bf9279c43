import { isBeingDeleted, ResourceAmounts, ResourceQuota, Workload } from '../../manifests';
import { Admission } from './admit';
import { claimNames } from './outside-usage';
import { podQuotaUsage } from './pod-quota-usage';

/**
 * What so many pods of a workload take anew of a quota when they are made, each: claims of a StatefulSet outlive its
 * pods, so that none is made where all are there, whatever a quota that was lowered since allows (kubernetes
 * pkg/controller/statefulset/stateful_pod_control.go `createMissingPersistentVolumeClaims`).
 */
export function usageAnew(
  admission: Admission, workload: Workload, pods: number, quota: ResourceQuota,
): ResourceAmounts {
  const { surroundings } = admission;
  const { spec } = admission.podOf(workload);
  const usage = podQuotaUsage(workload, spec, quota, surroundings);
  const ofPod = podQuotaUsage(workload, spec, quota, surroundings, false);
  return usage.size === ofPod.size || !areKept(admission, workload, pods) ? usage : ofPod;
}

function areKept({ surroundings: { model } }: Admission, workload: Workload, pods: number): boolean {
  return Number.isFinite(pods) && claimNames(workload, pods).every((name) => {
    const claim = model.find('PersistentVolumeClaim', workload.namespace, name);
    return claim !== undefined && !isBeingDeleted(claim);
  });
}
