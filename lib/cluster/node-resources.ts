/** Resources of one node, as Kubernetes quantities. */
export interface NodeResources {
  /** Such as `7910m`. */
  readonly cpu: string;
  /** Such as `29317Mi`. */
  readonly memory: string;
  /**
   * Such as `71Gi`.
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
  /** @default - none */
  readonly cpu?: string;
  /** @default - none */
  readonly memory?: string;
  /** @default - none */
  readonly ephemeralStorage?: string;
  /** @default 0 */
  readonly pods?: number;
  /** @default - none */
  readonly extendedResources?: { readonly [key: string]: string };
}
