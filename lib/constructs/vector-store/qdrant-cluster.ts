import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ObjectMeta, StatefulSetSpec } from '../../../imports/kubernetes';
import { ControllerSpec, REVISION_HISTORY_LIMIT, withWaitAnnotations } from '../workload/deployment';
import { EnvValue } from '../workload/env-value';
import { claimMetadata, claimSpec } from '../workload/persistent-claim';
import { VectorStoreTopology } from './vector-store-topology';
import { addObject } from '../../synthesis';

/** Port on which the nodes of a cluster talk to each other; it asks for no API key. */
export const PEER_PORT = 6335;

export { CONTROLLER_REVISION_LABEL as STATEFUL_SET_REVISION_LABEL } from '../../kubernetes/well-known-labels';

/** Name of the headless Service that gives each node a name of its own. */
export function peerServiceName(name: string): string {
  return `${name}-headless`;
}

/**
 * Settings by which identical pods form a cluster: since 1.13.3 a node whose own address is the bootstrap address is
 * the first one, so that no start script is needed (https://github.com/qdrant/qdrant/pull/5904).
 */
export function clusterVariables(name: string, topology: VectorStoreTopology): { [variable: string]: EnvValue } {
  const node = (pod: string): string => `http://${pod}.${peerServiceName(name)}:${PEER_PORT}`;
  return {
    POD_NAME: EnvValue.fromField('metadata.name'),
    QDRANT__CLUSTER__ENABLED: EnvValue.literal('true'),
    QDRANT_URI: EnvValue.literal(node('$(POD_NAME)')),
    QDRANT_BOOTSTRAP: EnvValue.literal(node(`${name}-0`)),
    QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR: EnvValue.literal(String(topology.replicationFactor)),
  };
}

/** Adds the headless Service. Nodes must find each other before they are ready. */
export function addPeerService(scope: Construct, metadata: ObjectMeta, selector: { [key: string]: string }): void {
  addObject(scope, 'PeerService', 'v1 Service', {
    metadata,
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector,
      ports: [{ name: 'peer', port: PEER_PORT, targetPort: 'peer', protocol: 'TCP' }],
    },
  });
}

/** Adds the StatefulSet of a cluster. */
export function addStatefulSet(scope: Construct, controller: ControllerSpec): ApiObject {
  const { resolved, selector, template } = controller;
  const claims = resolved.claimTemplates ?? [];
  const keep = claims.every((claim) => claim.retain) ? 'Retain' : 'Delete';
  return addObject(scope, 'StatefulSet', 'apps/v1 StatefulSet', {
    metadata: withWaitAnnotations(controller),
    spec: Lazy.any({
      produce: (): StatefulSetSpec => ({
        serviceName: peerServiceName(controller.metadata.name!),
        replicas: resolved.replicas,
        revisionHistoryLimit: REVISION_HISTORY_LIMIT,
        minReadySeconds: resolved.minReadySeconds,
        // In order, a broken node would block the return to the last good revision
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
