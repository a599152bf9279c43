import { append, Model } from '../../manifests';
import { findConnections } from '../../prover/connections';
import { refOf } from '../workload-ref';
import { fullName } from './progress-text';
import { Calls } from './watch-all';

/** Whom each workload calls: one that ends for want of another may yet become ready. */
export function callsOf(model: Model): Calls {
  const calls = new Map<string, string[]>();
  for (const { from, to } of findConnections(model).list) {
    append(calls, fullName(refOf(from.manifest)), fullName(refOf(to.manifest)));
  }
  return calls;
}
