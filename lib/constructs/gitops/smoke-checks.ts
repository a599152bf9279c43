import { GpuNimService } from '../nim/gpu-nim-service';
import { constructError } from '../../synthesis';
import { Workload } from '../workload/workload';
import { WorkloadPort } from '../workload/workload-port';

/** One port of a workload, and what a smoke test asks it. */
export interface SmokeCheck {
  readonly workload: Workload;
  readonly port: WorkloadPort;
  readonly urls: string[];
}

/**
 * What to ask a workload: the path of its readiness probe by way of its Service, and a NIM for its models too, because
 * a NIM can be ready and serve another model than the callers ask for.
 *
 * @throws when the readiness probe is no HTTP request, or asks a port that is not on the Service
 */
export function smokeCheck(workload: Workload): SmokeCheck {
  const [container] = workload.controller.toJson().spec.template.spec.containers;
  const request = container.readinessProbe?.httpGet;
  if (!request) {
    throw constructError(
      workload,
      'a smoke test can ask nothing: the readiness probe is no HTTP request; ' +
        `write HealthCheck.httpGet('/ready'), or leave the workload out`,
    );
  }
  const port = workload.ports.find(({ name }) => name === request.port);
  if (port?.servicePort === undefined) {
    throw constructError(
      workload,
      `a smoke test can ask nothing: port '${request.port}' of the readiness probe is not on the Service; ` +
        'leave the workload out',
    );
  }
  const url = workload.url(port);
  return { workload, port, urls: [`${url}${request.path}`, ...(workload instanceof GpuNimService ? [`${url}/v1/models`] : [])] };
}
