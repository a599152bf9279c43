import { Model } from '../../../manifests';
import { agreedPlans } from './agreed-plans';
import { objectRefusals } from '../doubts/object-refusals';
import { Reading } from './reading';

/**
 * The plan where the API server refuses objects that others depend on: a budget, a claim, a quota. They are never
 * stored, and what stands in their place, an older one or none, is told by a live cluster only. Without one, what comes
 * out differently with them and without them is unknown.
 */
export const planWithRefused: Reading = (input, plan) => {
  const { model, cluster } = input;
  const makers = new Set(model.podSets.map(({ manifest }) => manifest));
  const refused = model.manifests.filter((manifest) =>
    !makers.has(manifest) && objectRefusals(manifest).length > 0);
  // A server that was asked knows better.
  if (refused.length === 0 || !cluster || model.options.answers) {
    return plan(input);
  }
  const stored = plan({
    ...input, model: new Model(model.manifests.filter((manifest) => !refused.includes(manifest)), model.options),
  });
  const { asked } = model.options;
  return refused.every(({ kind }) => asked?.has(kind))
    ? stored
    : agreedPlans(stored, plan(input), {
      names: ['without it', 'with it'],
      why: () => `the API server refuses ${refused.slice(0, 3).map(({ id }) => id).join(', ')}; what stands instead is not known`,
    });
};
