import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { StatefulSetSpec } from '../../../imports/kubernetes';
import { addObject } from '../../synthesis';
import { ControllerSpec, REVISION_HISTORY_LIMIT, withWaitAnnotations } from './deployment';
import { claimMetadata, claimSpec } from './persistent-claim';

/** Adds the StatefulSet of a workload. */
export function addStatefulSet(scope: Construct, controller: ControllerSpec, serviceName: string): ApiObject {
  const { resolved, selector, template } = controller;
  const claims = resolved.claimTemplates ?? [];
  const keep = claims.every((claim) => claim.retain) ? 'Retain' : 'Delete';
  return addObject(scope, 'StatefulSet', 'apps/v1 StatefulSet', {
    metadata: withWaitAnnotations(controller),
    spec: Lazy.any({
      produce: (): StatefulSetSpec => ({
        serviceName,
        replicas: controller.writtenReplicas(),
        revisionHistoryLimit: REVISION_HISTORY_LIMIT,
        minReadySeconds: resolved.minReadySeconds,
        // In order, a broken pod would block the return to the last good revision
        // (https://github.com/kubernetes/kubernetes/issues/67250), and the first start would wait for a majority that
        // cannot form.
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: keep, whenScaled: keep },
        selector,
        template: template(),
        // With their kind, as the API server keeps them; left out, Argo CD sees a difference for ever
        // (https://github.com/argoproj/argo-cd/issues/11143).
        volumeClaimTemplates: claims.map((claim) => ({
          apiVersion: 'v1', kind: 'PersistentVolumeClaim',
          metadata: claimMetadata(claim, controller.claimLabels), spec: claimSpec(claim),
        })),
      }),
    }),
  });
}
