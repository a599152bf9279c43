import { Manifest } from '../../manifests';
import { fieldOf, ownerOf, View } from '../view';

/** Who makes a pod again when it is gone: its last controller. `unknown` where that was not read. */
export function ownerWorkload(pod: Manifest, view: View): Manifest | 'nobody' | 'unknown' {
  let at: Manifest | 'unknown' = pod;
  for (let depth = 0; depth < 10; depth++) {
    const owner = ownerOf(at);
    if (owner === undefined) {
      return at === pod ? 'nobody' : at;
    }
    const found = view.find(owner);
    if (found === undefined) {
      return 'unknown';
    }
    at = found;
  }
  return 'unknown';
}

/** Whether an autoscaler decides how many pods a workload has, so that it would take back what is scaled by hand. */
export function isScaledByOthers({ kind, name, namespace }: Manifest, view: View): boolean {
  return view.snapshot.objects.some((each) => {
    const target = fieldOf(each).get('spec', 'scaleTargetRef');
    return ['HorizontalPodAutoscaler', 'ScaledObject'].includes(each.kind) && each.namespace === namespace
      && (target.get('kind').string() ?? 'Deployment') === kind && target.get('name').value === name;
  });
}
