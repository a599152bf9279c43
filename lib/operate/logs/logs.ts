import { UserError } from '../../util/user-error';
import { EXIT_DONE, EXIT_INTERRUPTED } from '../exit-code';
import { RunningKubectl } from '../../kubernetes/kubectl-reply';
import { viewOrProblem } from '../read-view';
import { WorkloadRef } from '../workload-ref';
import { World } from '../world';
import { labelOf, LoggingContainer, loggingContainers } from './containers-to-follow';
import { isAfter, readLogLine } from './log-line';

export interface LogsOptions {
  /** As kubectl takes it: `10m`. */
  readonly since?: string;
  /** Of the attempt before; nothing is followed. */
  readonly previous?: boolean;
  /** Goes on with what comes, across restarts and rollouts. */
  readonly follow: boolean;
}

/** Milliseconds between two looks for new pods and containers. */
const PAUSE = 2_000;

/** A container whose log is read. */
interface Followed {
  restarts: number;
  /** When its last line was written. */
  last: string;
  running?: RunningKubectl;
}

/** Prints the logs of all pods of workloads, each line with its pod in front, until somebody ends it. */
export async function logs(refs: readonly WorkloadRef[], world: World, options: LogsOptions): Promise<number> {
  const { kubectl, clock, stop, say } = world;
  const namespaces = [...new Set(refs.map(({ namespace }) => namespace))];
  const followed = new Map<string, Followed>();
  const isFollowed = options.follow && options.previous !== true;
  try {
    do {
      const view = await viewOrProblem(kubectl, namespaces);
      if (view instanceof UserError) {
        say({
          event: 'connection', ok: false,
          text: `the cluster does not answer, which is tried again: ${view.message}`,
        });
      }
      const started = (view instanceof UserError ? [] : loggingContainers(refs, view))
        .flatMap((each) => begin(each, followed, world, { ...options, follow: isFollowed }));
      if (!isFollowed) {
        await Promise.all(started.map(({ ended }) => ended));
        return EXIT_DONE;
      }
      await clock.sleep(PAUSE, stop);
    } while (!stop.aborted);
    return EXIT_INTERRUPTED;
  } finally {
    followed.forEach(({ running }) => running?.stop());
  }
}

/** Reads the log of a container that is not read yet, or was started anew since. */
function begin(
  container: LoggingContainer, followed: Map<string, Followed>, { kubectl, say }: World, options: LogsOptions,
): RunningKubectl[] {
  const { pod, restarts } = container;
  const key = `${pod.namespace}/${pod.name}/${container.container}`;
  const known = followed.get(key);
  if (known !== undefined && (known.running !== undefined || known.restarts === restarts)) {
    return [];
  }
  const state: Followed = { restarts, last: known?.last ?? '' };
  followed.set(key, state);
  const since = state.last !== '' ? ['--since-time', state.last]
    : options.since === undefined ? [] : ['--since', options.since];
  const args = [
    '--namespace', pod.namespace, 'logs', pod.name, '--container', container.container, '--timestamps', ...since,
    ...options.follow ? ['--follow'] : [], ...options.previous ? ['--previous'] : [],
  ];
  state.running = kubectl.start(args, (line) => {
    const { at, text } = readLogLine(line);
    if (at === '' || isAfter(at, state.last)) {
      state.last = at === '' ? state.last : at;
      say({ event: 'log', text: `${labelOf(container)} | ${text}` });
    }
  });
  void state.running.ended.catch(() => undefined).then(() => (state.running = undefined));
  return [state.running];
}
