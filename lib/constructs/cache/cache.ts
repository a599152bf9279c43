import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { addObject, constructError, withPath } from '../../synthesis';
import { ClaimSpec } from '../workload/claim-spec';
import { ContainerResources } from '../workload/container-resources';
import { DisruptionBudget } from '../workload/disruption-budget';
import { Egress } from '../workload/egress';
import { EnvValue } from '../workload/env-value';
import { HealthCheck } from '../workload/health-check';
import { parsePinnedImage } from '../workload/image';
import { selectorLabels } from '../workload/labels';
import { NetworkPeer } from '../workload/network-peer';
import { checkSize } from '../workload/persistent-claim';
import { PortProtocol } from '../workload/port-protocol';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { SecretKey } from '../workload/secret-source';
import { StartupBudget } from '../workload/startup-budget';
import { WorkloadController } from '../workload/workload-controller';
import { CacheProps } from './cache-props';
import {
  CACHE_PORT, DATA_PATH, exporter, EXPORTER_PORT, PASSWORD_VARIABLE, programOf, serverCommand,
} from './cache-server';
import { CacheTopology } from './cache-topology';
import { EvictionPolicy } from './eviction-policy';

/** https://github.com/kubernetes/kubernetes/issues/64023 */
const LONGEST_NAME = 52;

const DATA_VOLUME = 'data';

/**
 * A cache, Valkey or Redis: StatefulSet, Service, PodDisruptionBudget, ServiceAccount and NetworkPolicy. Callers get a
 * `redis://` URL of the pod that takes writes.
 */
export class Cache extends ReplicatedWorkload {
  /** One pod, or one with copies. */
  public readonly topology: CacheTopology;
  private readonly password?: SecretKey;

  /**
   * @throws when an image is not pinned, a size is none, or the name is too long for a StatefulSet
   */
  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id, withExporter(props));
    withPath(this, () => checkProps('CacheProps', props));
    this.topology = props.topology ?? CacheTopology.single();
    this.password = props.password;
    if (this.name.length > LONGEST_NAME) {
      throw constructError(
        this, `name '${this.name}' is too long for a StatefulSet; write at most ${LONGEST_NAME} characters`,
      );
    }
    const { isReplicated, copies } = this.topology;
    const headless = `${this.name}-headless`;
    const { image = 'valkey/valkey:8.1.11', exporterImage } = props;
    const { program, resources, startupBudget, claims } = withPath(this, () => ({
      program: programOf(parsePinnedImage(image).repository),
      resources: ContainerResources.of(props.resources),
      startupBudget: StartupBudget.of(
        props.startupBudget ?? Duration.minutes(2), { imagePull: props.imagePullBudget },
      ),
      claims: claimsOf(props),
    }));
    this.setVariables();
    this.define({
      application: program,
      component: 'cache',
      image,
      command: serverCommand(program, {
        resources,
        eviction: props.eviction ?? EvictionPolicy.ALL_KEYS_LRU,
        password: props.password,
        keepsWrites: claims.length > 0,
        primary: isReplicated ? `${this.name}-0.${headless}` : undefined,
      }),
      replicas: 1 + copies,
      controller: WorkloadController.statefulSet({ serviceName: headless, claims }),
      ports: [
        { name: 'redis', containerPort: CACHE_PORT, servicePort: CACHE_PORT, protocol: PortProtocol.REDIS },
        // That of the container beside it: containers of a pod share its address.
        ...(exporterImage === undefined
          ? []
          : [{ name: 'metrics', containerPort: EXPORTER_PORT, protocol: PortProtocol.HTTP }]),
      ],
      metrics: exporterImage === undefined ? undefined : { port: 'metrics' },
      serviceSelector: isReplicated ? { 'statefulset.kubernetes.io/pod-name': `${this.name}-0` } : undefined,
      // In place: a second pod would be another cache.
      rollout: RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 1 }),
      startupBudget,
      containerName: program,
      uid: 999,
      resources,
      // While it loads its data it answers with an error, which `-e` makes a failure of.
      readiness: HealthCheck.exec([`${program}-cli`, '-e', 'ping']),
      liveness: HealthCheck.tcp(),
      startup: HealthCheck.exec([`${program}-cli`, '-e', 'ping']),
      volumes: claims.length > 0 ? [] : [{ name: DATA_VOLUME, emptyDir: {} }],
      volumeMounts: [{ name: DATA_VOLUME, mountPath: DATA_PATH }],
      disruptionBudget: isReplicated ? DisruptionBudget.maxUnavailable(1) : undefined,
      preStopDelaySeconds: 5,
      terminationGraceSeconds: 60,
    });
    this.addServices(headless);
    if (isReplicated) {
      this.connectCopies();
    }
  }

  /** The password, when there is one. */
  public override get credential(): SecretKey | undefined {
    return this.password;
  }

  /** URL of all pods, for callers that only read; they must be connected too. Undefined when there is one pod alone. */
  public get readUrl(): string | undefined {
    const host = `${this.name}-read${this.namespace === undefined ? '' : `.${this.namespace}.svc.cluster.local`}`;
    return this.topology.isReplicated ? `redis://${host}:${CACHE_PORT}` : undefined;
  }

  private setVariables(): void {
    if (this.password) {
      this.addEnv(PASSWORD_VARIABLE, EnvValue.fromSecret(this.password));
    }
    if (this.topology.isReplicated) {
      this.addEnv('POD_NAME', EnvValue.fromField('metadata.name'));
    }
  }

  /** The headless one gives each pod a name; the other one spreads reads. */
  private addServices(headless: string): void {
    const spec = {
      selector: selectorLabels(this.name),
      ports: [{ name: 'redis', port: CACHE_PORT, targetPort: 'redis', protocol: 'TCP' }],
    };
    addObject(this, 'HeadlessService', 'v1 Service', {
      metadata: this._metadata(headless), spec: { clusterIP: 'None', publishNotReadyAddresses: true, ...spec },
    });
    if (this.topology.isReplicated) {
      addObject(this, 'ReadService', 'v1 Service', {
        metadata: this._metadata(`${this.name}-read`), spec: { type: 'ClusterIP', ...spec },
      });
    }
  }

  private connectCopies(): void {
    const own = NetworkPeer.pods(selectorLabels(this.name));
    this.allowIngressFrom(own, 'redis');
    this.allowEgressTo(Egress.to(own, CACHE_PORT));
  }
}

function claimsOf({ storageSize, storageClass, retainStorage = true }: CacheProps): ClaimSpec[] {
  if (storageSize === undefined && storageClass !== undefined) {
    throw new Error(`storageClass '${storageClass}' has no volume; write storageSize: '10Gi', or leave it out`);
  }
  return storageSize === undefined ? [] : [{
    name: DATA_VOLUME,
    size: checkSize('storageSize', storageSize),
    storageClass,
    accessMode: 'ReadWriteOnce',
    retain: retainStorage,
  }];
}

function withExporter(props: CacheProps): CacheProps {
  const { exporterImage: image, password, sidecars = [] } = props ?? {};
  return image === undefined ? props : { ...props, sidecars: [exporter(image, password), ...sidecars] };
}
