import { Field } from './field';
import { Manifest } from './manifest';
import { Workload } from './workload';

/** What may change the requests of a workload's pods after they are written. */
export interface VerticalAutoscaler {
  readonly manifest: Manifest;
  readonly targetKind: string;
  readonly targetName: string;
}

/**
 * The VerticalPodAutoscalers that act: with updateMode Off, or with every container left alone, one only recommends
 * (kubernetes/autoscaler vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1/types.go).
 */
export function readVerticalAutoscaler(root: Field): VerticalAutoscaler | undefined {
  const spec = root.get('spec');
  const policies = spec.get('resourcePolicy', 'containerPolicies').items();
  const leavesAll =
    policies.some((policy) => policy.get('containerName').value === '*' && policy.get('mode').value === 'Off')
    && policies.every((policy) => policy.get('mode').value === 'Off');
  if (spec.get('updatePolicy', 'updateMode').value === 'Off' || leavesAll) {
    return undefined;
  }
  const target = spec.get('targetRef');
  return {
    manifest: root.manifest, targetKind: target.get('kind').string() ?? '',
    targetName: target.get('name').string() ?? '',
  };
}

/** A workload whose requests are somebody else's to choose: nothing that depends on their size is decided. */
export function resizedBy(workload: Workload, { manifest }: VerticalAutoscaler): Workload {
  const reason = `has requests of cpu and memory that ${manifest.id} chooses`;
  return {
    ...workload,
    resizedBy: manifest.id,
    unread: [...workload.unread, reason],
    companions: workload.companions.map((each) => ({ ...each, resizedBy: manifest.id })),
  };
}
