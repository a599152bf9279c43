import { daemonSetBounds } from '../../kubernetes/arithmetic';
import { Controller, readStrategy, replicatedDetails, requireContainers, workloadOf } from './controller';

/** DaemonSets: one pod on each node that takes it; the number of replicas is that of those nodes. */
export const DAEMON_SET: Controller = {
  kind: 'DaemonSet',
  groups: ['apps', 'extensions'],
  read(root) {
    const spec = root.get('spec');
    const strategy = readStrategy(spec.get('updateStrategy'));
    requireContainers(spec.get('template'));
    return workloadOf(root, spec.get('template'), {
      ...replicatedDetails(spec),
      replicas: 0,
      least: 0,
      strategy,
      bounds: (nodes) => daemonSetBounds(strategy, nodes),
      waitsFor:
        strategy.type === 'OnDelete'
          ? 'updateStrategy OnDelete: a pod is replaced only after somebody deletes it'
          : undefined,
      holds: strategy.type === 'OnDelete' ? 'new' : undefined,
      scale: 'none',
    });
  },
};
