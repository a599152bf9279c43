import { Cluster } from '../../../cluster';
import { Model } from '../../../manifests';
import { ClaimIndex } from '../volumes/claims';
import { isUnknown } from '../nodes/node-terms';
import { ZONE } from '../tasks/task';

/** What verdicts presume of the places of volumes that the input does not describe, one thing a line. */
export function presumedPlaces(model: Model, cluster: Cluster): string[] {
  if (cluster._nodes.length < 2) {
    return [];
  }
  const claims = new ClaimIndex(model);
  const reaches = model.podSets.flatMap((workload) => claims.reaches(workload));
  const nowhere = cluster._nodes.find((node) => isUnknown(node, ZONE));
  return [
    ...new Set([
      ...reaches.flatMap(({ presumed }) => presumed ?? []),
      ...(nowhere && reaches.some(({ reach }) => reach === 'zone')
        ? [
            'zones of the nodes; volumes that stay in one are taken to be within reach of all nodes of pools that name none',
          ]
        : []),
    ]),
  ];
}
