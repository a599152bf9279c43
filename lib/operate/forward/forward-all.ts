import { EXIT_INTERRUPTED } from '../exit-code';
import { viewOrProblem } from '../read-view';
import { View } from '../view';
import { World } from '../world';
import { Forward, forward } from './forward-port';
import { ForwardTarget, servingPod } from './forward-targets';
import { freePort } from './free-port';

/** Milliseconds between two looks at the pods. */
const PAUSE = 2_000;

/** What is forwarded now. */
interface Open {
  readonly target: ForwardTarget;
  readonly local: number;
  pod?: string;
  running?: Forward;
}

/** Brings ports of Services to this machine, and again when a pod is replaced, until somebody ends it. */
export async function forwardAll(targets: readonly ForwardTarget[], world: World): Promise<number> {
  const { kubectl, clock, stop, say } = world;
  const open: Open[] = [];
  for (const target of targets) {
    const local = await freePort(target.port);
    open.push({ target, local });
    if (local !== target.port) {
      say({
        event: 'said',
        text: `port ${target.port} of this machine is taken: ${target.service.name} is at ${local}`,
      });
    }
  }
  const namespaces = [...new Set(targets.map(({ service }) => service.namespace))];
  try {
    while (!stop.aborted) {
      const view = await viewOrProblem(kubectl, namespaces);
      // Where the cluster does not answer, what is open stays open.
      if (view instanceof View) {
        await Promise.all(open.map((each) => attach(each, view, world)));
      }
      await clock.sleep(PAUSE, stop);
    }
    return EXIT_INTERRUPTED;
  } finally {
    await Promise.all(open.map(({ running }) => close(running)));
  }
}

/** Leads a port to a pod that serves, where it does not lead to one yet. */
async function attach(open: Open, view: View, { kubectl, say }: World): Promise<void> {
  const { target: { service, port }, local } = open;
  const serving = servingPod(open.target, view);
  const isStill =
    open.pod !== undefined && view.find({ kind: 'Pod', namespace: service.namespace, name: open.pod }) !== undefined;
  if (open.running !== undefined && isStill && (serving === undefined || serving.pod === open.pod)) {
    return;
  }
  await close(open.running);
  open.running = undefined;
  if (serving === undefined) {
    if (open.pod !== '') {
      say({ event: 'said', ok: false, text: `${service.name}: no pod serves, which is waited for` });
    }
    open.pod = '';
    return;
  }
  const running = forward(
    { namespace: service.namespace, target: `pod/${serving.pod}`, remote: serving.port, local },
    kubectl,
  );
  void running.ended
    .catch(() => undefined)
    .then(() => {
      open.running = open.running === running ? undefined : open.running;
    });
  if ((await running.opened) !== undefined) {
    open.running = running;
    open.pod = serving.pod;
    say({
      event: 'said',
      ok: true,
      text: `${service.name}:${port} is at http://127.0.0.1:${local} (pod ${serving.pod})`,
    });
  }
}

async function close(running: Forward | undefined): Promise<void> {
  running?.stop();
  await running?.ended.catch(() => undefined);
}
