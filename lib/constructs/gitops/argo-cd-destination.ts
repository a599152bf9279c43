/**
 * A namespace of a cluster that Argo CD knows.
 */
export interface ArgoCdDestination {
  /** Namespace of objects that name none. */
  readonly namespace: string;

  /**
   * Address of the API server.
   *
   * @default 'https://kubernetes.default.svc' the cluster of Argo CD itself, unless `name` is given
   */
  readonly server?: string;

  /**
   * Name by which Argo CD knows the cluster, in place of `server`.
   *
   * @default - the cluster is known by `server`
   */
  readonly name?: string;
}

/** The address of the API server in the cluster of Argo CD itself. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

/** A destination whose defaults are filled in: it has either `server` or `name`. */
export interface ResolvedDestination {
  readonly server?: string;
  readonly name?: string;
  readonly namespace: string;
}

/** Fills in the defaults. @throws when the cluster is given twice @internal */
export function resolveDestination({ namespace, server, name }: ArgoCdDestination): ResolvedDestination {
  if (server !== undefined && name !== undefined) {
    throw new Error(`destination names its cluster twice, by server '${server}' and by name '${name}'; write one of them`);
  }
  return name === undefined ? { server: server ?? IN_CLUSTER, namespace } : { name, namespace };
}
