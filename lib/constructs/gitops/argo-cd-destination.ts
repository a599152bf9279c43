import { DNS_LABEL } from '../../kubernetes/dns-names';

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

/** A destination whose defaults are filled in: it has either `server` or `name`. @internal */
export interface ResolvedDestination {
  readonly server?: string;
  readonly name?: string;
  readonly namespace: string;
}

/** @throws when the cluster is given twice, or Argo CD could not know it @internal */
export function checkDestination(destination: ArgoCdDestination): ArgoCdDestination {
  const { namespace } = destination;
  if (!DNS_LABEL.test(namespace) || namespace.length > 63) {
    throw new Error(
      `destination.namespace '${namespace}' is no name of a namespace; write at most 63 lower-case letters, digits and '-'`,
    );
  }
  return checkCluster(destination, /^https?:\/\/[^\s*]+$/, /^[^\s*](?:.*[^\s*])?$/);
}

/** @throws when no destination could be meant: in a project `*` stands for any characters @internal */
export function checkDestinationPattern(destination: ArgoCdDestination): ArgoCdDestination {
  const { namespace } = destination;
  if (!/^!?[-a-z0-9*?[\]{},]+$/.test(namespace)) {
    throw new Error(`destination.namespace '${namespace}' is no pattern of namespaces; write for example team-*`);
  }
  return checkCluster(destination, /^!?(?:https?:\/\/\S+|\*\S*)$/, /^\S(?:.*\S)?$/);
}

function checkCluster(destination: ArgoCdDestination, address: RegExp, cluster: RegExp): ArgoCdDestination {
  const { server, name } = destination;
  if (server !== undefined && !address.test(server)) {
    throw new Error(`destination.server '${server}' is no address; write for example ${IN_CLUSTER}`);
  }
  if (name !== undefined && !cluster.test(name)) {
    throw new Error(`destination.name '${name}' is no name of a cluster; write one that argocd cluster list prints`);
  }
  return destination;
}

/** Fills in the defaults. @throws when the cluster is given twice @internal */
export function resolveDestination({ namespace, server, name }: ArgoCdDestination): ResolvedDestination {
  if (server !== undefined && name !== undefined) {
    throw new Error(`destination names its cluster twice, by server '${server}' and by name '${name}'; write one of them`);
  }
  return name === undefined ? { server: server ?? IN_CLUSTER, namespace } : { name, namespace };
}
