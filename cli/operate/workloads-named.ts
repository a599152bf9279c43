import { readView, WorkloadRef, workloadsIn } from '../../lib/operate';
import { Kubectl } from '../../lib/input/kubectl';
import { listed } from '../../lib/util/listed';
import { UserError } from '../../lib/util/user-error';
import { OperateFlags } from './operate-flags';

/**
 * Workloads of a namespace of the cluster by name; all of them where none is named.
 *
 * @throws when there is none of a name
 */
export async function workloadsNamed(names: readonly string[], flags: OperateFlags): Promise<WorkloadRef[]> {
  const namespace = namespaceOf(flags);
  const all = workloadsIn(await readView(new Kubectl(flags), [namespace]));
  const unknown = names.find((name) => !all.some((each) => each.name === name));
  if (all.length === 0) {
    throw new UserError(`namespace ${namespace}`, 'has no workload', 'write another one with --namespace');
  }
  if (unknown !== undefined) {
    throw new UserError(
      `service ${unknown}`, `is no workload of namespace ${namespace}`,
      `write one of ${listed(all.map(({ name }) => name), 8)}`,
    );
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/** The namespace that is meant, else that of the kubectl context. */
export function namespaceOf(flags: OperateFlags): string {
  const args = ['config', 'view', '--minify', '--output', 'jsonpath={..namespace}'];
  return flags.namespace ?? (new Kubectl(flags).read(args).trim() || 'default');
}
