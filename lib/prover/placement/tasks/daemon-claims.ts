import { ClusterNode } from '../../../cluster';
import { Workload } from '../../../manifests';
import { ClaimUse } from '../volumes/claim-use';
import { isUnknown } from '../nodes/node-terms';
import { HOSTNAME, ZONE } from './task';

/** What keeps pods of a DaemonSet off some of its nodes for ever: volumes that all of them mount, labels. */
export interface DaemonClaims {
  /** Why a pod cannot start on some of the nodes while another one runs, by node. */
  readonly kept: ReadonlyMap<number, string>;
  /** Such pods have a place all the same, and wait there for the volume (ReadWriteOnce). */
  readonly takesRoom: boolean;
  readonly unmodelled: string[];
}

/**
 * A DaemonSet has a pod for every node that lets it in, whatever volumes it mounts (kubernetes pkg/controller/daemon
 * `NodeShouldRunDaemonPod`): a volume that is not within reach of all of them keeps some waiting for ever.
 *
 * @param wanted nodes that let its pods in
 * @param reaching those of them to which its bound volumes say nothing
 */
export function claimsOfDaemon(
  { pod }: Workload, claims: ClaimUse, nodes: readonly ClusterNode[],
  { wanted, reaching }: { readonly wanted: readonly number[]; readonly reaching: ReadonlySet<number> },
): DaemonClaims {
  const kept = new Map<number, string>();
  const keep = (node: number, why: string) => kept.set(node, kept.get(node) ?? why);
  wanted.filter((node) => !reaching.has(node)).forEach((node) =>
    keep(node, 'a volume of its claims is bound to a place that this node does not reach'));
  const inTheWay = wanted.filter((node) => reaching.has(node)).slice(1);
  const { attachment, claimName, local, zonal, perhapsZonal, unknown, refusals, unprovided } = claims;
  if (attachment !== 'free') {
    inTheWay.forEach((node) => keep(node, `claim ${claimName} is for one ${attachment} at a time`));
  }
  const surely = (names: readonly string[]) => names.filter((name) => !perhapsZonal.includes(name));
  const [home] = wanted;
  const domain = (node: number, key: string) => key === HOSTNAME ? nodes[node].name : nodes[node].labels.get(key);
  for (const [names, key, word] of [[surely(local), HOSTNAME, 'node'], [surely(zonal), ZONE, 'zone']] as const) {
    names.slice(0, 1).forEach((name) => wanted.filter((node) => domain(node, key) !== domain(home, key)).forEach(
      (node) => keep(node, `the volume of claim ${name} stays in one ${word}`)));
  }
  refusals.slice(0, 1).forEach((refusal) => wanted.forEach((node) => keep(node, refusal)));
  const keys = pod.spread.map(({ topologyKey }) => topologyKey).filter((key) => key !== HOSTNAME);
  wanted.forEach((node) => keys.filter((key) => !nodes[node].labels.has(key) && !isUnknown(nodes[node], key)).forEach(
    (key) => keep(node, `its topology spread over ${key} refuses nodes without that label`)));
  const isAlone = wanted.length <= 1;
  return {
    kept, takesRoom: attachment === 'node',
    unmodelled: [
      ...(isAlone ? [] : unknown)
        .map((claim) => `claim ${claim}, which all its pods mount and which is not in the input`),
      ...isAlone ? [] : perhapsZonal.map((claim) => `claim ${claim}, whose volume may stay in one zone`),
      ...claims.shared.map((claim) => `claim ${claim}, which other workloads mount as well`),
      ...unprovided,
      ...keys.filter((key) => wanted.some((node) => isUnknown(nodes[node], key)))
        .map((key) => `label ${key}, which the description of the nodes does not give`),
      // The pods of a DaemonSet name their node, so that only this one counts by default.
      ...pod.spread.some(({ minDomains, honorsAffinity }) => minDomains > 1 || !honorsAffinity)
        ? ['topology spread of a DaemonSet with minDomains, or with nodeAffinityPolicy Ignore'] : [],
    ],
  };
}
