import { valueText } from '../../util/value-text';
import { Check, qualifiedName, quantityOf, ZERO } from './checks';
import { checkOperator } from './metadata';
import { amountFault, containerResourceNameFault, resourceNameFault } from './resources';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';
import { Quantity } from '../../kubernetes/quantity';

/** Names without a domain that a quota may limit: pkg/apis/core/helper/helpers.go `standardQuotaResources`. */
const QUOTA_RESOURCES = new Set([
  'cpu', 'memory', 'ephemeral-storage', 'requests.cpu', 'requests.memory', 'requests.storage',
  'requests.ephemeral-storage', 'limits.cpu', 'limits.memory', 'limits.ephemeral-storage', 'pods', 'resourcequotas',
  'services', 'replicationcontrollers', 'secrets', 'persistentvolumeclaims', 'configmaps', 'services.nodeports',
  'services.loadbalancers',
]);
const HUGE_PAGES = /^(requests\.)?hugepages-/;
const LIMIT_TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];

/** `validateLimitRangeTypeName` */
const limitType: Check = ({ text }) =>
  text === '' || text.includes('/') || LIMIT_TYPES.includes(text) ? undefined : `must be ${LIMIT_TYPES.join(', ')}`;

export const QUOTA_FIELDS: FieldChecks = {
  'core.v1.LimitRangeItem': {
    type: [qualifiedName, limitType],
  },
};

export const QUOTA_TYPES: TypeChecks = {
  'core.v1.ResourceQuotaSpec': (spec, report) => {
    for (const [name, amount] of spec.get('hard').entries) {
      const fault = quotaNameFault(name);
      const wrong = fault === undefined ? amountFault(name, amount) : `names a resource that ${fault}`;
      if (wrong !== undefined) {
        report(amount, wrong);
      }
    }
    checkScopes(spec, report);
  },
  'core.v1.LimitRangeSpec': (spec, report) => {
    reportDuplicates(
      spec.get('limits').items, (limit) => limit.get('type').text, report, (limit) => limit.get('type'),
      'must stand in one item only',
    );
    spec.get('limits').items.forEach((limit) => checkLimit(limit, report));
  },
};

function quotaNameFault(name: string): string | undefined {
  return (
    resourceNameFault(name)
    ?? (name.includes('/') || QUOTA_RESOURCES.has(name) || HUGE_PAGES.test(name)
      ? undefined
      : 'must be one that a quota knows, such as requests.cpu, or count/<resource>.<group>')
  );
}

/** validateResourceQuotaScopes, validateScopedResourceSelectorRequirement */
function checkScopes(spec: Value, report: Report): void {
  const requirements = spec.get('scopeSelector', 'matchExpressions').items;
  const named = [...spec.get('scopes').items, ...requirements.map((requirement) => requirement.get('scopeName'))];
  for (const scope of named) {
    const unfit = spec
      .get('hard')
      .entries.map(([name]) => name)
      .find((name) => (QUOTA_RESOURCES.has(name) || HUGE_PAGES.test(name)) && !fitsScope(scope.text, name));
    if (unfit !== undefined) {
      report(scope, `must not stand beside hard limit ${unfit}`);
    }
  }
  const texts = named.map(({ text }) => text);
  for (const scope of named.filter(({ text }) => texts.includes(`Not${text}`))) {
    report(scope, `must not stand beside Not${scope.text}`);
  }
  for (const requirement of requirements) {
    const onlyExists = !['PriorityClass', 'VolumeAttributesClass'].includes(requirement.get('scopeName').text);
    checkOperator(requirement, onlyExists ? ['Exists'] : ['In', 'NotIn', 'Exists', 'DoesNotExist'], report);
  }
}

/** pkg/apis/core/helper/helpers.go `IsResourceQuotaScopeValidForResource` */
function fitsScope(scope: string, resource: string): boolean {
  const isCompute = /^((requests|limits)\.)?(cpu|memory)$/.test(resource);
  switch (scope) {
    case 'BestEffort':
      return resource === 'pods';
    case 'VolumeAttributesClass':
      return resource === 'persistentvolumeclaims' || resource === 'requests.storage';
    default:
      return resource === 'pods' || isCompute;
  }
}

/** ValidateLimitRange */
function checkLimit(limit: Value, report: Report): void {
  const isPod = limit.get('type').text === 'Pod';
  const parts = ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
  const names = new Set(parts.flatMap((part) => limit.get(part).entries.map(([name]) => name)));
  for (const name of names) {
    const fault = ['Pod', 'Container'].includes(limit.get('type').text)
      ? containerResourceNameFault(name)
      : resourceNameFault(name);
    if (fault !== undefined) {
      parts
        .map((part) => limit.get(part, name))
        .filter(({ isPresent }) => isPresent)
        .forEach((amount) => report(amount, `names a resource that ${fault}`));
    }
    checkOrder(limit, name, report);
  }
  for (const part of ['default', 'defaultRequest']
    .map((field) => limit.get(field))
    .filter(({ isZero }) => isPod && !isZero)) {
    report(part, 'must not be given for type Pod');
  }
  if (
    limit.get('type').text === 'PersistentVolumeClaim'
    && !limit.get('min', 'storage').isPresent
    && !limit.get('max', 'storage').isPresent
  ) {
    report(limit.get('max', 'storage'), 'is missing; write a least or most storage for type PersistentVolumeClaim');
  }
}

/** Pairs of which the first may not be more than the second. */
const ORDER = [
  ['min', 'max'], ['min', 'defaultRequest'], ['defaultRequest', 'max'], ['defaultRequest', 'default'],
  ['min', 'default'], ['default', 'max'],
] as const;

function checkOrder(limit: Value, name: string, report: Report): void {
  for (const [less, more] of ORDER) {
    const [low, high] = [limit.get(less, name), limit.get(more, name)];
    if (low.isPresent && high.isPresent && quantityOf(low).compare(quantityOf(high)) > 0) {
      report(low, `must not be more than ${more} ${valueText(high.json)}`);
    }
  }
  const ratio = limit.get('maxLimitRequestRatio', name);
  const [min, max] = [limit.get('min', name), limit.get('max', name)];
  if (ratio.isPresent && quantityOf(ratio).compare(Quantity.parse('1')) < 0) {
    report(ratio, 'must be at least 1');
  } else if (ratio.isPresent && min.isPresent && max.isPresent && quantityOf(min).compare(ZERO) > 0
    && quantityOf(ratio).milliValue / 1000 > quantityOf(max).milliValue / quantityOf(min).milliValue) {
    report(ratio, `must not be more than max ${valueText(max.json)} divided by min ${valueText(min.json)}`);
  }
  const [request, given] = [limit.get('defaultRequest', name), limit.get('default', name)];
  const isWhole = name.startsWith('hugepages-') || (name.includes('/') && !name.includes('kubernetes.io/'));
  if (isWhole && request.isPresent && given.isPresent && quantityOf(request).compare(quantityOf(given)) < 0) {
    report(request, `must equal default ${valueText(given.json)}: ${name} cannot be overcommitted`);
  }
}
