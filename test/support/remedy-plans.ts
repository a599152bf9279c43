import { RolloutPlan, Verdict, WorkloadPlan } from '../../lib/prover/updates';

/** A plan of which only what a test says is not well. */
export function planned(more: object = {}): WorkloadPlan {
  const proven = { verdict: 'proven', witness: [] };
  return {
    name: 'a', workload: 'Deployment/a', kind: 'Deployment', strategy: 'RollingUpdate', replicas: 1, verdict: 'proven',
    witness: [], alone: proven, together: proven, fits: proven, drain: { ...proven, evictionBlockedBy: [] },
    downtimeSeconds: { least: 0, most: 0 }, ...more,
  } as unknown as WorkloadPlan;
}

/** How a drain goes. */
export const drain = (verdict: Verdict, ...evictionBlockedBy: string[]) =>
  ({ drain: { verdict, witness: [], evictionBlockedBy } });

export function rollout(workloads: WorkloadPlan[], more: object = {}): RolloutPlan {
  return {
    workloads, uncounted: [], steadyState: { verdict: 'proven', witness: [] }, ...more,
  } as unknown as RolloutPlan;
}
