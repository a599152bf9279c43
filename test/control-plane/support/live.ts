import { NEWEST, versionsOf } from '../binaries/versions';
import { ControlPlane } from '../cluster/control-plane';
import { untilQuiet } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';

/** A control plane for the tests of one file. */
export interface Live {
  plane: ControlPlane;
  view: ClusterView;
  /** Waits until nothing moves in a namespace. */
  quiet(namespace: string): Promise<void>;
}

/**
 * Starts a control plane before the tests of a file and ends it after them; the minor that `KUBERNETES` names, else the
 * newest.
 */
export function useControlPlane(): Live {
  const live = { quiet: (namespace: string) => untilQuiet(live.plane, live.view, namespace) } as Live;
  beforeAll(async () => {
    live.plane = await ControlPlane.open(versionsOf(process.env.KUBERNETES ?? NEWEST));
    live.view = await ClusterView.open(live.plane.api);
  });
  afterAll(async () => {
    live.view?.close();
    await live.plane?.stop();
  });
  return live;
}
