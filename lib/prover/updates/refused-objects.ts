import { Cluster } from '../../cluster';
import { Manifest, Model } from '../../manifests';
import { refusalsOf } from '../validation';
import { agreedPlans } from './agreed-plans';
import { RolloutPlan } from './rollout-plan';

/** Kinds that controllers and drivers write: in manifests they tell what is there, however shortened. */
export const DESCRIBED: ReadonlySet<string> = new Set(['PersistentVolume', 'CSINode', 'Node', 'ResourceSlice']);

/**
 * The plan where the API server refuses objects that others depend on: a budget, a claim, a quota. They are never
 * stored, and what stands in their place, an older one or none, is told by a live cluster only. Without one, what comes
 * out differently with them and without them is unknown.
 */
export function planWithRefused(
  model: Model,
  cluster: Cluster | undefined,
  plan: (model: Model) => RolloutPlan,
): RolloutPlan {
  const makers = new Set(model.podSets.map(({ manifest }) => manifest));
  const refused = model.manifests.filter((manifest) =>
    !makers.has(manifest) && !DESCRIBED.has(manifest.kind) && isRefused(manifest));
  // A server that was asked knows better.
  if (refused.length === 0 || !cluster || model.options.answers) {
    return plan(model);
  }
  const stored = plan(new Model(model.manifests.filter((manifest) => !refused.includes(manifest)), model.options));
  const { asked } = model.options;
  return refused.every(({ kind }) => asked?.has(kind))
    ? stored
    : agreedPlans(stored, plan(model), {
      names: ['without it', 'with it'],
      why: () => `the API server refuses ${refused.slice(0, 3).map(({ id }) => id).join(', ')}; what stands instead is not known`,
    });
}

function isRefused(manifest: Manifest): boolean {
  return refusalsOf(manifest).some(({ isDoubtful }) => !isDoubtful);
}
