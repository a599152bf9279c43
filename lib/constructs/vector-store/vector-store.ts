import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ContainerResources } from '../workload/container-resources';
import { DisruptionBudget } from '../workload/disruption-budget';
import { Egress } from '../workload/egress';
import { EnvValue } from '../workload/env-value';
import { constructError, withPath } from '../../synthesis';
import { HealthCheck } from '../workload/health-check';
import { selectorLabels } from '../workload/labels';
import { NetworkPeer } from '../workload/network-peer';
import { ClaimSpec } from '../workload/claim-spec';
import { checkSize } from '../workload/persistent-claim';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { SecretKey } from '../workload/secret-source';
import { StartupBudget } from '../workload/startup-budget';
import { MetricsKind } from '../workload/workload-metrics';
import { PortProtocol } from '../workload/port-protocol';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { WorkloadController } from '../workload/workload-controller';
import { addPeerService, clusterVariables, PEER_PORT, peerServiceName } from './qdrant-cluster';
import { VectorStoreProps } from './vector-store-props';
import { VectorStoreTopology } from './vector-store-topology';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** A listener of its own for metrics, which needs no API key: https://github.com/qdrant/qdrant/pull/7838 */
const METRICS_PORT = 9091;

/** https://github.com/kubernetes/kubernetes/issues/64023 */
const LONGEST_STATEFUL_SET_NAME = 52;

/** With `-storage` it names a volume, of at most 63 characters. */
const LONGEST_DEPLOYMENT_NAME = 55;

const STORAGE_PATH = '/qdrant/storage';
const INIT_VOLUME = 'init';
const INIT_PATH = '/qdrant/init';

/**
 * A Qdrant vector database: one node as a Deployment, or a cluster as a StatefulSet; with Service,
 * PodDisruptionBudget, claims, ServiceAccount and NetworkPolicy.
 */
export class VectorStore extends ReplicatedWorkload {
  /** One node or several. */
  public readonly topology: VectorStoreTopology;

  private readonly apiKey?: SecretKey;
  private readonly storage: ClaimSpec;

