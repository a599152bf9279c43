import { Cluster } from '../../../cluster';
import { admit, Admission, extendedResourceToleration, taintsThePluginTolerates, taintText } from '../../admission';
import { agreedPlans } from './agreed-plans';
import { Reading } from './reading';
import { nameOf } from '../words/wording';

/**
 * The plan where it depends on whether the API server adds tolerations of extended resources, which no manifest tells:
 * as without them where it comes out the same with them, else unknown.
 */
export const planWithOpenTolerations: Reading = (input, plan) => {
  const { model, cluster } = input;
  const without = plan(input);
  const admission = admit(model, cluster);
  const why = cluster && openTaints(admission, cluster);
  if (!why) {
    return without;
  }
  const added = plan({
    ...input, admission: new Admission(admission.surroundings.model, [extendedResourceToleration]),
  });
  return agreedPlans(without, added, { names: ['without it', 'with it'], why: () => why });
};

/** The first taint that decides about pods of a workload; undefined when there is none. */
function openTaints({ model }: Admission, cluster: Cluster): string | undefined {
  // Only its taints are looked at: of nodes that have the same ones the first speaks for all.
  const nodes = [...new Map([...cluster._nodes].reverse().map((node) => [JSON.stringify(node.taints), node])).values()]
    .reverse();
  const taints = new Set(nodes.flatMap((node) => node.taints.map(({ key }) => key)));
  for (const workload of model.podSets.filter(({ pod }) => [...pod.requests.keys()].some((name) => taints.has(name)))) {
    for (const node of nodes) {
      const [taint] = taintsThePluginTolerates(workload.pod, node);
      if (taint) {
        return (
          `${nameOf(workload)} does not tolerate the taint ${taintText(taint)} of pool ${node.pool}; where the admission plugin ` +
          'ExtendedResourceToleration is switched on, as on GKE and EKS, the API server adds that toleration'
        );
      }
    }
  }
  return undefined;
}
