import {
  addInto, Field, isExtendedResource, podRequests, readAmounts, ResourceAmounts, sumOfContainers,
} from '../../manifests';

/** Requests that a quota knows by their own name and as `requests.<name>`. */
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const DEVICE_CLASS = 'deviceclass.resource.kubernetes.io/';

/**
 * What one pod takes of quotas, by the name a quota gives it. A pod that is being deleted counts until it is gone, one
 * that succeeded or failed counts only as `count/pods`.
 *
 * Source: kubernetes pkg/quota/v1/evaluator/core/pods.go `PodUsageFunc`, `podComputeUsageHelper`.
 */
export function podUsage(spec: Field): ResourceAmounts {
  const usage = new Map([['pods', 1], ['count/pods', 1]]);
  for (const [name, amount] of podRequests(spec)) {
    if (COMPUTE.includes(name) || name.startsWith('hugepages-')) {
      usage.set(name, amount).set(`requests.${name}`, amount);
    } else if (isExtendedResource(name) || name.startsWith(DEVICE_CLASS)) {
      usage.set(`requests.${name}`, amount);
    }
  }
  podLimits(spec).forEach((amount, name) => COMPUTE.includes(name) && usage.set(`limits.${name}`, amount));
  return usage;
}

/** Overhead is added where there is a limit (kubernetes component-helpers/resource/helpers.go `PodLimits`). */
function podLimits(spec: Field): ResourceAmounts {
  const limits = sumOfContainers(spec, (container) => readAmounts(container.get('resources', 'limits')));
  readAmounts(spec.get('resources', 'limits')).forEach((amount, name) => limits.set(name, amount));
  readAmounts(spec.get('overhead')).forEach((amount, name) => {
    const limit = limits.get(name) ?? 0;
    if (limit > 0) {
      limits.set(name, limit + amount);
    }
  });
  return limits;
}

/**
 * What one PersistentVolumeClaim takes of quotas. A claim without class is counted for `defaultClass`.
 *
 * Source: kubernetes pkg/quota/v1/evaluator/core/persistent_volume_claims.go `Usage`.
 */
export function claimUsage(claimSpec: Field, defaultClass?: string): ResourceAmounts {
  const usage = new Map([['persistentvolumeclaims', 1], ['count/persistentvolumeclaims', 1]]);
  const storage = claimSpec.get('resources', 'requests', 'storage').quantity('value');
  const named = claimSpec.get('storageClassName');
  const storageClass = named.isPresent ? named.string() : defaultClass;
  addInto(usage, new Map(storage === undefined ? [] : [['requests.storage', storage]]));
  if (storageClass) {
    [...usage].filter(([name]) => !name.startsWith('count/'))
      .forEach(([name, amount]) => usage.set(`${storageClass}.storageclass.storage.k8s.io/${name}`, amount));
  }
  return usage;
}
