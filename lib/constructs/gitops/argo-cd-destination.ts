/**
 * A namespace of a cluster that Argo CD knows.
 */
export interface ArgoCdDestination {
  /** Namespace of objects that name none. */
  readonly namespace: string;

  /**
   * Address of the API server.
   *
   * @default 'https://kubernetes.default.svc' the cluster of Argo CD itself
   */
  readonly server?: string;
}

/** The address of the API server in the cluster of Argo CD itself. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

/** A destination whose defaults are filled in. */
export interface ResolvedDestination {
  readonly server: string;
  readonly namespace: string;
}

/** Fills in the defaults. @internal */
export function resolveDestination({ namespace, server }: ArgoCdDestination): ResolvedDestination {
  return { server: server ?? IN_CLUSTER, namespace };
}
