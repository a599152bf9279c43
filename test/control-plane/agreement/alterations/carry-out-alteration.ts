import { ApiError, Json } from '../../cluster/api';
import { createNodes, deleteNodes } from '../../cluster/nodes';
import { pathOf } from '../../cluster/objects';
import { isUpdated } from '../scenario';
import { podsOf, untilSeen } from '../outcome';
import { Stage } from '../stage';
import { Act, Alteration } from './alteration';

/** Nothing has changed for this long once everything that follows an alteration has. */
const STILL_MS = 1500;

/** Alters a cluster, and waits until nothing moves any more. */
export async function carryOutAlteration(stage: Stage, { acts }: Alteration): Promise<void> {
  for (const [index, act] of acts.entries()) {
    if (index > 0 && act.what !== 'wait' && acts[index - 1].what !== 'wait') {
      await stage.untilQuiet();
    }
    await carryOut(stage, act);
  }
  await stage.untilQuiet(STILL_MS);
}

async function carryOut(stage: Stage, act: Act): Promise<void> {
  const { plane: { api }, view } = stage;
  switch (act.what) {
    case 'create':
      await api.create(pathOf(act.object, { collection: true }), act.object).catch(ignoreRefusal);
      return;
    case 'patch': {
      const written = await api.patch(`${pathOf(act.object)}${act.part ? `/${act.part}` : ''}`, act.patch);
      return isUpdated(act.object) ? untilSeen(view, written) : undefined;
    }
    case 'delete':
      await api.delete(pathOf(act.object), { propagationPolicy: act.propagation ?? 'Background' });
      return;
    case 'delete pods': {
      const pods = stage.random.shuffle(podsOf(view, act.workload)).slice(0, act.most);
      return removePods(stage, pods);
    }
    case 'add node':
      return createNodes(api, [act.node]);
    case 'remove node':
      return removeNode(stage, act.node.metadata.name);
    case 'wait':
      return new Promise((resolve) => setTimeout(resolve, act.milliseconds));
  }
}

/** Pods that quotas or limits refuse, and those that are gone. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof ApiError) || error.status >= 500) {
    throw error;
  }
}

async function removePods(stage: Stage, pods: readonly Json[], options?: Json): Promise<void> {
  await Promise.all(pods.map(({ metadata: { namespace, name } }) =>
    stage.plane.api.delete(`/api/v1/namespaces/${namespace}/pods/${name}`, options).catch(ignoreRefusal)));
}

/** As machines are taken away: first its pods go, of which those of DaemonSets stay to the end. */
async function removeNode(stage: Stage, name: string): Promise<void> {
  const { plane: { api }, view, scenario: { namespace } } = stage;
  const podsOn = () => view.list('pods', namespace).filter(({ spec }) => spec.nodeName === name);
  const isDaemon = ({ metadata }: Json) => metadata.ownerReferences?.some(({ kind }: Json) => kind === 'DaemonSet');
  await api.patch(`/api/v1/nodes/${name}`, { spec: { unschedulable: true } });
  await removePods(stage, podsOn().filter((pod) => !isDaemon(pod)));
  await stage.untilQuiet();
  await deleteNodes(api, [name]);
  await removePods(stage, podsOn(), { gracePeriodSeconds: 0 });
}
