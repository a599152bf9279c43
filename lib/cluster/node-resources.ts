/** Resources of one node, as Kubernetes quantities. */
export interface NodeResources {
  /** CPU, such as `7910m`. */
  readonly cpu: string;
  /** Memory, such as `29317Mi`. */
  readonly memory: string;
  /**
   * Disk for logs, writable layers and emptyDir volumes, such as `71Gi`.
   * @default - not limited
   */
  readonly ephemeralStorage?: string;
  /**
   * Pods the kubelet accepts.
   * @default 110
   */
  readonly pods?: number;
  /**
   * Quantities by resource name, such as `{ 'nvidia.com/gpu': '1' }`.
   * @default - none
   */
  readonly extendedResources?: { readonly [key: string]: string };
}

/**
 * Resources of each node taken by pods that are not in the manifests: kube-proxy, CNI, CSI node, device plugin,
 * monitoring agents.
 */
export interface NodeReserve {
  /**
   * CPU, such as `180m`.
   * @default - none
   */
  readonly cpu?: string;
  /**
   * Memory, such as `120Mi`.
   * @default - none
   */
  readonly memory?: string;
  /**
   * Disk for logs, writable layers and emptyDir volumes, such as `1Gi`.
   * @default - none
   */
  readonly ephemeralStorage?: string;
  /**
   * Number of these pods.
   * @default 0
   */
  readonly pods?: number;
  /**
   * Quantities by resource name.
   * @default - none
   */
  readonly extendedResources?: { readonly [key: string]: string };
}
