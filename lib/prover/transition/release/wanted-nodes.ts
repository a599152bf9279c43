import { Capacity, Daemon } from '../../placement';

/** Nodes for which the controller of a DaemonSet makes a pod, whether there is room or not. */
export function wantedNodes(capacity: Capacity, { nodes, shortages }: Daemon): number[] {
  return [...nodes, ...shortages.map(({ node }) => capacity.nodes.indexOf(node))].sort((one, two) => one - two);
}
