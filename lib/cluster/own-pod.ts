import { Manifest } from '../manifests';

/** A pod of the manifests on a live cluster. */
export interface OwnPod {
  readonly manifest: Manifest;
  /** The name of its node; empty where it waits for one. */
  readonly node: string;
  /** It is being deleted, or about to be: its node is gone, or a taint of it evicts the pod. */
  readonly isLeaving: boolean;
}

/** Whether it stands on a node, and stays there. */
export function isPlaced({ node, isLeaving }: OwnPod): boolean {
  return node !== '' && !isLeaving;
}
