import { HOSTNAME_LABEL } from '../../../kubernetes/well-known-labels';
import { ClusterNode } from '../../../cluster';
import { Field, meets, readRequirements, Requirement } from '../../../manifests';

/** One term of a node selector: all of its requirements must hold. */
export interface NodeTerm {
  readonly labels: Requirement[];
  readonly fields: Requirement[];
}

/** Reads `nodeSelectorTerms`. */
export function readNodeTerms(terms: Field): NodeTerm[] {
  return terms.items().map((term) => ({
    labels: readRequirements(term.get('matchExpressions')),
    fields: readRequirements(term.get('matchFields')),
  }));
}

/** Whether a node meets any of the terms: one without any expression matches no node, as upstream. */
export function meetsAny(terms: NodeTerm[], node: ClusterNode): boolean {
  const holds = (requirement: Requirement) => mayMeet(requirement, node);
  const named = (requirement: Requirement) =>
    meets(requirement, requirement.key === 'metadata.name' ? node.name : undefined);
  return terms.some(
    ({ labels, fields }) => labels.length + fields.length > 0 && labels.every(holds) && fields.every(named),
  );
}

/**
 * Labels on which it hangs whether a node meets any of the terms, because its description neither gives nor rules them
 * out: those of the first term that it may meet; none where it certainly meets one.
 */
export function undecidedLabels(terms: NodeTerm[], node: ClusterNode): string[] {
  const open = terms.filter((term) => meetsAny([term], node))
    .map(({ labels }) => labels.map(({ key }) => key).filter((key) => isUnknown(node, key)));
  return open.some((keys) => keys.length === 0) ? [] : open[0] ?? [];
}

/** Whether a node meets a requirement, as far as its labels are known. */
export function mayMeet(requirement: Requirement, node: ClusterNode): boolean {
  return isUnknown(node, requirement.key) || meets(requirement, node.labels.get(requirement.key));
}

/** Whether the description of the node neither gives the label nor rules it out. */
export function isUnknown({ labels, knowledge }: ClusterNode, key: string): boolean {
  return !labels.has(key) && !knowledge.excludes(key);
}

/** Whether the terms can tell two nodes of one pool and zone apart. */
export function nameNodes(terms: NodeTerm[]): boolean {
  return terms.some(({ labels, fields }) => fields.length > 0 || labels.some(({ key }) => key === HOSTNAME_LABEL));
}
