import { PodResourceClaim, ResourceClaim } from '../../../imports/kubernetes';
import { checkObjectName, checkServiceName } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Devices that a driver hands out by dynamic resource allocation: whole GPUs, parts of them, network cards.
 *
 * Kubernetes 1.34 has it. The claim, its template and the DeviceClass are objects of the driver's operator or of yours.
 */
export class DeviceClaim {
  /**
   * Devices of its own for each pod.
   *
   * @param name of the claim in the pod
   * @param template name of a ResourceClaimTemplate in the namespace of the workload
   */
  public static fromTemplate(name: string, template: string): DeviceClaim {
    checkCall('DeviceClaim.fromTemplate', { name, template });
    return new DeviceClaim(name, { resourceClaimTemplateName: checkObjectName('resource claim template', template) });
  }

  /**
   * Devices that all pods share.
   *
   * @param name of the claim in the pod
   * @param claim name of a ResourceClaim in the namespace of the workload
   */
  public static existing(name: string, claim: string): DeviceClaim {
    checkCall('DeviceClaim.existing', { name, claim });
    return new DeviceClaim(name, { resourceClaimName: checkObjectName('resource claim', claim) });
  }

  private constructor(
    private readonly name: string,
    private readonly source: Omit<PodResourceClaim, 'name'>,
    private readonly requestName?: string,
  ) {
    checkServiceName('device claim', name);
  }

  /** The same with one request of the claim alone for the main container. */
  public request(name: string): DeviceClaim {
    checkCall('DeviceClaim#request', { name });
    return new DeviceClaim(this.name, this.source, name);
  }

  /** @internal */
  public _forPod(): PodResourceClaim {
    return { name: this.name, ...this.source };
  }

  /** @internal */
  public _forContainer(): ResourceClaim {
    return { name: this.name, request: this.requestName };
  }
}
