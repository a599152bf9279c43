import { plural } from '../../util/plural';
import { Field, Manifest } from '../../manifests';
import { conditionOf, fieldOf, isObserved } from '../view';

/** How far the rollout of one workload is, by what its controller counts. */
export interface RolloutState {
  readonly isComplete: boolean;
  /** Pods that are wanted, that are of the new revision, and that are available, old ones too. */
  readonly wanted: number;
  readonly updated: number;
  readonly available: number;
  /** What it waits for, in words; absent when it is complete. */
  readonly missing?: string;
  /** The controller has given up, or the Job has failed: in the words of the API server. */
  readonly givenUp?: string;
}

/**
 * The state of a rollout from generations, counts and conditions (kubectl pkg/polymorphichelpers/rollout_status.go).
 * The condition Available alone is true in the middle of a rolling update, while the old pod serves.
 */
export function rolloutState(workload: Manifest): RolloutState {
  const field = fieldOf(workload);
  switch (workload.kind) {
    case 'StatefulSet':
      return statefulSet(workload, field);
    case 'DaemonSet':
      return daemonSet(workload, field);
    case 'Job':
      return job(workload, field);
    default:
      return deployment(workload, field);
  }
}

function deployment(workload: Manifest, field: Field): RolloutState {
  const wanted = field.get('spec', 'replicas').integer() ?? 1;
  const [updated, all, available] = ['updatedReplicas', 'replicas', 'availableReplicas'].map((name) =>
    count(field, name),
  );
  const progressing = conditionOf(workload, 'Progressing');
  const isLate = isObserved(workload) && progressing?.get('reason').value === 'ProgressDeadlineExceeded';
  const missing = !isObserved(workload) ? UNSEEN
    : field.get('spec', 'paused').value === true && updated < wanted ? 'somebody to unpause it'
      : updated < wanted ? `${more(wanted - updated, 'new pod')} to be made`
        : all > updated ? `${plural(all - updated, 'old pod')} to go`
          : available < updated ? `${more(updated - available, 'pod')} to be available` : undefined;
  return {
    isComplete: missing === undefined,
    wanted,
    updated,
    available,
    missing,
    givenUp:
      isLate && missing !== undefined
        ? (progressing?.get('message').string() ?? 'ProgressDeadlineExceeded')
        : undefined,
  };
}

function statefulSet(workload: Manifest, field: Field): RolloutState {
  const wanted = field.get('spec', 'replicas').integer() ?? 1;
  const partition = field.get('spec', 'updateStrategy', 'rollingUpdate', 'partition').integer() ?? 0;
  const isOnDelete = field.get('spec', 'updateStrategy', 'type').value === 'OnDelete';
  const isOneRevision = field.get('status', 'updateRevision').value === field.get('status', 'currentRevision').value;
  const updated = isOneRevision ? count(field, 'replicas') : count(field, 'updatedReplicas');
  const available = count(field, 'availableReplicas');
  const due = isOnDelete ? 0 : Math.max(0, wanted - partition);
  const missing = !isObserved(workload) ? UNSEEN
    : updated < due ? `${more(due - updated, 'pod')} to be updated`
      : available < wanted ? `${more(wanted - available, 'pod')} to be available`
        : count(field, 'replicas') > wanted ? `${plural(count(field, 'replicas') - wanted, 'pod')} to go` : undefined;
  return { isComplete: missing === undefined, wanted, updated, available, missing };
}

function daemonSet(workload: Manifest, field: Field): RolloutState {
  const wanted = count(field, 'desiredNumberScheduled');
  const isOnDelete = field.get('spec', 'updateStrategy', 'type').value === 'OnDelete';
  const updated = isOnDelete ? wanted : count(field, 'updatedNumberScheduled');
  const available = count(field, 'numberAvailable');
  const missing = !isObserved(workload) ? UNSEEN
    : updated < wanted ? `${more(wanted - updated, 'pod')} to be updated`
      : available < wanted ? `${more(wanted - available, 'pod')} to be available` : undefined;
  return { isComplete: missing === undefined, wanted, updated, available, missing };
}

function job(workload: Manifest, field: Field): RolloutState {
  const wanted = field.get('spec', 'completions').integer() ?? 1;
  const available = count(field, 'succeeded');
  const isTrue = (type: string) => conditionOf(workload, type)?.get('status').value === 'True';
  const isComplete = isTrue('Complete');
  return {
    isComplete, wanted, updated: wanted, available,
    missing: isComplete ? undefined : `${more(wanted - available, 'pod')} to succeed`,
    givenUp: isTrue('Failed')
      ? (conditionOf(workload, 'Failed')?.get('message').string() ?? 'the Job failed')
      : undefined,
  };
}

const UNSEEN = 'its controller to see the change';

/** `1 more pod`. */
function more(count: number, noun: string): string {
  return plural(Math.max(0, count), noun).replace(' ', ' more ');
}

function count(field: Field, name: string): number {
  return field.get('status', name).integer() ?? 0;
}