  /**
   * @throws when the storage size is not a quantity, the image is not pinned, or a read-only key comes alone
   */
  constructor(scope: Construct, id: string, props: VectorStoreProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('VectorStoreProps', props));
    this.topology = props.topology ?? VectorStoreTopology.singleNode();
    this.apiKey = props.apiKey;
    this.checkNameLength();
    this.storage = this.resolveStorage(props);
    const { isCluster, nodes } = this.topology;
    const { startup, resources } = withPath(this, () => ({
      startup: StartupBudget.of(props.startupBudget ?? Duration.minutes(10), { imagePull: props.imagePullBudget }),
      resources: ContainerResources.of(props.resources),
    }));
    this.setVariables(props);
    this.define({
      application: 'qdrant',
      component: 'vector-store',
      image: props.image ?? 'qdrant/qdrant:v1.19.0-unprivileged',
      replicas: nodes,
      ports: [
        { name: 'http', containerPort: 6333, servicePort: 6333, protocol: PortProtocol.HTTP },
        { name: 'grpc', containerPort: 6334, servicePort: 6334, protocol: PortProtocol.GRPC },
        { name: 'metrics', containerPort: METRICS_PORT, protocol: PortProtocol.HTTP },
        ...(isCluster ? [{ name: 'peer', containerPort: PEER_PORT, protocol: PortProtocol.HTTP }] : []),
      ],
      // On a listener of its own, which asks for no API key.
      metrics: { port: 'metrics', path: '/metrics', kind: MetricsKind.QDRANT },
      controller: isCluster
        ? WorkloadController.statefulSet({ serviceName: peerServiceName(this.name), claims: [this.storage] })
        : undefined,
      // A node that is not ready may be recovering the only other copy of a shard.
      evictUnreadyPods: false,
      // In place: a second pod would wait for the volume that the first one holds, or for its lock on the data.
      rollout: RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 1 }),
      startupBudget: startup,
      minReadySeconds: isCluster ? 10 : 0,
      containerName: 'qdrant',
      // The entrypoint of the image exits on SIGTERM before Qdrant has written what it holds, which kills Qdrant too.
      command: ['./qdrant'],
      uid: 1000,
      resources,
      // /readyz answers only when shards have recovered: asked at the start, it would get a recovering node killed.
      startup: HealthCheck.httpGet('/livez'),
      liveness: HealthCheck.httpGet('/livez'),
      readiness: HealthCheck.httpGet('/readyz'),
      claim: isCluster ? undefined : this.storage,
      volumes: [
        ...(isCluster ? [] : [{ name: this.storage.name, persistentVolumeClaim: { claimName: this.storage.name } }]),
        { name: INIT_VOLUME, emptyDir: {} },
      ],
      volumeMounts: [
        { name: this.storage.name, mountPath: STORAGE_PATH },
        { name: INIT_VOLUME, mountPath: INIT_PATH },
      ],
      // One node at a time keeps the majority of a cluster; a single node follows the policy of every service.
      disruptionBudget: isCluster ? DisruptionBudget.maxUnavailable(1) : undefined,
      preStopDelaySeconds: 5,
      terminationGraceSeconds: 60,
    });
    if (isCluster) {
      addPeerService(this, this._metadata(peerServiceName(this.name)), selectorLabels(this.name));
      this.connectPeers();
    }
  }

  public override get credential(): SecretKey | undefined {
    return this.apiKey;
  }

  /** What is derived from the name must still be a label: the revision of a StatefulSet, the volume of a Deployment. */
  private checkNameLength(): void {
    const [kind, longest] = this.topology.isCluster
      ? ['StatefulSet', LONGEST_STATEFUL_SET_NAME]
      : ['VectorStore', LONGEST_DEPLOYMENT_NAME];
    if (this.name.length > Number(longest)) {
      throw constructError(this, `name '${this.name}' is too long for a ${kind}; write at most ${longest} characters`);
    }
  }

  private resolveStorage(props: VectorStoreProps): ClaimSpec {
    return {
      name: `${this.name}-storage`,
      size: withPath(this, () => checkSize('storageSize', props.storageSize ?? '10Gi')),
      storageClass: props.storageClass,
      accessMode: 'ReadWriteOnce',
      retain: props.retainStorage ?? true,
    };
  }

  private setVariables(props: VectorStoreProps): void {
    if (!props.apiKey && props.readOnlyApiKey) {
      throw constructError(
        this,
        `readOnlyApiKey '${props.readOnlyApiKey.secret.name}' protects nothing without an apiKey; write both`,
      );
    }
    const literals = {
      QDRANT_INIT_FILE_PATH: `${INIT_PATH}/.qdrant-initialized`,
      QDRANT__SERVICE__METRICS_PORT: String(METRICS_PORT),
      QDRANT__STORAGE__SNAPSHOTS_PATH: `${STORAGE_PATH}/snapshots`,
      QDRANT__TELEMETRY_DISABLED: 'true',
    };
    Object.entries(literals).forEach(([name, value]) => this.addEnv(name, EnvValue.literal(value)));
    const keys = { QDRANT__SERVICE__API_KEY: props.apiKey, QDRANT__SERVICE__READ_ONLY_API_KEY: props.readOnlyApiKey };
    Object.entries(keys).forEach(([name, key]) => key && this.addEnv(name, EnvValue.fromSecret(key)));
    if (this.topology.isCluster) {
      Object.entries(clusterVariables(this.name, this.topology)).forEach(([name, value]) => this.addEnv(name, value));
    }
  }

  /** The nodes of a cluster call each other, and nobody else may: the peer port asks for no key. */
  private connectPeers(): void {
    this.allowIngressFrom(NetworkPeer.pods(selectorLabels(this.name)), 'peer');
    this.allowEgressTo(Egress.to(NetworkPeer.pods(selectorLabels(this.name)), PEER_PORT));
  }
}
