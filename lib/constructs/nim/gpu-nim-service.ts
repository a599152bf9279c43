import { NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { isCount } from '../../kubernetes/count';
import { Quantity } from '../../kubernetes/quantity';
import { ContainerResources } from '../workload/container-resources';
import { Egress } from '../workload/egress';
import { EnvValue } from '../workload/env-value';
import { constructError, Warnings, withPath } from '../../synthesis';
import { HealthCheck } from '../workload/health-check';
import { parsePinnedImage } from '../workload/image';
import { ClaimSpec } from '../workload/claim-spec';
import { checkSize } from '../workload/persistent-claim';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { SecretKey, SecretSource } from '../workload/secret-source';
import { StartupBudget } from '../workload/startup-budget';
import { HealthRequest } from '../workload/health-request';
import { PortProtocol } from '../workload/port-protocol';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { volumesOf } from '../workload/workload-definition';
import { WorkloadPort } from '../workload/workload-port';
import { GpuNimServiceProps } from './gpu-nim-service-props';
import { ModelCache } from './model-cache';
import { Nim } from './nim';
import { NimPort } from './nim-family';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/** The first compilation of a TensorRT engine takes up to 20 minutes; nothing may give up sooner. */
const SHORTEST_STARTUP_SECONDS = 1200;

const CACHE_VOLUME = 'model-cache';
const SHARED_MEMORY_VOLUME = 'shared-memory';
const TMP_VOLUME = 'tmp';

/**
 * A NIM on scarce GPUs: Deployment, Service, PodDisruptionBudget, claim of the model cache, ServiceAccount and
 * NetworkPolicy.
 *
 * By default its pods are recreated, because a rolling update waits for ever for a GPU that the old pod holds.
 */
export class GpuNimService extends ReplicatedWorkload {
  /** The NIM. */
  public readonly nim: Nim;
  /** GPUs of each pod. */
  public readonly gpus: number;
  /** Where models and engines are kept. */
  public readonly modelCache: ModelCache;

  /**
   * @throws when the update or the replicas would wait for a volume or a GPU for ever, /dev/shm does not fit into the
   * memory limit, or the startup budget is below 1200 s
   */
  constructor(scope: Construct, id: string, props: GpuNimServiceProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('GpuNimServiceProps', props));
    const { nim } = props;
    const { family } = nim;
    this.nim = nim;
    this.gpus = this.resolveGpus(props.gpus ?? nim.gpus);
    const gpuResource = this.resolveGpuResource(props.gpuResource ?? NVIDIA_GPU_RESOURCE);
    this.modelCache = props.modelCache ?? ModelCache.claim();
    const replicas = props.replicas ?? 1;
    const rollout = props.rollout ?? RolloutStrategy.recreate();
    this.checkCache(replicas, rollout);
    const startup = this.resolveStartup(props);
    const sharedMemory = withPath(this, () =>
      checkSize('sharedMemory', props.sharedMemory ?? nim.sharedMemory(this.gpus)),
    );
    const resources = withPath(this, () => this.resolveResources(props, sharedMemory));
    this.checkMemory(sharedMemory, resources);
    this.setNimVariables(props);
    if (this.modelCache.isHostPath) {
      Warnings.add(
        this,
        'the model cache',
        'is a directory of the node, which Pod Security restricted and baseline refuse; write ModelCache.claim(), or label the namespace privileged',
      );
    }
    this.define({
      application: parsePinnedImage(nim.image).repository.split('/').pop()!,
      component: family.component,
      image: nim.image,
      replicas,
      ports: this.resolvePorts(props),
      metrics: {
        port: family.metrics ? 'metrics' : 'http', path: family.metricsPath, kind: family.metricsKind,
      },
      rollout,
      startupBudget: startup,
      containerName: 'nim',
      uid: family.uid,
      gid: family.gid,
      resources: resources.withDevices(gpuResource, this.gpus),
      startup: HealthCheck.httpGet(family.readyPath),
      liveness: HealthCheck.httpGet(family.livePath),
      readiness: HealthCheck.httpGet(family.readyPath),
      // NIM images write beside their code when they start, to places that differ from image to image.
      readOnlyRootFilesystem: false,
      claim: this.ownClaim(),
      volumes: volumesOf([
        this.modelCache._toKube(this.name, CACHE_VOLUME),
        { name: SHARED_MEMORY_VOLUME, emptyDir: { medium: 'Memory', sizeLimit: sharedMemory } },
        { name: TMP_VOLUME, emptyDir: {} },
      ]),
      volumeMounts: [
        { name: CACHE_VOLUME, mountPath: family.cachePath },
        { name: SHARED_MEMORY_VOLUME, mountPath: '/dev/shm' },
        { name: TMP_VOLUME, mountPath: '/tmp' },
      ],
      egress: props.offline ? [] : [Egress.ngc()],
      imagePullSecrets: [SecretSource.existing('ngc-secret')],
      tolerations: [{ key: NVIDIA_GPU_RESOURCE, operator: 'Exists', effect: 'NoSchedule' }],
      // Scratch files of a compilation, since the writable layer is not read-only.
      disk: { request: '2Gi', limit: '20Gi' },
      // Recreate stops every pod before it starts one: there is no other pod for load balancers to turn to.
      preStopDelaySeconds: rollout.isRecreate ? 0 : 10,
      terminationGraceSeconds: 60,
    });
  }

  /** Its models too: a NIM can be ready and serve another model than its callers ask for. */
  public override get healthRequests(): HealthRequest[] {
    return super.healthRequests.flatMap((ready) => [ready, { port: ready.port, path: '/v1/models' }]);
  }

  private resolveResources(props: GpuNimServiceProps, sharedMemory: string): ContainerResources {
    const { hostMemoryGib, image } = this.nim;
    if (props.resources) {
      return ContainerResources.of(props.resources);
    }
    if (hostMemoryGib === undefined) {
      throw new Error(
        `resources are missing, and the host memory of ${image} is not known; write resources: { cpu: '4', memory: '20Gi', memoryLimit: '30Gi' }`,
      );
    }
    const memoryLimitGib = Math.ceil(Math.max(hostMemoryGib * 1.5, hostMemoryGib + gib(sharedMemory)));
    return ContainerResources.of({
      cpu: '4', cpuLimit: '8', memory: `${hostMemoryGib}Gi`, memoryLimit: `${memoryLimitGib}Gi`,
    });
  }

  private resolvePorts(props: GpuNimServiceProps): WorkloadPort[] {
    const { http, grpc, metrics } = this.nim.family;
    const containerPort = props.containerPort ?? http.port;
    if (props.grpcPort !== undefined && !grpc) {
      throw constructError(
        this,
        `grpcPort ${props.grpcPort} leads nowhere: ${this.nim.image} has no gRPC API; leave grpcPort out`,
      );
    }
    return [
      { name: 'http', containerPort, servicePort: props.port ?? containerPort, protocol: PortProtocol.HTTP },
      ...(grpc
        ? [{ name: 'grpc', containerPort: grpc.port, servicePort: props.grpcPort, protocol: PortProtocol.GRPC }]
        : []),
      ...(metrics ? [{ name: 'metrics', containerPort: metrics.port, protocol: PortProtocol.HTTP }] : []),
    ];
  }

  private setNimVariables(props: GpuNimServiceProps): void {
    const { http, grpc, metrics, cachePath } = this.nim.family;
    const address = (port: NimPort, number: number): EnvValue =>
      EnvValue.literal(port.bindAddress ? `${port.bindAddress}:${number}` : String(number));
    this.addEnv(http.env, address(http, props.containerPort ?? http.port));
    for (const port of [grpc, metrics]) {
      if (port) {
        this.addEnv(port.env, address(port, port.port));
      }
    }
    this.addEnv('NIM_CACHE_PATH', EnvValue.literal(cachePath));
    // The home directory of the image may not be writable: https://github.com/NVIDIA/k8s-nim-operator
    // (nimservice_types.go)
    this.addEnv('OUTLINES_CACHE_DIR', EnvValue.literal('/tmp/outlines'));
    const apiKey = this.resolveApiKey(props);
    if (apiKey) {
      this.addEnv('NGC_API_KEY', EnvValue.fromSecret(apiKey));
    }
  }

  private resolveApiKey(props: GpuNimServiceProps): SecretKey | undefined {
    if (props.offline && props.apiKey) {
      throw constructError(
        this,
        `apiKey '${props.apiKey.secret.name}' contradicts offline: with a key, a NIM tries to reach NGC and fails; leave one of them out`,
      );
    }
    return props.offline ? undefined : props.apiKey ?? SecretSource.existing('nvidia-ngc-secret').key('NGC_API_KEY');
  }

  private ownClaim(): ClaimSpec | undefined {
    const { size, storageClass, accessMode, retain, isOwnClaim } = this.modelCache;
    return isOwnClaim
      ? {
          name: this.modelCache.claimName(this.name)!, size: size ?? this.nim.cacheSize, storageClass,
          accessMode: accessMode!, retain,
        }
      : undefined;
  }

  private resolveStartup(props: GpuNimServiceProps): StartupBudget {
    const startup = withPath(this, () =>
      StartupBudget.of(props.startupBudget ?? Duration.seconds(SHORTEST_STARTUP_SECONDS), {
        imagePull: props.imagePullBudget ?? Duration.minutes(10),
      }),
    );
    if (startup.startupSeconds < SHORTEST_STARTUP_SECONDS) {
      throw constructError(
        this,
        `startupBudget ${startup.startupSeconds} s is shorter than the ${SHORTEST_STARTUP_SECONDS} s that compiling a TensorRT engine may take; write Duration.minutes(20) or more`,
      );
    }
    return startup;
  }

  private resolveGpus(gpus: number): number {
    if (!isCount(gpus, 1)) {
      throw constructError(
        this,
        `gpus ${gpus} is not a positive whole number; write 1 or more, or gpuResource 'nvidia.com/mig-...' for a part of a GPU`,
      );
    }
    return gpus;
  }

  private resolveGpuResource(resource: string): string {
    if (!/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?\/[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$/.test(resource)) {
      throw constructError(
        this,
        `gpuResource '${resource}' is not the name of a device; write for example nvidia.com/gpu or nvidia.com/mig-3g.20gb`,
      );
    }
    return resource;
  }

  /** An update must not need a volume that only the old pod's node can attach. */
  private checkCache(replicas: number, rollout: RolloutStrategy): void {
    if (!this.modelCache.isSingleNode) {
      return;
    }
    const claim = this.modelCache.claimName(this.name);
    if (replicas > 1) {
      throw constructError(
        this,
        `replicas ${replicas} cannot share claim ${claim}, which is ReadWriteOnce; use ModelCache.sharedClaim() or one replica`,
      );
    }
    if (!rollout.isAuto && rollout.surgePods(replicas) > 0) {
      throw constructError(
        this,
        `${rollout} cannot finish: claim ${claim} is ReadWriteOnce, and the old pod holds it; use maxSurge 0, RolloutStrategy.recreate() or ModelCache.sharedClaim()`,
      );
    }
  }

  /** What is written to memory-backed volumes is charged to the container, which is killed above its limit. */
  private checkMemory(sharedMemory: string, resources: ContainerResources): void {
    if (resources.memoryLimitBytes - Quantity.parse(sharedMemory).value < resources.memoryBytes) {
      throw constructError(
        this,
        `sharedMemory '${sharedMemory}' does not fit: it counts against the memory limit, and leaves the model less than the memory request; raise memoryLimit or lower sharedMemory`,
      );
    }
    const { hostMemoryGib, image } = this.nim;
    if (hostMemoryGib !== undefined && resources.memoryLimitBytes < hostMemoryGib * 2 ** 30) {
      Warnings.add(
        this,
        'the memory limit',
        `is below the ${hostMemoryGib} GiB that ${image} needs to start: expect OOMKilled; raise memoryLimit`,
      );
    }
  }
}

function gib(quantity: string): number {
  return Quantity.parse(quantity).value / 2 ** 30;
}
