import { Manifest } from '../manifests';

/** A pod of the manifests on a live cluster. */
export interface OwnPod {
  readonly manifest: Manifest;
  /** The name of its node; empty where it waits for one. */
  readonly node: string;
  /** It is being deleted, or about to be: its node is gone, or a taint of it evicts the pod. */
  readonly isLeaving: boolean;
}
