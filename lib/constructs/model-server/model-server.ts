import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { GPU_MEMORY_ANNOTATION } from '../../kubernetes/annotations';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { constructError, Warnings, withPath } from '../../synthesis';
import { ClaimSpec } from '../workload/claim-spec';
import { ContainerResources } from '../workload/container-resources';
import { Egress } from '../workload/egress';
import { EnvValue } from '../workload/env-value';
import { parsePinnedImage } from '../workload/image';
import { checkSize } from '../workload/persistent-claim';
import { PortProtocol } from '../workload/port-protocol';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { StartupBudget } from '../workload/startup-budget';
import { volumesOf } from '../workload/workload-definition';
import { WorkloadPort } from '../workload/workload-port';
import { checkCache, checkGpuResource, checkGpus, checkSharedMemory, sharedMemoryFor, withSharedMemory } from './gpus';
import { ModelCache } from './model-cache';
import { ModelServerProps } from './model-server-props';

const CACHE_VOLUME = 'model-cache';
const SHARED_MEMORY_VOLUME = 'shared-memory';
const TMP_VOLUME = 'tmp';

/**
 * A model on scarce GPUs, served by vLLM, SGLang, TGI, Triton or any other image: Deployment, Service,
 * PodDisruptionBudget, claim of the model cache, ServiceAccount and NetworkPolicy.
 *
 * By default its pods are recreated, because a rolling update waits for ever for a GPU that the old pod holds.
 */
export class ModelServer extends ReplicatedWorkload {
  /** GPUs of each pod. */
  public readonly gpus: number;
  /** Where models are kept. */
  public readonly modelCache: ModelCache;

