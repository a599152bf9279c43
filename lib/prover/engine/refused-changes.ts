import { RefusedChanges } from '../transition';
import { RuleContext } from './rule-context';

/**
 * What the API server refuses to change between what runs and the manifests; undefined where nothing says what runs.
 */
export function refusedChangesOf(context: RuleContext): RefusedChanges | undefined {
  return context.once(compute);
}

function compute({ from, model }: RuleContext): RefusedChanges | undefined {
  return from || model.options.live ? RefusedChanges.between(from, model) : undefined;
}
