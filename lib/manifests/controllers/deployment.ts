import { deploymentBounds } from '../../kubernetes/arithmetic';
import { Controller, readStrategy, replicatedDetails, requireContainers, workloadOf } from './controller';

/**
 * Deployments, those of the removed extensions/v1beta1 too: 25 % and 25 % by default (kubernetes
 * pkg/apis/apps/v1/defaults.go).
 */
export const DEPLOYMENT: Controller = {
  kind: 'Deployment',
  groups: ['apps', 'extensions'],
  read(root) {
    const spec = root.get('spec');
    const strategy = readStrategy(spec.get('strategy'));
    const paused = spec.get('paused').boolean() ?? false;
    requireContainers(spec.get('template'));
    return workloadOf(root, spec.get('template'), {
      ...replicatedDetails(spec),
      strategy, paused,
      bounds: (replicas) => deploymentBounds(strategy, replicas),
      waitsFor: paused ? 'the Deployment is paused: nothing is updated until it is resumed' : undefined,
      // Its number is followed all the same, in the newest template that has pods (deployment_controller.go `sync`).
      holds: paused ? 'old' : undefined,
    });
  },
};