  /**
   * @throws when the update or the replicas would wait for a volume or a GPU for ever, /dev/shm does not fit into the
   * memory limit, or the engine has no use for what it is given
   */
  constructor(scope: Construct, id: string, props: ModelServerProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('ModelServerProps', props));
    const { engine, image } = props;
    const { replicas = 1, rollout = RolloutStrategy.recreate(), gpuResource = NVIDIA_GPU_RESOURCE } = props;
    const mostReplicas = props.autoscaling?.maxReplicas ?? replicas;
    this.gpus = withPath(this, () => checkGpus(props.gpus ?? 1));
    this.modelCache = props.modelCache ?? ModelCache.claim();
    const readiness = props.readiness ?? engine.readiness;
    const { sharedMemory, resources, startupBudget } = withPath(this, () => {
      checkGpuResource(gpuResource);
      checkCache(this.modelCache, this.modelCache.claimName(this.name), mostReplicas, rollout);
      const shared = checkSize('sharedMemory', props.sharedMemory ?? sharedMemoryFor(this.gpus));
      const own = ContainerResources.of(withSharedMemory(props.resources, shared));
      checkSharedMemory(shared, own);
      const startup = StartupBudget.of(props.startupBudget ?? Duration.minutes(20), {
        imagePull: props.imagePullBudget ?? Duration.minutes(10),
      });
      return { sharedMemory: shared, resources: own, startupBudget: startup };
    });
    this.setVariables(props);
    this.warnAboutHostPath();
    this.define({
      application: withPath(this, () => parsePinnedImage(image)).repository.split('/').pop()!,
      component: props.component ?? 'model-server',
      image,
      command: props.command,
      args: props.args,
      replicas,
      autoscaling: props.autoscaling,
      ports: this.resolvePorts(props),
      metrics: {
        port: engine.metricsPort === undefined ? 'http' : 'metrics', path: engine.metricsPath, kind: engine.metricsKind,
      },
      rollout,
      startupBudget,
      containerName: props.containerName ?? 'server',
      uid: engine.uid,
      gid: engine.gid,
      resources: resources.withDevices(gpuResource, this.gpus),
      startup: readiness._question,
      liveness: props.liveness ?? engine.liveness,
      readiness,
      annotations: this.gpuMemory(props.gpuMemoryGib),
      // Model servers write beside their code when they start, to places that differ from image to image.
      readOnlyRootFilesystem: false,
      claim: this.ownClaim(),
      volumes: volumesOf([
        this.modelCache._toKube(this.name, CACHE_VOLUME),
        { name: SHARED_MEMORY_VOLUME, emptyDir: { medium: 'Memory', sizeLimit: sharedMemory } },
        { name: TMP_VOLUME, emptyDir: {} },
      ]),
      volumeMounts: [
        { name: CACHE_VOLUME, mountPath: engine.cachePath },
        { name: SHARED_MEMORY_VOLUME, mountPath: '/dev/shm' },
        { name: TMP_VOLUME, mountPath: '/tmp' },
      ],
      egress: engine.downloads && !props.offline ? [Egress.internet(443)] : [],
      tolerations: [{ key: taintOf(gpuResource), operator: 'Exists', effect: 'NoSchedule' }],
      // Scratch files of a compilation, since the writable layer is not read-only.
      disk: { request: '2Gi', limit: '20Gi' },
      // Recreate stops every pod before it starts one: there is no other pod for load balancers to turn to.
      preStopDelaySeconds: rollout.isRecreate ? 0 : 10,
      terminationGraceSeconds: 60,
    });
  }

  private resolvePorts(props: ModelServerProps): WorkloadPort[] {
    const { engine, containerPort = engine.port, grpcPort } = props;
    if (grpcPort !== undefined && engine.grpcPort === undefined) {
      throw constructError(this, `grpcPort ${grpcPort} leads nowhere: ${props.image} has no gRPC API; leave grpcPort out`);
    }
    return [
      { name: 'http', containerPort, servicePort: props.port ?? containerPort, protocol: PortProtocol.HTTP },
      ...(engine.grpcPort === undefined
        ? []
        : [{ name: 'grpc', containerPort: engine.grpcPort, servicePort: grpcPort, protocol: PortProtocol.GRPC }]),
      ...(engine.metricsPort === undefined
        ? []
        : [{ name: 'metrics', containerPort: engine.metricsPort, protocol: PortProtocol.HTTP }]),
    ];
  }

  private setVariables({ engine, huggingFaceToken, offline = false }: ModelServerProps): void {
    Object.entries(engine.env).forEach(([name, value]) => this.addEnv(name, EnvValue.literal(value)));
    if (huggingFaceToken) {
      const token = `huggingFaceToken '${huggingFaceToken.secret.name}'`;
      if (!engine.huggingFace) {
        throw constructError(this, `${token} has no use: ${engine.name} downloads nothing from Hugging Face; leave it out`);
      }
      if (offline) {
        throw constructError(this, `${token} contradicts offline, where nothing is downloaded; leave one of them out`);
      }
      this.addEnv('HF_TOKEN', EnvValue.fromSecret(huggingFaceToken));
    }
    if (engine.huggingFace && offline) {
      this.addEnv('HF_HUB_OFFLINE', EnvValue.literal('1'));
    }
  }

  private gpuMemory(gib: number | undefined): { [name: string]: string } | undefined {
    if (gib !== undefined && !(gib > 0 && gib < 10_000)) {
      throw constructError(this, `gpuMemoryGib ${gib} is no amount of memory; write GiB, such as 20`);
    }
    return gib === undefined ? undefined : { [GPU_MEMORY_ANNOTATION]: String(Math.ceil(gib * 1000) / 1000) };
  }

  private ownClaim(): ClaimSpec | undefined {
    const { size = '50Gi', storageClass, accessMode, retain, isOwnClaim } = this.modelCache;
    return isOwnClaim
      ? { name: this.modelCache.claimName(this.name)!, size, storageClass, accessMode: accessMode!, retain }
      : undefined;
  }

  private warnAboutHostPath(): void {
    if (this.modelCache.isHostPath) {
      Warnings.add(
        this,
        'the model cache',
        'is a directory of the node, which Pod Security restricted and baseline refuse; write ModelCache.claim(), or label the namespace privileged',
      );
    }
  }
}

/** Key of the taint that keeps others off GPU nodes; slices of NVIDIA have that of whole GPUs. */
function taintOf(gpuResource: string): string {
  return gpuResource.startsWith('nvidia.com/') ? NVIDIA_GPU_RESOURCE : gpuResource;
}
