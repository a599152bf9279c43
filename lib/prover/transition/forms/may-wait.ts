import { oncePer } from '../../../util/once-per';
import { Cluster } from '../../../cluster';
import { Model } from '../../../manifests';
import { Capacity, SlotBounds } from '../../placement';
import { SteadyState } from '../../updates';

/** Node visits of the search for how all pods of what runs stand. */
const VISITS_OF_A_START = 20_000;

/** Whether pods may wait of what runs on some nodes; the same for every plan that is made of it. */
export const mayWait = oncePer((model: Model) => oncePer((cluster: Cluster) => {
  const capacity = new Capacity(model, cluster);
  const bounds = new SlotBounds(capacity);
  // Where one workload is not sure of its room, what runs is not proven: nothing has to be placed to tell.
  return capacity.tasks.some((task) => bounds.guaranteed(task) < task.most)
    || new SteadyState(capacity, bounds, { steps: VISITS_OF_A_START }).judgement.verdict !== 'proven';
}));
