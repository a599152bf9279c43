import { keyOf, Manifest, Model } from '../../manifests';

/**
 * What runs before and after one workload of a change is applied by itself, where those of `done` have been: workloads
 * that are not applied yet stand as they ran, what makes no pods as it is asked for.
 */
export function stepBetween(
  running: Model, to: Model, done: ReadonlySet<string>, next: Manifest,
): { readonly before: Model; readonly after: Model } {
  const old = new Map(running.workloads.map(({ manifest }) => [keyOf(manifest), manifest]));
  const pods = new Set(to.workloads.map(({ manifest }) => manifest));
  const state = (isApplied: (key: string) => boolean) => {
    const kept = to.manifests.flatMap((manifest) => {
      const key = keyOf(manifest);
      return !pods.has(manifest) || isApplied(key) ? [manifest] : old.get(key) ?? [];
    });
    const known = new Set(kept.map(keyOf));
    return [...kept, ...[...old].flatMap(([key, manifest]) => known.has(key) ? [] : [manifest])];
  };
  return {
    before: new Model(state((key) => done.has(key)), running.options),
    after: new Model(state((key) => done.has(key) || key === keyOf(next)), to.options),
  };
}
