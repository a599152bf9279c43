import { Field, Manifest, matches, readDisruptionBudget } from '../../manifests';
import { fieldOf, View } from '../view';
import { isReady } from '../watch/phase';

/**
 * Why the eviction API would not let a pod leave now; undefined where it would (kubernetes
 * pkg/registry/core/pod/storage/eviction.go `Create`, `canIgnorePDB`, `checkAndDecrement`).
 */
export function evictionRefusal(pod: Manifest, view: View): string | undefined {
  // No budget counts a pod that has not started.
  if (fieldOf(pod).get('status', 'phase').value === 'Pending') {
    return undefined;
  }
  const budgets = budgetsOf(pod, view);
  if (budgets.length > 1) {
    return `${budgets.map(({ id }) => id).join(' and ')} both select its pod, which the eviction API refuses`;
  }
  const [budget] = budgets;
  if (budget === undefined) {
    return undefined;
  }
  const status = fieldOf(budget).get('status');
  const count = (name: string) => status.get(name).integer() ?? 0;
  const [healthy, wanted, all] = [count('currentHealthy'), count('desiredHealthy'), count('expectedPods')];
  const lets = fieldOf(budget).get('spec', 'unhealthyPodEvictionPolicy').value === 'AlwaysAllow';
  if (!isReady(pod) && (lets || (healthy >= wanted && wanted > 0))) {
    return undefined;
  }
  return count('disruptionsAllowed') > 0 ? undefined
    : all > wanted ? `${budget.id} allows no eviction now: ${healthy} of ${all} are available, and ${wanted} have to be`
      : `${budget.id} allows no eviction: ${wanted} of ${all} ${wanted === 1 ? 'has' : 'have'} to be available`;
}

/** The budgets that select a pod; one without a selector selects none. */
export function budgetsOf(pod: Manifest, view: View): Manifest[] {
  const labels = fieldOf(pod).get('metadata', 'labels').stringMap();
  return view.snapshot.objects.filter((each) => {
    const selector = each.kind === 'PodDisruptionBudget' && each.namespace === pod.namespace
      ? readDisruptionBudget(Field.of(each, [])).selector : undefined;
    return selector !== undefined && matches(selector, labels);
  });
}
