import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { CONTROLLER_REVISION_LABEL, DEPLOYMENT_REVISION_LABEL } from '../../kubernetes/well-known-labels';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { ClaimSpec } from './claim-spec';
import { addDeployment, ControllerSpec } from './deployment';
import { addStatefulSet } from './stateful-set';

/**
 * Options for `WorkloadController.statefulSet`.
 */
export interface StatefulSetOptions {
  /** Name of the headless Service that gives each pod a name of its own. The construct adds it. */
  readonly serviceName: string;

  /**
   * Claims made for each pod; each is a volume of the pod under its own name.
   *
   * @default - none
   */
  readonly claims?: ClaimSpec[];
}

/**
 * What makes the pods of a workload.
 */
export class WorkloadController {
  /** A Deployment: pods that are alike. */
  public static deployment(): WorkloadController {
    return new WorkloadController(DEPLOYMENT_REVISION_LABEL, [], addDeployment);
  }

  /**
   * A StatefulSet: pods with names and volumes of their own, started in parallel, replaced one at a time.
   */
  public static statefulSet(options: StatefulSetOptions): WorkloadController {
    checkCall('WorkloadController.statefulSet', { options });
    return new WorkloadController(
      CONTROLLER_REVISION_LABEL, options.claims ?? [],
      (scope, controller) => addStatefulSet(scope, controller, options.serviceName),
    );
  }

  private constructor(
    /** Label by which it tells the pods of one revision from those of another. @internal */
    public readonly _revisionLabel: string,
    /** Claims that it makes for each pod. @internal */
    public readonly _claims: ClaimSpec[],
    /** Adds the object. @internal */
    public readonly _add: (scope: Construct, controller: ControllerSpec) => ApiObject,
  ) {}
}
