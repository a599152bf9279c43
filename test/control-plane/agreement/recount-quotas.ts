import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { Scenario } from './scenario';

/** A resource that nothing here counts. */
const UNUSED = 'count/leases.coordination.k8s.io';

/**
 * Has quotas counted anew. Their controller counts after a deletion by what its watch has told until then, so that it
 * may miss a pod that has come since, and counts again only minutes later: until then one more is let in than is
 * written (https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/resourcequota/resource_quota_controller.go).
 */
export async function recountQuotas(plane: ControlPlane, { context }: Scenario): Promise<void> {
  for (const quota of context.filter(({ kind }) => kind === 'ResourceQuota')) {
    for (const count of ['1', null]) {
      await plane.api.patch(pathOf(quota), { spec: { hard: { [UNUSED]: count } } });
      const isCounted = ({ status }: Json) => (status?.hard?.[UNUSED] ?? null) === count;
      while (!isCounted(await plane.api.get(pathOf(quota)))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}
