import { Construct } from 'constructs';
import { constructError, Warnings, withPlace } from '../../synthesis';
import { ModelServer } from '../model-server/model-server';
import { ContainerResources } from '../workload/container-resources';
import { EnvValue } from '../workload/env-value';
import { HealthRequest } from '../workload/health-request';
import { SecretKey, SecretSource } from '../workload/secret-source';
import { GpuNimServiceProps } from './gpu-nim-service-props';
import { Nim } from './nim';
import { nimServer } from './nim-server';

/**
 * A NIM on scarce GPUs: Deployment, Service, PodDisruptionBudget, claim of the model cache, ServiceAccount and
 * NetworkPolicy.
 *
 * By default its pods are recreated, because a rolling update waits for ever for a GPU that the old pod holds.
 */
export class GpuNimService extends ModelServer {
  /** The NIM. */
  public readonly nim: Nim;

  /**
   * @throws when the update or the replicas would wait for a volume or a GPU for ever, /dev/shm does not fit into the
   * memory limit, or the startup budget is below 1200 s
   */
  constructor(scope: Construct, id: string, props: GpuNimServiceProps) {
    const server = withPlace(scope, id, () => nimServer(props));
    super(scope, id, server);
    this.nim = props.nim;
    const apiKey = this.resolveApiKey(props);
    if (apiKey) {
      this.addEnv('NGC_API_KEY', EnvValue.fromSecret(apiKey));
    }
    this.warnAboutMemory(ContainerResources.of(server.resources));
  }

  /** Its models too: a NIM can be ready and serve another model than its callers ask for. */
  public override get healthRequests(): HealthRequest[] {
    return super.healthRequests.flatMap((ready) => [ready, { port: ready.port, path: '/v1/models' }]);
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

  private warnAboutMemory({ memoryLimitBytes }: ContainerResources): void {
    const { hostMemoryGib, image } = this.nim;
    if (hostMemoryGib !== undefined && memoryLimitBytes < hostMemoryGib * 2 ** 30) {
      Warnings.add(
        this,
        'the memory limit',
        `is below the ${hostMemoryGib} GiB that ${image} needs to start: expect OOMKilled; raise memoryLimit`,
      );
    }
  }
}
