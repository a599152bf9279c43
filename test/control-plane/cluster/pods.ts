import { Json } from './api';

/** The uid of the controller that made a pod or a ReplicaSet. */
export function ownerOf({ metadata }: Json): string | undefined {
  return metadata.ownerReferences?.find(({ controller }: Json) => controller === true)?.uid;
}

export function isReady({ status }: Json): boolean {
  return status.conditions?.some(({ type, status: value }: Json) => type === 'Ready' && value === 'True') ?? false;
}

/** Finished pods hold no room. */
export function isFinished({ status }: Json): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}
