import { dnsSubdomain, pathSegment, required } from './checks';
import { Report } from './refusal';
import { FieldChecks, TypeChecks } from './tables';
import { Value } from './value';

const GROUP = 'rbac.authorization.k8s.io';

/** Limits of single fields: pkg/apis/rbac/validation/validation.go. */
export const ACCESS_FIELDS: FieldChecks = {
  'rbac.v1.PolicyRule': { verbs: required },
  'rbac.v1.RoleRef': { name: [required, pathSegment] },
  'rbac.v1.Subject': { name: required },
};

export const ACCESS_TYPES: TypeChecks = {
  // ValidatePolicyRule
  'rbac.v1.PolicyRule': (rule, report) => {
    const urls = rule.get('nonResourceURLs');
    const isNamespaced = rule.parent?.parent?.get('kind').text === 'Role';
    const others = ['apiGroups', 'resources', 'resourceNames'].map((field) => rule.get(field));
    if (!urls.isZero) {
      if (isNamespaced || others.some(({ isZero }) => !isZero)) {
        report(
          urls,
          isNamespaced ? 'must not be given in a Role; write a ClusterRole' : 'must not be given beside resources',
        );
      }
      return;
    }
    others.slice(0, 2).filter(({ isZero }) => isZero).forEach((field) => report(field, 'is missing'));
  },
  'rbac.v1.ClusterRole': (role, report) => {
    const selectors = role.get('aggregationRule', 'clusterRoleSelectors');
    if (role.get('aggregationRule').isPresent && selectors.isZero) {
      report(selectors, 'is missing');
    }
  },
  'rbac.v1.RoleBinding': (binding, report) => checkBinding(binding, ['Role', 'ClusterRole'], report),
  'rbac.v1.ClusterRoleBinding': (binding, report) => checkBinding(binding, ['ClusterRole'], report),
};

/**
 * ValidateRoleBinding, ValidateClusterRoleBinding. An apiGroup that is absent is filled in: SetDefaults_RoleBinding,
 * SetDefaults_Subject.
 */
function checkBinding(binding: Value, kinds: readonly string[], report: Report): void {
  const reference = binding.get('roleRef');
  const group = reference.get('apiGroup');
  if (group.text !== '' && group.text !== GROUP) {
    report(group, `must be ${GROUP}`);
  }
  if (!kinds.includes(reference.get('kind').text)) {
    report(reference.get('kind'), reference.get('kind').isZero ? 'is missing' : `must be ${kinds.join(' or ')}`);
  }
  for (const subject of binding.get('subjects').items) {
    checkSubject(subject, binding.get('kind').text === 'RoleBinding', report);
  }
}

/** ValidateRoleBindingSubject */
function checkSubject(subject: Value, isNamespaced: boolean, report: Report): void {
  const [kind, name, group] = ['kind', 'name', 'apiGroup'].map((field) => subject.get(field));
  if (kind.text === 'ServiceAccount') {
    const fault = dnsSubdomain(name);
    if (fault !== undefined) {
      report(name, fault);
    }
    if (group.text !== '') {
      report(group, 'must not be given for a ServiceAccount');
    }
    if (!isNamespaced && subject.get('namespace').isZero) {
      report(subject.get('namespace'), 'is missing');
    }
  } else if (kind.text === 'User' || kind.text === 'Group') {
    if (group.text !== '' && group.text !== GROUP) {
      report(group, `must be ${GROUP}`);
    }
  } else {
    report(kind, kind.isZero ? 'is missing' : 'must be ServiceAccount, User or Group');
  }
}
