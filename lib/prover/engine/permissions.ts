import { textOf } from '../../util/value-text';
import { Field, LabelSelector, Manifest, meets, Workload } from '../../manifests';
import { RuleContext } from './rule-context';

/** A rule of a Role or ClusterRole that a binding gives to somebody in a namespace, or in all. */
interface Grant {
  /** `namespace/name` of a ServiceAccount. */
  readonly account: string;
  /** Undefined: every namespace. */
  readonly namespace?: string;
  readonly rule: Field;
}

/** Roles that every cluster has and that may change what a namespace holds. */
const BUILT_IN_ROLES = ['cluster-admin', 'admin', 'edit'];

/** Kinds that make pods and the resources that stand for them. */
const POD_MAKERS = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs'];

/** What a pod that changes labels needs to be allowed. */
const CHANGES = ['patch', 'update'];

/** Workloads, hooks among them, whose ServiceAccount may create objects of a resource in a namespace: `secrets`. */
export function creatorsOf(context: RuleContext, namespace: string, resource: string): Workload[] {
  return context.model.podSets.filter((workload) => may(context, workload, namespace, [resource], ['create']));
}

/**
 * A workload that may provide the pods a selector asks for at run time: an operator that makes pods, or pods that
 * change their own labels, as those of Patroni and Vault do; no label of the template may contradict the selector.
 */
export function labelsItself(
  context: RuleContext,
  namespace: string,
  { requirements }: LabelSelector,
): Workload | undefined {
  return (
    context.model.podSets.find((workload) => {
      const { labels } = workload.pod;
      const isAlike =
        workload.namespace === namespace
        && requirements.some((requirement) => meets(requirement, labels.get(requirement.key)))
        && requirements.every(
          (requirement) => !labels.has(requirement.key) || meets(requirement, labels.get(requirement.key)),
        );
      return isAlike && may(context, workload, namespace, ['pods'], CHANGES);
    }) ?? context.model.podSets.find((workload) => may(context, workload, namespace, POD_MAKERS, ['create']))
  );
}

function may(
  context: RuleContext,
  workload: Workload,
  namespace: string,
  resources: string[],
  verbs: string[],
): boolean {
  const spec = context.podSpec(workload);
  const name = spec.get('serviceAccountName').value ?? spec.get('serviceAccount').value ?? 'default';
  const grants = context.once(grantsByAccount).get(`${workload.namespace}/${textOf(name)}`) ?? [];
  return grants.some((grant) => (grant.namespace ?? namespace) === namespace && allows(grant.rule, resources, verbs));
}

function allows(rule: Field, resources: string[], verbs: string[]): boolean {
  const lists = (field: string, wanted: string[]) =>
    rule
      .get(field)
      .items()
      .some(({ value }) => value === '*' || wanted.includes(textOf(value)));
  return lists('resources', resources) && lists('verbs', verbs);
}

const ANYTHING = { resources: ['*'], verbs: ['*'] };

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
function grantsByAccount(context: RuleContext): ReadonlyMap<string, Grant[]> {
  const grants = ['RoleBinding', 'ClusterRoleBinding']
    .flatMap((kind) => context.model.byKind(kind))
    .flatMap((binding) => grantsOf(binding, context));
  const byAccount = new Map<string, Grant[]>();
  grants.forEach((grant) => byAccount.set(grant.account, [...byAccount.get(grant.account) ?? [], grant]));
  return byAccount;
}

function grantsOf(binding: Manifest, context: RuleContext): Grant[] {
  const { root } = context.subject(binding);
  const isWide = binding.kind === 'ClusterRoleBinding';
  const name = textOf(root.get('roleRef', 'name').value);
  const role = context.model.find(textOf(root.get('roleRef', 'kind').value), binding.namespace, name);
  const rules = role ? context.subject(role).root.get('rules').items()
    : BUILT_IN_ROLES.includes(name) ? [root.holding(ANYTHING)] : [];
  const namespace = isWide ? undefined : binding.namespace;
  return root
    .get('subjects')
    .items()
    .filter((subject) => subject.get('kind').value === 'ServiceAccount')
    .flatMap((subject) => {
      const account = `${subject.get('namespace').string() ?? binding.namespace}/${textOf(subject.get('name').value)}`;
      return rules.map((rule) => ({ account, namespace, rule }));
    });
}
