import { Workload } from './workload';

/** A StatefulSet that makes its pods one after the other, each once all before it are ready. */
export function makesPodsInOrder({ kind, podManagementPolicy }: Workload): boolean {
  return kind === 'StatefulSet' && podManagementPolicy !== 'Parallel';
}
