import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { ObjectMeta } from '../../../imports/kubernetes';
import { ScaledObject } from '../../../imports/keda.sh';
import { COLD_START_ANNOTATION } from '../../kubernetes/annotations';
import { addObject, Warnings } from '../../synthesis';
import { HorizontalAutoscalingProps, KedaAutoscalingProps } from './autoscaling-props';
import { scalingBehavior } from './scaling-behavior';
import { StartupBudget } from './startup-budget';
import { IWorkload } from './workload-interface';

/** What an autoscaler must know of a workload. */
export interface ScaledWorkload extends IWorkload {
  readonly controller: ApiObject;
  readonly startup: StartupBudget;
  /** Metadata of one of its objects. */
  _metadata(objectName: string, annotations?: { readonly [key: string]: string }): ObjectMeta;
}

/** How often KEDA asks, and how long it waits until the last pod goes. */
export interface KedaTimes {
  readonly pollingSeconds: number;
  readonly cooldownSeconds: number;
}

export function addHorizontalAutoscaler(workload: ScaledWorkload, props: HorizontalAutoscalingProps): ApiObject {
  const { minReplicas = 1, maxReplicas, metrics, scaleUp, scaleDown } = props;
  return addObject(workload, 'HorizontalPodAutoscaler', 'autoscaling/v2 HorizontalPodAutoscaler', {
    metadata: workload._metadata(workload.name),
    spec: {
      scaleTargetRef: targetOf(workload),
      minReplicas,
      maxReplicas,
      metrics: metrics.map((metric) => metric._toKube()),
      behavior: scalingBehavior(scaleUp, scaleDown, workload.startup.startupSeconds),
    },
  });
}

export function addScaledObject(workload: ScaledWorkload, props: KedaAutoscalingProps, times: KedaTimes): ApiObject {
  const { minReplicas = 1, maxReplicas, triggers, scaleUp, scaleDown } = props;
  const annotations = minReplicas === 0 ? sayColdStart(workload) : undefined;
  return new ScaledObject(workload, 'ScaledObject', {
    metadata: workload._metadata(workload.name, annotations) as ApiObjectMetadata,
    spec: {
      scaleTargetRef: targetOf(workload),
      minReplicaCount: minReplicas,
      maxReplicaCount: maxReplicas,
      pollingInterval: times.pollingSeconds,
      cooldownPeriod: times.cooldownSeconds,
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: scalingBehavior(scaleUp, scaleDown, workload.startup.startupSeconds),
        },
      },
      triggers: triggers.map((trigger) => trigger._toKube(workload)),
    },
  });
}

/** Nothing keeps requests while there is no pod: whoever calls must, for as long as the first one takes. A queue does. */
function sayColdStart(workload: ScaledWorkload): { readonly [key: string]: string } {
  const { imagePullSeconds, startupSeconds } = workload.startup;
  const isCalled = workload.ports.some(({ servicePort }) => servicePort !== undefined);
  const [who, remedy] = isCalled
    ? ['callers wait', 'while their requests fail; let them retry for that long, or write minReplicas: 1']
    : ['work wait', 'and nothing else does it; write minReplicas: 1 where that is too long'];
  Warnings.add(
    workload, 'minReplicas 0',
    `lets ${who} after a pause, up to ${imagePullSeconds} s for the image and ${startupSeconds} s for the start ` +
    `(the startup budget), ${remedy}`,
  );
  return { [COLD_START_ANNOTATION]: String(imagePullSeconds + startupSeconds) };
}

function targetOf({ controller }: ScaledWorkload): { apiVersion: string; kind: string; name: string } {
  const { apiVersion, kind, name } = controller;
  return { apiVersion, kind, name };
}
