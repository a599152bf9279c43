import { Field, keyOf, Manifest, PodTemplate, readPodTemplate, Workload } from '../../manifests';
import { sortedAmounts } from './pod-shape';
import { Running } from './under-way';

/**
 * Whether a snapshot shows pods that ask for something else than their template would be given now: a LimitRange has
 * changed since they were made, or they were resized in place (kubernetes pkg/registry/core/pod/strategy.go
 * `podResizeStrategy`). `old` is admitted. Containers that somebody adds to each pod are not looked at, as those of
 * the new pods are not.
 */
export function areMadeOtherwise({ manifest, pod, companions, resizedBy }: Workload, { own }: Running): boolean {
  const [written, asked] = [names(pod), amounts(pod)];
  return companions.length === 0 && resizedBy === undefined && (own?.get(keyOf(manifest)) ?? []).some((each) => {
    const made = sizeOf(each.manifest);
    return !each.isLeaving && made.names === written && made.amounts !== asked;
  });
}

/** A snapshot's pods are looked at again for every change that is tried. */
const SIZES = new WeakMap<Manifest, { readonly names: string; readonly amounts: string }>();

function sizeOf(manifest: Manifest): { readonly names: string; readonly amounts: string } {
  const known = SIZES.get(manifest);
  if (known) {
    return known;
  }
  const pod = readPodTemplate(Field.of(manifest, []), manifest.namespace);
  const size = { names: names(pod), amounts: amounts(pod) };
  SIZES.set(manifest, size);
  return size;
}

function names({ containers }: PodTemplate): string {
  return JSON.stringify(containers.map(({ name }) => name).sort());
}

function amounts({ requests }: PodTemplate): string {
  return JSON.stringify(sortedAmounts(requests));
}
