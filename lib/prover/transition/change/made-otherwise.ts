import { oncePer } from '../../../util/once-per';
import {
  Field, Manifest, parsePointer, PodTemplate, requestsOfPod, runningContainers, Workload,
} from '../../../manifests';
import { sortedAmounts } from './pod-shape';
import { Running, stayingPods } from './running';

/**
 * Whether a snapshot shows pods that ask for something else than their template would be given now: a LimitRange has
 * changed since they were made, they were resized in place (kubernetes pkg/registry/core/pod/strategy.go
 * `podResizeStrategy`), or their template of a device claim was made anew. `old` is admitted. Containers that somebody
 * adds to each pod are not looked at, as those of the new pods are not.
 */
export function areMadeOtherwise(workload: Workload, { own, objects }: Running): boolean {
  const { pod, companions, resizedBy } = workload;
  const staying = stayingPods(workload, own) ?? [];
  const [written, asked] = [namesOf(pod.containers.map(({ name }) => name)), amountsOf(pod.requests)];
  const isOtherwise = claimsMadeOtherwise(workload, objects);
  if (isOtherwise && staying.some(({ manifest }) => isOtherwise(manifest))) {
    return true;
  }
  return companions.length === 0 && resizedBy === undefined && staying.some(({ manifest }) => {
    const made = sizeOf(manifest);
    return made.names === written && made.amounts !== asked;
  });
}

/**
 * Whether a device claim that was made for a pod asks for something else than its template now does; undefined where
 * the pods have none.
 */
function claimsMadeOtherwise(
  { manifest, namespace, pod }: Workload, objects: readonly Manifest[],
): ((pod: Manifest) => boolean) | undefined {
  const spec = Field.of(manifest, []).get(...parsePointer(pod.pointer));
  const templates = new Map(spec.get('resourceClaims').items().flatMap((each): [string, string][] => {
    const template = each.get('resourceClaimTemplateName').string();
    return template === undefined ? [] : [[each.get('name').string() ?? '', template]];
  }));
  if (templates.size === 0) {
    return undefined;
  }
  const known = new Map(objects.filter((each) => each.namespace === namespace && each.kind.startsWith('ResourceClaim'))
    .map((each) => [`${each.kind} ${each.name}`, each]));
  const devicesOf = (kind: string, name = '', ...path: string[]) => {
    const found = known.get(`${kind} ${name}`);
    return found && JSON.stringify(Field.of(found, []).get(...path, 'devices').value);
  };
  return (each) => Field.of(each, []).get('status', 'resourceClaimStatuses').items().some((status) => {
    const template = templates.get(status.get('name').string() ?? '');
    const claim = devicesOf('ResourceClaim', status.get('resourceClaimName').string(), 'spec');
    const now = devicesOf('ResourceClaimTemplate', template, 'spec', 'spec');
    return claim !== undefined && now !== undefined && claim !== now;
  });
}

/** A snapshot's pods are looked at again for every change that is tried. */
const sizeOf = oncePer((manifest: Manifest) => {
  const spec = Field.of(manifest, []).get('spec');
  const names = runningContainers(spec).map((container) => container.get('name').string() ?? '');
  return { names: namesOf(names), amounts: amountsOf(requestsOfPod(manifest)) };
});

function namesOf(containers: readonly string[]): string {
  return JSON.stringify([...containers].sort());
}

function amountsOf(requests: PodTemplate['requests']): string {
  return JSON.stringify(sortedAmounts(requests));
}
