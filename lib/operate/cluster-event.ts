import { Field, Manifest } from '../manifests';
import { WorkloadRef } from './workload-ref';

/** Something that a component of the cluster said of an object. */
export interface ClusterEvent {
  readonly about: WorkloadRef;
  readonly reason: string;
  readonly message: string;
  /** When it was said last, in milliseconds since 1970; 0 where it does not say. */
  readonly at: number;
}

/** Reads an Event of either API: of old ones `lastTimestamp` counts, of new ones the series. */
export function readEvent(event: Manifest): ClusterEvent {
  const field = Field.of(event, []);
  const about = field.get('involvedObject');
  const times = [
    field.get('series', 'lastObservedTime'), field.get('lastTimestamp'), field.get('eventTime'),
    field.get('metadata', 'creationTimestamp'),
  ];
  return {
    about: {
      kind: about.get('kind').string() ?? '', name: about.get('name').string() ?? '',
      namespace: about.get('namespace').string() ?? event.namespace,
    },
    reason: field.get('reason').string() ?? '',
    message: (field.get('message').string() ?? '').trim(),
    at: Math.max(0, ...times.map((each) => Date.parse(each.string() ?? '')).filter((time) => !Number.isNaN(time))),
  };
}
