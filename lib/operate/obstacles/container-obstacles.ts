import { Field, Manifest } from '../../manifests';
import { View } from '../view';
import { containersOf } from '../watch/phase';
import { refOf } from '../workload-ref';
import { describe, Obstacle, ObstacleCode } from './obstacle';

/** Starts after which a container that ends again and again is not waited for. */
const RESTARTS = 3;

/** Events of a start that goes as it should. */
const USUAL = /^(Scheduled|SuccessfulAttachVolume|Pulling|Pulled|Created|Started)$/;

const REASONS: { readonly [reason: string]: (container: ContainerState) => Finding | undefined } = {
  ErrImagePull: imagePull,
  ImagePullBackOff: imagePull,
  InvalidImageName: ({ image }) => ({
    code: 'image-not-found', cause: `${image} is no name of an image`, isFinal: true,
  }),
  ErrImageNeverPull: ({ image }) => ({
    code: 'image-not-found', cause: `${image} is not on the node, and imagePullPolicy is Never`, isFinal: true,
  }),
  CreateContainerConfigError: configError,
  CreateContainerError: configError,
  RunContainerError: configError,
  CrashLoopBackOff: crashLoop,
};

/** What is wrong with a container. */
interface Finding {
  readonly code: ObstacleCode;
  readonly cause: string;
  /** Waiting does not help. */
  readonly isFinal: boolean;
}

interface ContainerState {
  readonly name: string;
  readonly image: string;
  readonly message: string;
  readonly restarts: number;
  readonly last: Field;
  readonly events: readonly string[];
}

/**
 * What keeps the containers of a pod from running. A startup probe that fails within its budget is none.
 *
 * @param isWaitedFor something that the pod calls is not there yet, so that it may end for want of it
 */
export function containerObstacles(pod: Manifest, view: View, isWaitedFor: boolean): Obstacle[] {
  const images = new Map(
    Field.of(pod, [])
      .get('spec')
      .entries()
      .filter(([name]) => /^(init)?containers$/i.test(name))
      .flatMap(([, list]) => list.items())
      .map((each) => [each.get('name').string(), each.get('image').string()]),
  );
  const events = view
    .eventsOf(refOf(pod))
    .filter(({ reason }) => !USUAL.test(reason))
    .map(({ reason, message }) => `${reason}: ${message}`);
  return containersOf(pod).flatMap((status) => {
    const waiting = status.get('state', 'waiting');
    const reason = waiting.get('reason').string() ?? '';
    const name = status.get('name').string() ?? '';
    const message = waiting.get('message').string() ?? '';
    const last = status.get('lastState', 'terminated');
    const found = Object.hasOwn(REASONS, reason) ? REASONS[reason]({
      name, image: images.get(name) ?? 'its image', message, events, last,
      restarts: status.get('restartCount').integer() ?? 0,
    }) : undefined;
    const mayWait = isWaitedFor && found?.code === 'crash-loop';
    return found === undefined ? [] : [{
      code: found.code,
      cause: mayWait ? `${found.cause}; what it calls is not ready yet` : found.cause,
      evidence: [...new Set([`${name}: ${reason}${message === '' ? '' : `: ${message}`}`, ...events.slice(-3)])],
      healing: found.isFinal && !mayWait ? 'never' as const : 'by itself' as const,
      next: describe(refOf(pod)),
      logOf: last.isPresent ? { pod: refOf(pod), container: name } : undefined,
    }];
  });
}

function imagePull({ image, message, events }: ContainerState): Finding {
  const said = [message, ...events.filter((each) => each.startsWith('Failed: '))].join('\n');
  return /\b40[13]\b|unauthorized|forbidden|denied|no basic auth|authentication required/i.test(said)
    ? { code: 'image-unauthorized', cause: `the registry does not give ${image} to this pull secret`, isFinal: true }
    : /not found|manifest unknown|does not exist|name unknown/i.test(said)
      ? { code: 'image-not-found', cause: `${image} is not in its registry`, isFinal: true }
      : { code: 'image-pull', cause: `${image} could not be pulled yet`, isFinal: false };
}

/** A kubelet that has not heard of a Secret or ConfigMap yet hears of it. */
function configError({ name, message }: ContainerState): Finding | undefined {
  return /failed to sync|timed out|context deadline/i.test(message)
    ? undefined : { code: 'config-error', cause: `container ${name} cannot be made: ${message}`, isFinal: true };
}

function crashLoop({ name, restarts, last, events }: ContainerState): Finding {
  const reason = last.get('reason').string() ?? '';
  const code = last.get('exitCode').integer() ?? 0;
  if (/StartError|ContainerCannotRun/.test(reason) || events.some((each) => /exec format error/.test(each))) {
    const why = events.some((each) => /exec format error/.test(each))
      ? 'its program is of another processor architecture than the node' : `its program cannot be started (${reason})`;
    return { code: 'exec-format', cause: `container ${name}: ${why}`, isFinal: true };
  }
  return reason === 'OOMKilled'
    ? {
        code: 'out-of-memory', isFinal: restarts >= RESTARTS,
        cause: `container ${name} was ended for taking more memory than its limit, ${restarts} times restarted`,
      }
    : {
        code: 'crash-loop', isFinal: restarts >= RESTARTS,
        cause: `container ${name} ends with exit code ${code} again and again, ${restarts} times restarted`,
      };
}
