import { Duration } from 'cdk8s';
import { modelGpuMemoryGib } from '../../kubernetes/nim-gpu-memory';
import { Quantity } from '../../kubernetes/quantity';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { checkGpus, withSharedMemory } from '../model-server/gpus';
import { ModelCache } from '../model-server/model-cache';
import { ModelServerEngine } from '../model-server/model-server-engine';
import { ModelServerProps } from '../model-server/model-server-props';
import { ContainerResourcesProps } from '../workload/container-resources';
import { HealthCheck } from '../workload/health-check';
import { SecretSource } from '../workload/secret-source';
import { wholeSeconds } from '../workload/startup-budget';
import { GpuNimServiceProps } from './gpu-nim-service-props';
import { Nim } from './nim';
import { NimPort } from './nim-family';

/** The first compilation of a TensorRT engine takes up to 20 minutes; nothing may give up sooner. */
const SHORTEST_STARTUP_SECONDS = 1200;

/**
 * A NIM as the model server that it is.
 *
 * @throws when the startup budget is below 1200 s, or the resources are neither given nor known
 */
export function nimServer(props: GpuNimServiceProps): ModelServerProps {
  checkProps('GpuNimServiceProps', props);
  const { nim, startupBudget = Duration.seconds(SHORTEST_STARTUP_SECONDS) } = props;
  const gpus = checkGpus(props.gpus ?? nim.gpus);
  const sharedMemory = props.sharedMemory ?? nim.sharedMemory(gpus);
  checkStartup(startupBudget);
  return {
    ...props,
    image: nim.image,
    engine: engineOf(nim, props.containerPort),
    component: nim.family.component,
    containerName: 'nim',
    resources: withSharedMemory(props.resources ?? knownResources(nim, sharedMemory), sharedMemory),
    gpus,
    gpuMemoryGib: unknownGpuMemory(nim),
    startupBudget,
    modelCache: (props.modelCache ?? ModelCache.claim())._withSize(nim.cacheSize),
    sharedMemory,
    imagePullSecrets: props.imagePullSecrets ?? [SecretSource.existing('ngc-secret')],
  };
}

function engineOf({ family }: Nim, containerPort: number = family.http.port): ModelServerEngine {
  const { http, grpc, metrics, cachePath } = family;
  const address = ({ env, bindAddress }: NimPort, number: number): [string, string] =>
    [env, bindAddress ? `${bindAddress}:${number}` : String(number)];
  const others = [grpc, metrics].flatMap((port) => (port ? [address(port, port.port)] : []));
  return ModelServerEngine.custom({
    name: family.name,
    port: containerPort,
    grpcPort: grpc?.port,
    metricsPort: metrics?.port,
    metricsPath: family.metricsPath,
    metricsKind: family.metricsKind,
    readiness: HealthCheck.httpGet(family.readyPath),
    liveness: HealthCheck.httpGet(family.livePath),
    cachePath,
    downloads: true,
    env: { ...Object.fromEntries([address(http, containerPort), ...others]), NIM_CACHE_PATH: cachePath, ...family.env },
    uid: family.uid,
    gid: family.gid,
  });
}

function checkStartup(startupBudget: Duration): void {
  const seconds = wholeSeconds('startup budget', startupBudget);
  if (seconds < SHORTEST_STARTUP_SECONDS) {
    throw new Error(
      `startupBudget ${seconds} s is shorter than the ${SHORTEST_STARTUP_SECONDS} s that compiling a TensorRT engine may take; write Duration.minutes(20) or more`,
    );
  }
}

function knownResources({ hostMemoryGib, image }: Nim, sharedMemory: string): ContainerResourcesProps {
  if (hostMemoryGib === undefined) {
    throw new Error(
      `resources are missing, and the host memory of ${image} is not known; write resources: { cpu: '4', memory: '20Gi', memoryLimit: '30Gi' }`,
    );
  }
  const shared = Quantity.parse(sharedMemory, 'sharedMemory').value / 2 ** 30;
  const memoryLimitGib = Math.ceil(Math.max(hostMemoryGib * 1.5, hostMemoryGib + shared));
  return { cpu: '4', cpuLimit: '8', memory: `${hostMemoryGib}Gi`, memoryLimit: `${memoryLimitGib}Gi` };
}

/** What the image alone does not tell; of all GPUs of the pod. */
function unknownGpuMemory({ image, gpus, gpuMemoryGib }: Nim): number | undefined {
  const all = gpuMemoryGib === undefined ? undefined : gpuMemoryGib * gpus;
  return all === modelGpuMemoryGib(image) ? undefined : all;
}
