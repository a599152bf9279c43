import { Probe, Toleration, Volume, VolumeMount } from '../../../imports/kubernetes';
import { Autoscaling } from './autoscaling';
import { ClaimSpec } from './claim-spec';
import { ContainerResources, DiskDefaults } from './container-resources';
import { DisruptionBudget } from './disruption-budget';
import { Egress } from './egress';
import { WorkloadMetrics } from './workload-metrics';
import { PodUser } from './pod-security';
import { RolloutStrategy } from './rollout-strategy';
import { SecretSource } from './secret-source';
import { StartupBudget } from './startup-budget';
import { WorkloadPort } from './workload-port';

/** What a construct decides about its pods when its user says nothing. */
export interface PodDefaults {
  readonly egress?: Egress[];
  readonly imagePullSecrets?: SecretSource[];
  readonly tolerations?: Toleration[];
  readonly disk: DiskDefaults;
  readonly preStopDelaySeconds: number;
  readonly terminationGraceSeconds: number;
}

/** What a construct has decided about its pods, with nothing left open. */
export interface PodSpecSource {
  readonly application: string;
  readonly component: string;
  readonly image: string;
  readonly replicas: number;
  readonly ports: WorkloadPort[];
  readonly metrics?: WorkloadMetrics;
  /** Of the controller. */
  readonly annotations?: { readonly [key: string]: string };
  /** Label by which the controller tells the pods of one revision from those of another; a Job has one revision. */
  readonly revisionLabel?: string;
  /** Of a Job. */
  readonly restartPolicy?: string;

  readonly containerName: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly user: PodUser;
  readonly resources: ContainerResources;
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly readOnlyRootFilesystem: boolean;
  /** Claim that the construct renders. */
  readonly claim?: ClaimSpec;
  /** Claims that a StatefulSet makes for each pod; each is a volume of the pod. */
  readonly claimTemplates?: ClaimSpec[];
  readonly volumes: Volume[];
  readonly volumeMounts: VolumeMount[];

  readonly defaults: PodDefaults;
}

/** What a construct of replicas has decided. */
export interface WorkloadSpec extends PodSpecSource {
  readonly serviceType?: string;
  readonly serviceSelector?: { readonly [key: string]: string };
  readonly unhealthyPodEvictionPolicy: string;
  /** Who decides the number of pods; `replicas` is then the greatest. */
  readonly autoscaling?: Autoscaling;
  readonly disruptionBudget: DisruptionBudget;
  readonly rollout: RolloutStrategy;
  readonly startup: StartupBudget;
  readonly minReadySeconds: number;
}
