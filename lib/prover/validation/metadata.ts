import {
  dnsLabel, dnsSubdomain, labelValueFault, notNegative, pathSegment, qualifiedNameFault, required,
} from './checks';
import { Check } from './checks';
import { Report } from './refusal';
import { FieldChecks, reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';

/** Names by kind; all others are DNS subdomains. Source: `ValidateObjectMeta` in pkg/apis/<group>/validation. */
const NAMES: { readonly [kind: string]: Check } = {
  Service: dnsLabel,
  Namespace: dnsLabel,
  StatefulSet: dnsLabel,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  CertificateSigningRequest: pathSegment,
  // Checked by rules of their own, or not at all.
  APIService: pathSegment,
  CustomResourceDefinition: pathSegment,
  IPAddress: pathSegment,
  PodDisruptionBudget: pathSegment,
  ClusterTrustBundle: pathSegment,
  StorageVersionMigration: pathSegment,
  Event: pathSegment,
  TokenReview: pathSegment,
};

/** Kinds that are asked and not kept, and one that the API server names itself: they need no name. */
const NAMELESS = /Review$|^Binding$|^Eviction$|^LimitRange$/;

/**
 * Reports a missing or wrong name. A namespace of an object that belongs to none is cleared, not refused:
 * k8s.io/apiserver pkg/registry/rest/meta.go `EnsureObjectNamespaceMatchesRequestNamespace`.
 */
export function checkIdentity(root: Value, report: Report): void {
  const kind = root.get('kind').text;
  const name = root.get('metadata', 'name');
  const prefix = root.get('metadata', 'generateName');
  const check = NAMES[kind] ?? dnsSubdomain;
  if (name.text === '' && prefix.text === '' && !NAMELESS.test(kind)) {
    report(name, 'is missing', 'required-field-missing');
  }
  const fault = check(name);
  if (fault !== undefined) {
    report(name, fault);
  }
  // A name is made by adding letters, so that a dash at the end is none of it: `maskTrailingDash`.
  const prefixFault = check(Value.of(prefix.text.length > 1 ? prefix.text.replace(/-$/, 'a') : prefix.text));
  if (prefixFault !== undefined) {
    report(prefix, prefixFault);
  }
}

/** Keys without regard to case: k8s.io/apimachinery/pkg/api/validation/objectmeta.go `ValidateAnnotations`. */
export function checkAnnotations(annotations: Value, report: Report): void {
  let size = 0;
  for (const [key, value] of annotations.entries) {
    const fault = qualifiedNameFault(key.toLowerCase());
    if (fault !== undefined) {
      report(value, `has a key that ${fault}`);
    }
    size += Buffer.byteLength(key) + Buffer.byteLength(value.text);
  }
  if (size > 256 * 1024) {
    report(annotations, 'must be no more than 256 KiB together');
  }
}

/** Labels of an object, a template or a selector: `ValidateLabels`. */
export function checkLabels(labels: Value, report: Report): void {
  for (const [key, value] of labels.entries) {
    labelFaults(key, value.text).forEach((fault) => report(value, fault));
  }
}

/** Why the API server refuses a label; empty when it takes it. */
export function labelFaults(key: string, value: string): string[] {
  const keyFault = qualifiedNameFault(key);
  return [keyFault && `has a key that ${keyFault}`, labelValueFault(value)].flatMap((fault) => fault ?? []);
}

/** What an object says of itself besides its names, whatever its kind is. */
export function checkMetadata(metadata: Value, report: Report): void {
  checkLabels(metadata.get('labels'), report);
  checkAnnotations(metadata.get('annotations'), report);
  for (const finalizer of metadata.get('finalizers').items) {
    const fault = qualifiedNameFault(finalizer.text);
    if (fault !== undefined) {
      report(finalizer, fault);
    }
  }
  reportDuplicates(
    metadata.get('ownerReferences').items,
    (owner) => (owner.get('controller').isTrue ? 'controller' : undefined),
    report,
    (owner) => owner.get('controller'),
    'must be true in one reference only',
  );
}

export const METADATA_FIELDS: FieldChecks = {
  'meta.v1.ObjectMeta': { namespace: dnsLabel, generation: notNegative },
  'meta.v1.OwnerReference': { apiVersion: required, kind: required, name: required, uid: required },
};

export const METADATA_TYPES: TypeChecks = {
  'meta.v1.ObjectMeta': checkMetadata,
  'meta.v1.LabelSelector': (selector, report) => checkLabels(selector.get('matchLabels'), report),
  'meta.v1.LabelSelectorRequirement': (requirement, report) => {
    const fault = qualifiedNameFault(requirement.get('key').text);
    if (fault !== undefined) {
      report(requirement.get('key'), requirement.get('key').text === '' ? 'is missing' : fault);
    }
    checkOperator(requirement, ['In', 'NotIn', 'Exists', 'DoesNotExist'], report);
    checkLabelValues(requirement.get('values'), report);
  },
};

/** Values of an expression must be label values. */
export function checkLabelValues(values: Value, report: Report): void {
  for (const value of values.items) {
    const fault = labelValueFault(value.text);
    if (fault !== undefined) {
      report(value, fault);
    }
  }
}

/** The operator of an expression, and whether it takes values. */
export function checkOperator(requirement: Value, operators: readonly string[], report: Report): void {
  const operator = requirement.get('operator');
  const values = requirement.get('values');
  if (!operators.includes(operator.text)) {
    report(operator, operator.isZero ? 'is missing' : `must be one of ${operators.join(', ')}`);
  } else if (/^(Not)?In$/.test(operator.text) && values.isZero) {
    report(values, `is missing; ${operator.text} takes at least one`);
  } else if (/Exist/.test(operator.text) && !values.isZero) {
    report(values, `must not be given for ${operator.text}`);
  } else if (/^[GL]t$/.test(operator.text) && values.items.length !== 1) {
    report(values, `must hold exactly one number for ${operator.text}`);
  }
}
