import { Probe, Toleration, Volume, VolumeMount } from '../../../imports/kubernetes';
import { ContainerResources, DiskDefaults } from './container-resources';
import { DisruptionBudget } from './disruption-budget';
import { Egress } from './egress';
import { ClaimSpec } from './persistent-claim';
import { PodUser } from './pod-security';
import { RolloutStrategy } from './rollout-strategy';
import { SecretSource } from './secret-source';
import { StartupBudget } from './startup-budget';
import { WorkloadPort } from './workload-port';

/** What a construct decides when its user says nothing. */
export interface WorkloadDefaults {
  readonly disruptionBudget: DisruptionBudget;
  readonly egress?: Egress[];
  readonly imagePullSecrets?: SecretSource[];
  readonly tolerations?: Toleration[];
  readonly disk: DiskDefaults;
  readonly preStopDelaySeconds: number;
  readonly terminationGraceSeconds: number;
}

/** What a construct decides about its objects. */
export interface WorkloadSpec {
  readonly application: string;
  readonly component: string;
  readonly image: string;
  readonly replicas: number;
  readonly ports: WorkloadPort[];
  readonly serviceType?: string;
  readonly unhealthyPodEvictionPolicy: string;

  readonly rollout: RolloutStrategy;
  readonly startup: StartupBudget;
  readonly minReadySeconds: number;
  /** Label by which the controller tells the pods of one revision from those of another. */
  readonly revisionLabel: string;

  readonly containerName: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly user: PodUser;
  readonly resources: ContainerResources;
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe: Probe;
  readonly readOnlyRootFilesystem: boolean;
  /** Claim that the construct renders. */
  readonly claim?: ClaimSpec;
  /** Claims that a StatefulSet makes for each pod; each is a volume of the pod. */
  readonly claimTemplates?: ClaimSpec[];
  readonly volumes: Volume[];
  readonly volumeMounts: VolumeMount[];

  readonly defaults: WorkloadDefaults;
}
