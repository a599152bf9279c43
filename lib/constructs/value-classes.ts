import { Taint } from '../cluster';
import { nameUsersLine } from '../util/users-line';
import { CacheTopology } from './cache/cache-topology';
import { ArgoCdSyncWindow } from './gitops/argo-cd-sync-window';
import { ModelCache } from './model-server/model-cache';
import { ModelServerEngine } from './model-server/model-server-engine';
import { AlertReceiver } from './monitoring/alert-receiver';
import { Nim } from './nim/nim';
import { NimFamily } from './nim/nim-family';
import { RemoteKey } from './secrets/remote-key';
import { SecretStoreReference } from './secrets/secret-store';
import { VectorStoreTopology } from './vector-store/vector-store-topology';
import { Autoscaling } from './workload/autoscaling';
import { CertificateIssuer } from './workload/certificate-issuer';
import { ContainerResources } from './workload/container-resources';
import { DeviceClaim } from './workload/device-claim';
import { DisruptionBudget } from './workload/disruption-budget';
import { Egress } from './workload/egress';
import { EnvSource, EnvValue } from './workload/env-value';
import { ExternalEndpoint } from './workload/external-endpoint';
import { HealthCheck } from './workload/health-check';
import { KedaTrigger } from './workload/keda-trigger';
import { NetworkIsolation } from './workload/network-isolation';
import { NetworkPeer } from './workload/network-peer';
import { PortProtocol } from './workload/port-protocol';
import { RecordedMetric } from './workload/recorded-metric';
import { RolloutStrategy } from './workload/rollout-strategy';
import { ScalingMetric } from './workload/scaling-metric';
import { ScalingPolicy } from './workload/scaling-policy';
import { SecretSource } from './workload/secret-source';
import { StartupBudget } from './workload/startup-budget';
import { WorkloadController } from './workload/workload-controller';

// What users make before there is a construct: its errors name their line.
nameUsersLine([
  AlertReceiver, ArgoCdSyncWindow, Autoscaling, CacheTopology, CertificateIssuer, ContainerResources, DeviceClaim,
  DisruptionBudget, Egress, EnvSource, EnvValue, ExternalEndpoint, HealthCheck, KedaTrigger, ModelCache,
  ModelServerEngine, NetworkIsolation, NetworkPeer, Nim, NimFamily, PortProtocol, RecordedMetric, RemoteKey,
  RolloutStrategy, ScalingMetric, ScalingPolicy, SecretSource, SecretStoreReference, StartupBudget, Taint,
  VectorStoreTopology, WorkloadController,
]);
