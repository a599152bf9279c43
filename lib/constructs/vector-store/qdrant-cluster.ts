import { Construct } from 'constructs';
import { ObjectMeta } from '../../../imports/kubernetes';
import { EnvValue } from '../workload/env-value';
import { addObject } from '../../synthesis';
import { VectorStoreTopology } from './vector-store-topology';

/** Port on which the nodes of a cluster talk to each other; it asks for no API key. */
export const PEER_PORT = 6335;

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
