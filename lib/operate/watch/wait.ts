import { durationText } from '../../prover/updates';
import { UserError } from '../../util/user-error';
import { viewOrProblem } from '../read-view';
import { View } from '../view';
import { WorkloadRef } from '../workload-ref';
import { World } from '../world';
import { Progress } from './progress';
import { changesBetween, heartbeat, watchAll, WatchOptions } from './watch-all';

/** Milliseconds between two looks; more where a look takes long, so that a large cluster is not burdened. */
const PAUSE = 2_000;
const MOST_OF_TIME = 4;
const HEARTBEAT = 30_000;

/** How the waiting ended. */
export interface Waited {
  /** `stopped`: somebody ended the watching; the rollout goes on. */
  readonly outcome: 'done' | 'failed' | 'timed out' | 'stopped';
  readonly progress: readonly Progress[];
  /** The last look; absent where there was none. */
  readonly view?: View;
}

export interface WaitOptions extends WatchOptions {
  /**
   * Ends when everything is complete, or one cannot be.
   *
   * @default true
   */
  readonly untilDone?: boolean;
}

/**
 * Watches workloads, all at once, until they are complete or waiting does not help. A connection that is lost is tried
 * again.
 */
export async function waitForAll(
  refs: readonly WorkloadRef[],
  world: World,
  options: WaitOptions = {},
): Promise<Waited> {
  const { clock, say, draw, stop } = world;
  const { untilDone = true } = options;
  let progress: Progress[] = [];
  let view: View | undefined;
  let told = clock.now();
  for (const look = looker(refs, world); !stop.aborted;) {
    const begin = clock.now();
    const seen = await look();
    const now = clock.now();
    const next = seen === undefined ? progress : watchAll(refs, progress, seen, now, options);
    const changes = changesBetween(progress, next, now);
    view = seen ?? view;
    progress = next;
    // What a table shows is not said besides.
    draw(progress, now);
    changes.forEach(say);
    told = changes.length > 0 ? now : told;
    const ended = seen === undefined ? undefined : endOf(refs, progress);
    if (untilDone && ended !== undefined) {
      return { outcome: ended, progress, view };
    }
    if (now - told >= HEARTBEAT) {
      heartbeat(progress, now).forEach(say);
      told = now;
    }
    await clock.sleep(Math.max(PAUSE, MOST_OF_TIME * (now - begin)), stop);
  }
  return { outcome: 'stopped', progress, view };
}

function endOf(
  refs: readonly WorkloadRef[],
  progress: readonly Progress[],
): Exclude<Waited['outcome'], 'stopped'> | undefined {
  const has = (outcome: Progress['outcome']) => progress.some((each) => each.outcome === outcome);
  return has('failed') ? 'failed' : has('timed out') ? 'timed out'
    : progress.length === refs.length && progress.every(({ outcome }) => outcome === 'done') ? 'done' : undefined;
}

/** Looks; undefined where the cluster does not answer, which is said once, as is that it answers again. */
function looker(refs: readonly WorkloadRef[], { kubectl, clock, say }: World): () => Promise<View | undefined> {
  const namespaces = [...new Set(refs.map(({ namespace }) => namespace))];
  let lost: number | undefined;
  return async () => {
    const view = await viewOrProblem(kubectl, namespaces);
    if (view instanceof UserError) {
      if (lost === undefined) {
        lost = clock.now();
        say({
          event: 'connection', ok: false,
          text: `the cluster does not answer, which is tried again; the rollout goes on: ${view.message}`,
        });
      }
      return undefined;
    }
    if (lost !== undefined) {
      const away = durationText(Math.round((clock.now() - lost) / 1000));
      say({ event: 'connection', ok: true, text: `the cluster answers again, after ${away}` });
      lost = undefined;
    }
    return view;
  };
}
