import { valueText } from '../../util/value-text';
import { Quantity } from '../../kubernetes/quantity';
import { isExtendedResource } from '../../manifests';
import { qualifiedNameFault, quantityNotNegative, quantityOf, ZERO } from './checks';
import { Report } from './refusal';
import { reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';

/**
 * Names without a domain that a container may ask for: pkg/apis/core/helper/helpers.go `standardContainerResources`.
 */
const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const HUGE_PAGES = 'hugepages-';

/** Names of a quota and a limit range: `standardResources`, `standardQuotaResources`. */
const STANDARD_RESOURCES = new Set([
  'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu',
  'limits.memory', 'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services', 'replicationcontrollers',
  'secrets', 'configmaps', 'persistentvolumeclaims', 'storage', 'requests.storage', 'services.nodeports',
  'services.loadbalancers',
]);

/** Counted in whole units: `IsIntegerResourceName`. */
const WHOLE_RESOURCES = new Set([
  'pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims',
  'services.nodeports', 'services.loadbalancers',
]);

export const RESOURCE_TYPES: TypeChecks = {
  'core.v1.ResourceRequirements': checkRequirements,
};

/** What is wrong with the name of a resource: `validateResourceName`. */
export function resourceNameFault(name: string): string | undefined {
  return (
    qualifiedNameFault(name)
    ?? (name.includes('/')
    || STANDARD_RESOURCES.has(name)
    || name.startsWith(HUGE_PAGES)
    || name.startsWith(`requests.${HUGE_PAGES}`)
      ? undefined
      : 'must be cpu, memory, ephemeral-storage, hugepages-<size> or a name with a domain such as nvidia.com/gpu')
  );
}

/** `ValidateContainerResourceName` */
export function containerResourceNameFault(name: string): string | undefined {
  const fault = resourceNameFault(name);
  if (fault !== undefined) {
    return fault;
  }
  if (!name.includes('/')) {
    return CONTAINER_RESOURCES.includes(name) || name.startsWith(HUGE_PAGES)
      ? undefined
      : 'must be a resource of a container, such as cpu';
  }
  return name.includes('kubernetes.io/')
    || (!name.startsWith('requests.') && qualifiedNameFault(`requests.${name}`) === undefined)
    ? undefined
    : 'must not start with requests. and leave room for that prefix';
}

/** A quantity that is not negative, and whole where the resource is counted: `ValidateResourceQuantityValue`. */
export function amountFault(name: string, amount: Value): string | undefined {
  const isWhole = WHOLE_RESOURCES.has(name) || isExtendedResource(name);
  return (
    quantityNotNegative(amount)
    ?? (isWhole && quantityOf(amount).milliValue % 1000 !== 0 ? 'must be a whole number' : undefined)
  );
}

/** `validateResourceRequirements` */
function checkRequirements(requirements: Value, report: Report): void {
  const isPod = requirements.name === 'resources' && requirements.parent?.get('containers').isPresent === true;
  const limits = requirements.get('limits');
  const requests = requirements.get('requests');
  for (const [name, amount] of [...limits.entries, ...requests.entries]) {
    const fault = isPod ? podResourceFault(name) : containerResourceNameFault(name);
    if (fault !== undefined) {
      report(amount, `names a resource that ${fault}`);
      continue;
    }
    const amountWrong = amountFault(name, amount);
    if (amountWrong !== undefined) {
      report(
        amount,
        amountWrong,
        isExtendedResource(name) && amountWrong.includes('whole')
          ? 'extended-resource-request-differs-from-limit'
          : undefined,
      );
    }
    const page = name.startsWith(HUGE_PAGES) ? pageSize(name) : undefined;
    if (page !== undefined && (page.compare(ZERO) <= 0 || quantityOf(amount).value % page.value !== 0)) {
      report(amount, `must be a multiple of ${name.slice(HUGE_PAGES.length)}`);
    }
  }
  for (const [name, request] of requests.entries) {
    checkRequest(name, request, limits.get(name), report);
  }
  const names = [...limits.entries, ...requests.entries].map(([name]) => name);
  if (names.some((name) => name.startsWith(HUGE_PAGES)) && !names.includes('cpu') && !names.includes('memory')) {
    report(requirements, 'must ask for cpu or memory beside huge pages');
  }
  checkClaims(requirements.get('claims'), report);
}

function checkRequest(name: string, request: Value, limit: Value, report: Report): void {
  const mayOvercommit = !name.startsWith(HUGE_PAGES) && (!name.includes('/') || name.includes('kubernetes.io/'));
  const rule = isExtendedResource(name) ? 'extended-resource-request-differs-from-limit' : 'object-refused';
  if (!limit.isGiven) {
    if (!mayOvercommit) {
      report(request, `must have an equal limit: ${name} cannot be overcommitted`, rule);
    }
    return;
  }
  const order = quantityOf(request).compare(quantityOf(limit));
  if (mayOvercommit ? order > 0 : order !== 0) {
    report(request, `must ${mayOvercommit ? 'not be more than' : 'equal'} the limit ${valueText(limit.json ?? 0)}`,
      rule);
  }
}

/** Only what a pod as a whole may ask for: k8s.io/component-helpers/resource `SupportedPodLevelResources`. */
function podResourceFault(name: string): string | undefined {
  return (
    resourceNameFault(name)
    ?? (name === 'cpu' || name === 'memory' || name.startsWith(HUGE_PAGES)
      ? undefined
      : 'must be cpu, memory or hugepages for a pod')
  );
}

/** `validateResourceClaimNames` */
function checkClaims(claims: Value, report: Report): void {
  const pod = claims.parent?.parent?.parent?.parent;
  const known = pod?.get('resourceClaims').items.map((claim) => claim.get('name').text) ?? [];
  reportDuplicates(
    claims.items,
    (claim) => `${claim.get('name').text}/${claim.get('request').text}`,
    report,
    (claim) => claim.get('name'),
    'must be named once',
  );
  for (const claim of claims.items) {
    const name = claim.get('name');
    if (name.text === '') {
      report(name, 'is missing');
    } else if (!known.includes(name.text)) {
      report(name, `must be one of the pod's resourceClaims, ${known.join(', ') || 'which are none'}`);
    }
  }
}

function pageSize(name: string): Quantity | undefined {
  try {
    return Quantity.parse(name.slice(HUGE_PAGES.length));
  } catch {
    return ZERO;
  }
}
