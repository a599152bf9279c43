import { deploymentBounds } from '../../kubernetes/arithmetic';
import { equalities } from '../label-selector';
import { Controller, readRolling, replicatedDetails, workloadOf } from './controller';

/**
 * DeploymentConfigs of OpenShift: Rolling by default, with the numbers and the rounding of a Deployment (openshift/api
 * apps/v1/types.go).
 */
export const DEPLOYMENT_CONFIG: Controller = {
  kind: 'DeploymentConfig',
  groups: ['apps.openshift.io', ''],
  read(root) {
    const spec = root.get('spec');
    const type = spec.get('strategy', 'type').string() ?? 'Rolling';
    const rolling = readRolling(spec.get('strategy', 'rollingParams'));
    const strategy = {
      ...rolling, type: type === 'Rolling' ? 'RollingUpdate' : type, pointer: spec.get('strategy').pointer,
    };
    const paused = spec.get('paused').boolean() ?? false;
    const isTest = spec.get('test').value === true;
    return workloadOf(root, spec.get('template'), {
      ...replicatedDetails(spec.holding({ ...spec.value as object, selector: undefined })),
      ...isTest ? { least: 0 } : {},
      selector: spec.get('selector').isPresent ? { requirements: equalities(spec.get('selector')) } : undefined,
      strategy, paused,
      bounds: (replicas) => deploymentBounds(strategy, replicas),
      undecided: type === 'Custom' ? ['a custom strategy of a DeploymentConfig'] : [],
      waitsFor: paused ? 'the DeploymentConfig is paused: nothing is updated until it is resumed' : undefined,
    });
  },
};
