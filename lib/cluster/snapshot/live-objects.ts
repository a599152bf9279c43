import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { Manifest } from '../../manifests';
import { ClusterNode } from '../cluster-node';

/** What a snapshot holds. */
export interface LiveObjects {
  /** Shown in messages: the file, or `the live cluster`. */
  readonly name: string;
  readonly nodes: ClusterNode[];
  /** Every pod that has not finished. */
  readonly pods: Manifest[];
  /** Everything else. */
  readonly objects: Manifest[];
  /**
   * Kinds of which every object is here: those that a record of the query names, and those of which some are here,
   * since kubectl gives all of a kind.
   */
  readonly asked: ReadonlySet<string>;
  /** Newest version of a kubelet; undefined when no node says. */
  readonly kubernetes?: KubernetesVersion;
  /** What could not be read. */
  readonly leftOut: string[];
}
