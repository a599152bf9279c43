/**
 * One step of a change. `comes further`: a pod comes with a volume that is made for it; `lets go`: old pods are no
 * longer wanted; `attaches`: a volume is attached to a node; `on its node`: what comes next of a DaemonSet's pod there.
 */
export interface Step {
  /** An actor, or a DaemonSet by its number after those. */
  readonly who: number;
  readonly kind: 'comes' | 'comes further' | 'is added' | 'leaves' | 'is too many' | 'gives up' | 'lets go'
    | 'old is made' | 'is made' | 'attaches' | 'on its node';
  /** -1 for a pod that has none. */
  readonly node: number;
}
