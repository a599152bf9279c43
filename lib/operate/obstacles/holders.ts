import { listed } from '../../util/listed';
import { plural } from '../../util/plural';
import { Manifest, Model } from '../../manifests';
import { View } from '../view';

/** Who holds an extended resource, such as `nvidia.com/gpu`, on one node. */
export interface Holder {
  readonly node: string;
  /** Units that the node offers to pods. */
  readonly offered: number;
  /** `namespace/name` of the pods that hold some. */
  readonly pods: readonly string[];
}

/** The nodes that offer a resource, with the pods that hold it. */
export function holdersOf(resource: string, view: View): Holder[] {
  return view.snapshot.nodes.filter(({ free }) => free.has(resource)).map(({ name, free }) => ({
    node: name,
    offered: free.get(resource) ?? 0,
    pods: view.pods.filter((pod) => nodeOf(pod) === name && requested(pod, resource) > 0)
      .map((pod) => `${pod.namespace}/${pod.name}`),
  }));
}

/** `2 nodes offer 2 nvidia.com/gpu, held by research-ops/reasoning-nim-… and research-ops/embedding-nim-…`. */
export function holdersText(resource: string, view: View): string[] {
  const holders = holdersOf(resource, view);
  const offered = holders.reduce((sum, each) => sum + each.offered, 0);
  if (offered === 0) {
    return [`no node offers ${resource}: is its device plugin running?`];
  }
  const pods = holders.flatMap((each) => each.pods).sort();
  return [
    `${plural(holders.length, 'node')} with ${offered} ${resource}, held by ${pods.length > 0 ? listed(pods) : 'nobody'}`,
  ];
}

function requested(pod: Manifest, resource: string): number {
  return new Model([pod]).workloads[0]?.pod.requests.get(resource) ?? 0;
}

function nodeOf(pod: Manifest): unknown {
  return (pod.json.spec as { nodeName?: unknown } | undefined)?.nodeName;
}
