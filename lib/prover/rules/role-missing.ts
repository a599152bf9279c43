import { CLUSTER_SCOPED_KINDS, Manifest, Model } from '../../manifests';
import { Rule } from '../engine/rule';

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
const BUILT_IN = /^(?:cluster-admin|admin|edit|view|system:.*)$/;

/** plugin/pkg/auth/authorizer/rbac/bootstrappolicy/namespace_policy.go `init`, and what kubeadm adds. */
const BUILT_IN_ROLES: { readonly [namespace: string]: RegExp } = {
  'kube-system': /^(?:extension-apiserver-authentication-reader|kube-proxy|kubeadm:.*|system:.*)$/,
  'kube-public': /^(?:kubeadm:bootstrap-signer-clusterinfo|system:.*)$/,
};

export const roleMissing: Rule = {
  id: 'role-missing',
  title: 'Role of a binding does not exist',
  severity: 'error',
  explanation:
    'A binding to a Role that does not exist is accepted and gives nobody a right: what runs with the account is forbidden what it needs. ' +
    'It is a warning for a ClusterRole, and in a namespace of which the manifests hold no more than bindings: either may come with ' +
    'something else.',
  remediation: 'Add the Role to the same namespace, or correct roleRef, which cannot be changed later: delete the binding first.',
  upstream: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  evaluate({ root, manifest }, { model }) {
    const reference = root.get('roleRef');
    const kind = reference.get('kind').string() ?? '';
    const name = reference.get('name').string() ?? '';
    const isCluster = kind === 'ClusterRole';
    const isFound = isCluster ? BUILT_IN.test(name) || model.byKind(kind).some((role) => role.name === name)
      : BUILT_IN_ROLES[manifest.namespace]?.test(name) || model.find(kind, manifest.namespace, name) !== undefined;
    return isFound ? [] : [{
      pointer: reference.get('name').pointer,
      message: `${kind} ${name} is not among the manifests${isCluster ? '' : ` of namespace ${manifest.namespace}`}`,
      severity: isCluster || !isOwn(manifest, model) ? 'warning' : undefined,
    }];
  },
};

/** Whether the manifests hold more of the namespace than bindings to what others have put there. */
function isOwn({ namespace }: Manifest, { manifests }: Model): boolean {
  return manifests.some((each) => each.namespace === namespace && !/^(?:Cluster)?RoleBinding$/.test(each.kind)
    && !CLUSTER_SCOPED_KINDS.has(each.kind));
}
