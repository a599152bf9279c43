import { ClusterNode, LabelKnowledge } from '../../../cluster';
import { NOT_READY_TAINT } from '../../../kubernetes/well-known-labels';
import { PodTemplate, Toleration } from '../../../manifests';
import { runsOsOf, selects, toleratesNode } from './node-group';

const SCRATCH = 'ephemeral-storage';

/**
 * What happens to pods of a template on some of the nodes that the scheduler may choose, and that is not modelled, in
 * words.
 */
export function caveats(pod: PodTemplate, nodes: ClusterNode[]): string[] {
  const lets = (node: ClusterNode, tolerations: Toleration[]) => toleratesNode(node, tolerations) && selects(pod, node);
  const onlyWith = (isGiven: (toleration: Toleration) => boolean) => {
    const others = pod.tolerations.filter((each) => !isGiven(each));
    return others.length < pod.tolerations.length
      ? nodes.filter((node) => lets(node, pod.tolerations) && !toleratesNode(node, others)) : [];
  };
  const compared = onlyWith(({ operator }) => operator === 'Gt' || operator === 'Lt');
  const passing = onlyWith(({ seconds }) => seconds !== undefined);
  const open = nodes.filter((node) => lets(node, pod.tolerations));
  const foreign = open.some((node) => runsOsOf(pod, node)) ? open.filter((node) => !runsOsOf(pod, node)) : [];
  const idle = open.filter(({ taints }) => taints.some(({ key }) => key === NOT_READY_TAINT));
  // The scheduler takes what a node does not offer for none; a list that people wrote or cut may just not say it.
  const silent = (pod.requests.get(SCRATCH) ?? 0) === 0 ? []
    : open.filter(({ knowledge, free }) => knowledge === LabelKnowledge.COMPLETE && !free.has(SCRATCH));
  return [
    ...silent.slice(0, 1).map(({ name }) => `${SCRATCH} of node ${name}, which its status.allocatable does not give`),
    ...compared.slice(0, 1)
      .map(() => 'tolerations that compare numbers (alpha, gate TaintTolerationComparisonOperators)'),
    ...passing.slice(0, 1).map(({ pool }) =>
      `pods are evicted from nodes of pool ${pool} again, whose taint they tolerate for a time (tolerationSeconds)`),
    ...idle.slice(0, 1).map(({ name }) => `node ${name} is not ready, which pods tolerate: whether they start there`),
    ...foreign.slice(0, 1).map(({ pool }) =>
      `the kubelets of pool ${pool} refuse pods of os ${pod.os}, which the scheduler does not look at`),
  ];
}
