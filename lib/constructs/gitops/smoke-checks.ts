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
 * What to ask a workload by way of its Service: the requests that it declares, all to one port.
 *
 * @throws when it declares none, or they ask a port that is not on the Service
 */
export function smokeCheck(workload: Workload): SmokeCheck {
  const requests = workload.healthRequests;
  if (requests.length === 0) {
    throw constructError(
      workload,
      'a smoke test can ask nothing: the readiness probe is no HTTP request; ' +
        `write HealthCheck.httpGet('/ready'), or leave the workload out`,
    );
  }
  const [{ port: asked }] = requests;
  const port = workload.ports.find(({ name }) => name === asked);
  if (port?.servicePort === undefined) {
    throw constructError(
      workload,
      `a smoke test can ask nothing: port '${asked}' of the readiness probe is not on the Service; ` +
        'leave the workload out',
    );
  }
  const url = workload.url(port);
  return { workload, port, urls: requests.map(({ path }) => `${url}${path}`) };
}
