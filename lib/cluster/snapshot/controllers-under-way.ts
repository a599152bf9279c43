import { Manifest } from '../../manifests';
import { asMap, asNumber } from '../json';

/** Pods that a Deployment or a StatefulSet has yet to replace, or to stop. */
export interface UnderWay {
  /** So many pods of the newest template are still to be made. */
  readonly toMake: number;
}

/**
 * What a snapshot in the middle of an update shows of a controller that has `pods`, as `kubectl rollout status` reads
 * it; undefined where it is at rest.
 */
export function underWay({ kind, json }: Manifest, pods: number): UnderWay | undefined {
  const [spec, status, { generation }] = [json.spec, json.status, json.metadata].map(asMap);
  const wanted = asNumber(spec.replicas) ?? 1;
  const updated = asNumber(status.updatedReplicas) ?? 0;
  const strategy = asMap(spec.updateStrategy);
  const partition = asNumber(asMap(strategy.rollingUpdate).partition) ?? 0;
  const isSeen = status.observedGeneration === generation;
  const surplus = pods > wanted ? { toMake: 0 } : undefined;
  // A Deployment's controller counts the pods that there are: somebody has left out what it said.
  const isCut = kind === 'Deployment' && pods > 0 && status.replicas === undefined;
  if (isCut || status.observedGeneration === undefined || spec.paused === true || strategy.type === 'OnDelete') {
    return surplus;
  }
  const isOne = kind === 'Deployment' ? updated >= Math.max(wanted, asNumber(status.replicas) ?? 0)
    : status.updateRevision === status.currentRevision || updated >= wanted - partition;
  return isSeen && isOne ? surplus : { toMake: Math.max(0, wanted - partition - (isSeen ? updated : 0)) };
}
