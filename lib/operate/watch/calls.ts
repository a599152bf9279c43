import { Model } from '../../manifests';
import { findConnections } from '../../prover/connections';
import { refOf } from '../workload-ref';
import { fullName } from './progress-text';
import { Calls } from './watch-all';

/** Whom each workload calls: one that ends for want of another may yet become ready. */
export function callsOf(model: Model): Calls {
  const calls = new Map<string, string[]>();
  for (const { from, to } of findConnections(model).list) {
    const name = fullName(refOf(from.manifest));
    calls.set(name, [...calls.get(name) ?? [], fullName(refOf(to.manifest))]);
  }
  return calls;
}
