import { listed } from '../../util/listed';
import { Manifest, Model } from '../../manifests';
import { conditionOf, fieldOf, isTerminating, View } from '../view';
import { containersOf, Phase } from './phase';
import { RolloutState } from './rollout-state';

/** What is known of a workload that is not complete. */
export interface Waiting {
  readonly phase: Phase;
  /** The pod that is furthest behind; absent where it is not made yet. */
  readonly pod?: Manifest;
  readonly old: readonly Manifest[];
  readonly state: RolloutState;
  readonly workload: Manifest;
  readonly view: View;
}

/** What has to happen for the next phase, in words. */
export function waitsFor(waiting: Waiting): string {
  const { phase, pod, old, state, workload } = waiting;
  const node = pod && fieldOf(pod).get('spec', 'nodeName').string();
  switch (phase) {
    case 'applied':
      return pod === undefined ? makingText(waiting)
        : conditionOf(pod, 'PodScheduled')?.get('status').value === 'False' ? 'a node that has room' : 'the scheduler';
    case 'scheduled':
      return `${claimsText(pod)} on ${node}`;
    case 'volume attached':
      return `the image on ${node}`;
    case 'image pulled':
      return `its containers to start on ${node}`;
    case 'started':
      return `container ${notRunning(pod)} to run`;
    case 'loading':
      return `${isStarting(pod) ? 'its startup probe' : 'its readiness probe'} on ${node}`;
    default:
      return old.length > 0 ? `old pod ${listed(old.map(({ name }) => name), 3)} to stop`
        : workload.kind === 'Job' ? 'it to end'
          : state.missing ?? 'its controller to count';
  }
}

function makingText({ old, state, workload }: Waiting): string {
  const isRecreated = fieldOf(workload).get('spec', 'strategy', 'type').value === 'Recreate';
  const going = isRecreated ? old : old.filter(isTerminating);
  return going.length > 0 && isRecreated ? `old pod ${listed(going.map(({ name }) => name), 3)} to stop`
    : state.missing ?? 'its controller to make a pod';
}

function claimsText(pod: Manifest | undefined): string {
  const claims = pod === undefined ? [] : new Model([pod]).workloads[0]?.pod.claims ?? [];
  return claims.length === 0 ? 'its volumes and its network'
    : `volume ${listed(claims.map(({ claimName }) => claimName), 3)} to be attached`;
}

function notRunning(pod: Manifest | undefined): string {
  const waiting = pod === undefined ? undefined
    : containersOf(pod).find((each) => each.get('state', 'waiting').isPresent);
  return waiting?.get('name').string() ?? 'of the pod';
}

/** A container with a startup probe that has not succeeded has not started, as its status says. */
function isStarting(pod: Manifest | undefined): boolean {
  return pod !== undefined && containersOf(pod).some((each) => each.get('started').value === false);
}
