import { Field, Model, ResourceAmounts } from '../../manifests';

/** What a quota counts of a request for all devices: as many as one claim may ever get (resource.k8s.io types.go). */
const MOST_OF_A_CLAIM = 32;

/**
 * What one ResourceClaim takes of quotas without scopes: the object, its devices by class, and these again under the
 * names by which the class serves them to pods; of several alternatives the most of each class.
 *
 * Source: kubernetes pkg/quota/v1/evaluator/core/resource_claims.go `Usage`, `addExtendedResourceQuota`.
 */
export function deviceClaimUsage(claimSpec: Field, model: Model): ResourceAmounts {
  const usage = new Map<string, number>();
  const add = (resource: string, amount: number) => usage.set(resource, (usage.get(resource) ?? 0) + amount);
  for (const request of claimSpec.get('devices', 'requests').items()) {
    const alternatives = request.get('firstAvailable').items();
    const exactly = request.get('exactly').isPresent ? request.get('exactly') : request;
    const asked = alternatives.length > 0 ? alternatives : [exactly];
    const most = new Map<string, number>();
    for (const each of asked) {
      const name = each.get('deviceClassName').string() ?? '';
      const count = each.get('allocationMode').value === 'All' ? MOST_OF_A_CLAIM : each.get('count').integer() ?? 1;
      most.set(name, Math.max(most.get(name) ?? 0, count));
    }
    most.forEach((count, name) => namesOf(name, model).forEach((resource) => add(resource, count)));
  }
  return usage.set('count/resourceclaims.resource.k8s.io', 1);
}

/** What one pod takes by the claims that are made for it alone (pkg/controller/resourceclaim `handleClaim`). */
export function ownDeviceClaims(podSpec: Field, namespace: string, model: Model): Field[] {
  return podSpec.get('resourceClaims').items().flatMap((claim) => {
    const name = claim.get('resourceClaimTemplateName').string();
    const template = name === undefined ? undefined : model.find('ResourceClaimTemplate', namespace, name);
    return template ? [Field.of(template, []).get('spec', 'spec')] : [];
  });
}

/** Names under which a quota may count the devices of a class. */
function namesOf(className: string, model: Model): string[] {
  const found = model.byKind('DeviceClass').find(({ name }) => name === className);
  const extended = found && Field.of(found, []).get('spec', 'extendedResourceName').string();
  return [
    `${className}.deviceclass.resource.k8s.io/devices`, `requests.deviceclass.resource.kubernetes.io/${className}`,
    ...extended ? [`requests.${extended}`] : [],
  ];
}
