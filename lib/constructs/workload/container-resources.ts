import { ResourceRequirements } from '../../../imports/kubernetes';
import { Quantity } from '../../kubernetes/quantity';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * What a container asks for and may use, in Kubernetes quantities (`500m`, `20Gi`).
 */
export interface ContainerResourcesProps {
  /** CPU that the scheduler sets aside. */
  readonly cpu: string;

  /**
   * CPU above which the container is throttled.
   *
   * @default - the request
   */
  readonly cpuLimit?: string;

  /** Memory that the scheduler sets aside. */
  readonly memory: string;

  /**
   * Memory above which the container is killed.
   *
   * @default - the request
   */
  readonly memoryLimit?: string;

  /**
   * Disk for logs, the writable layer and disk-backed emptyDir volumes.
   *
   * @default - 256Mi, and 2Gi for a NIM
   */
  readonly ephemeralStorage?: string;

  /**
   * Disk above which the pod is evicted.
   *
   * @default - the request when one is given, otherwise 2Gi, and 20Gi for a NIM
   */
  readonly ephemeralStorageLimit?: string;
}

/** Disk of a container whose user has said nothing about it. */
export interface DiskDefaults {
  /** What is set aside, such as `256Mi`. */
  readonly request: string;
  /** Above which the pod is evicted, such as `2Gi`. */
  readonly limit: string;
}

/** Logs, and what a service writes to its scratch directories. @internal */
export const DEFAULT_DISK: DiskDefaults = { request: '256Mi', limit: '2Gi' };

/** In which property the request and the limit of a resource are given. */
const PROPERTIES: { readonly [resource: string]: readonly [request: string, limit: string] } = {
  'cpu': ['cpu', 'cpuLimit'],
  'memory': ['memory', 'memoryLimit'],
  'ephemeral-storage': ['ephemeralStorage', 'ephemeralStorageLimit'],
};

/**
 * Requests and limits of a container, checked.
 */
export class ContainerResources {
  /**
   * Requests and limits; a limit that is left out is its request.
   *
   * @throws when a value is not a positive quantity, memory or disk is a fraction of a byte, or a limit is below its
   * request
   */
  public static of(props: ContainerResourcesProps): ContainerResources {
    checkCall('ContainerResources.of', { props });
    return new ContainerResources(props, {});
  }

  /**
   * The same with disk for a container whose user has said nothing about it: without a bound, logs and scratch files of
   * one pod can fill the disk of the node and get all its pods evicted.
   *
   * @internal
   */
  public _withDefaultDisk(disk: DiskDefaults): ContainerResources {
    const { ephemeralStorage, ephemeralStorageLimit } = this.props;
    return ephemeralStorage === undefined && ephemeralStorageLimit === undefined
      ? new ContainerResources(
          { ...this.props, ephemeralStorage: disk.request, ephemeralStorageLimit: disk.limit }, this.devices,
        )
      : this;
  }

  /** Memory request in bytes. */
  public readonly memoryBytes: number;
  /** Memory limit in bytes. */
  public readonly memoryLimitBytes: number;

  private readonly requests: { [resource: string]: string } = {};
  private readonly limits: { [resource: string]: string } = {};

  private constructor(
    private readonly props: ContainerResourcesProps,
    private readonly devices: { [resource: string]: number },
  ) {
    this.add('cpu', props.cpu, props.cpuLimit);
    this.add('memory', props.memory, props.memoryLimit);
    if (props.ephemeralStorage !== undefined || props.ephemeralStorageLimit !== undefined) {
      this.add(
        'ephemeral-storage',
        props.ephemeralStorage ?? props.ephemeralStorageLimit!,
        props.ephemeralStorageLimit,
      );
    }
    for (const [device, count] of Object.entries(devices)) {
      this.add(device, String(count));
    }
    this.memoryBytes = Quantity.parse(this.requests.memory).value;
    this.memoryLimitBytes = Quantity.parse(this.limits.memory).value;
  }

  /**
   * The same with devices such as `nvidia.com/gpu`, whose request and limit must be equal
   * (https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/).
   */
  public withDevices(resource: string, count: number): ContainerResources {
    return new ContainerResources(this.props, { ...this.devices, [resource]: count });
  }

  /**
   * Always text: the API server keeps text, so that a number would differ from the cluster for ever, and a client-side
   * apply would say `configured` each time.
   *
   * @internal
   */
  public _toKube(): ResourceRequirements {
    return { requests: this.requests, limits: this.limits };
  }

  private add(resource: string, request: string, limit: string = request): void {
    for (const [index, text] of [request, limit].entries()) {
      const property = PROPERTIES[resource]?.[index] ?? resource;
      if (Quantity.parse(text, property).compare(Quantity.parse('0')) <= 0) {
        throw new Error(
          `${property} '${text}' is not positive; write how much the container needs, such as ${resource === 'cpu' ? '500m' : '2Gi'}`,
        );
      }
      if (resource !== 'cpu' && /[num]$/.test(text)) {
        throw new Error(`${property} '${text}' is a fraction of a byte; write ${text.slice(0, -1)}Mi`);
      }
    }
    if (Quantity.parse(limit).compare(Quantity.parse(request)) < 0) {
      throw new Error(
        `${resource} limit '${limit}' is below the request '${request}'; write a limit of at least '${request}'`,
      );
    }
    this.requests[resource] = request;
    this.limits[resource] = limit;
  }
}
