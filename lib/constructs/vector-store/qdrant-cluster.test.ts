import { DisruptionBudget, VectorStoreTopology } from '../..';
import { RETAIN_ANNOTATIONS } from '../workload/persistent-claim';
import { aService, aStore } from '../../../test/support/examples';
import { fullStoreProps } from '../../../test/support/full-props';
import {
  controller, environment, mainContainer, only, opened, podSpec, render, Rendered,
} from '../../../test/support/synth';

const cluster = (props: object = {}): Rendered[] =>
  render((chart) => aStore(chart, 'store', { topology: VectorStoreTopology.cluster(), ...props }));

test('with its required properties only', () => {
  expect(cluster()).toMatchSnapshot();
});

test('with every property', () => {
  expect(
    render((chart) =>
      aStore(chart, 'store', fullStoreProps(chart, VectorStoreTopology.cluster({ nodes: 5, replicationFactor: 3 }))),
    ),
  ).toMatchSnapshot();
});

test('a cluster is a StatefulSet that starts and stops its nodes in any order and updates one at a time', () => {
  const { kind, spec } = controller(cluster());
  expect(kind).toBe('StatefulSet');
  expect(spec).toMatchObject({
    replicas: 3,
    revisionHistoryLimit: 3,
    serviceName: 'store-headless',
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    minReadySeconds: 10,
  });
});

test('each node has a claim of its own, which outlives the StatefulSet', () => {
  const manifests = cluster({ storageSize: '100Gi', storageClass: 'gp3' });
  const { volumeClaimTemplates, persistentVolumeClaimRetentionPolicy } = controller(manifests).spec;
  expect(volumeClaimTemplates).toEqual([{
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: expect.objectContaining({ name: 'store-storage', annotations: RETAIN_ANNOTATIONS }),
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '100Gi' } } },
  }]);
  expect(persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  expect(manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toEqual([]);
});

test('claims go with the StatefulSet when that is asked for', () => {
  const { volumeClaimTemplates, persistentVolumeClaimRetentionPolicy } = controller(
    cluster({ retainStorage: false }),
  ).spec;
  expect(volumeClaimTemplates[0].metadata.annotations).toBeUndefined();
  expect(persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Delete', whenScaled: 'Delete' });
});

test('nodes find each other by a headless Service before they are ready, and clients never see the peer port', () => {
  const manifests = cluster();
  expect(only(manifests, 'Service', 'store-headless').spec).toEqual({
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    selector: { app: 'store' },
    ports: [{ name: 'peer', port: 6335, protocol: 'TCP', targetPort: 'peer' }],
  });
  expect(only(manifests, 'Service', 'store').spec.ports.map(({ port }: Rendered) => port)).toEqual([6333, 6334]);
});

test('identical pods form the cluster by their environment', () => {
  const manifests = cluster({ topology: VectorStoreTopology.cluster({ nodes: 5, replicationFactor: 3 }) });
  expect(environment(manifests)).toMatchObject({
    POD_NAME: { fieldRef: { fieldPath: 'metadata.name' } },
    QDRANT__CLUSTER__ENABLED: 'true',
    QDRANT_URI: 'http://$(POD_NAME).store-headless:6335',
    QDRANT_BOOTSTRAP: 'http://store-0.store-headless:6335',
    QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR: '3',
  });
  const names = mainContainer(manifests).env.map(({ name }: Rendered) => name);
  expect(names.indexOf('POD_NAME')).toBeLessThan(names.indexOf('QDRANT_URI'));
});

test('the peer port, which asks for no key, is open between the nodes only', () => {
  const manifests = render((chart) =>
    aService(chart).connectTo(aStore(chart, 'store', { topology: VectorStoreTopology.cluster() }), {
      env: 'STORE_URL',
    }),
  );
  const { ingress, egress } = only(manifests, 'NetworkPolicy', 'store').spec;
  const nodes = { podSelector: { matchLabels: { app: 'store' } } };
  expect(opened(ingress, 'from', nodes)).toEqual([6335]);
  expect(opened(egress, 'to', nodes)).toEqual([6335]);
  expect(ingress.filter((rule: Rendered) => rule.ports[0].port === 6335)).toEqual([
    { from: [nodes], ports: [{ port: 6335, protocol: 'TCP' }] },
  ]);
  expect(opened(only(manifests, 'NetworkPolicy', 'web').spec.egress, 'to', nodes)).toEqual([6333]);
});

test('drains take one node at a time, which keeps the majority', () => {
  expect(only(cluster(), 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
  expect(
    only(cluster({ disruptionBudget: DisruptionBudget.minAvailable(2) }), 'PodDisruptionBudget').spec,
  ).toMatchObject({ minAvailable: 2 });
});

test('nodes are spread over hosts and zones, each revision for itself', () => {
  const constraints = podSpec(cluster()).topologySpreadConstraints;
  expect(constraints.map(({ topologyKey, matchLabelKeys }: Rendered) => [topologyKey, matchLabelKeys])).toEqual([
    ['kubernetes.io/hostname', ['controller-revision-hash']],
    ['topology.kubernetes.io/zone', ['controller-revision-hash']],
  ]);
});

test('a rollout is waited for node by node', () => {
  const { metadata } = controller(cluster());
  // 2 minutes of image pull, 61 probes and the last answer, readiness, availability, and the end of the old pod.
  expect(metadata.annotations['cdk8s-nim/rollout-timeout-seconds']).toBe(
    String(3 * (120 + 61 * 10 + 5 + 15 + 10 + 60)),
  );
});

test('a single node has neither a peer port nor cluster settings', () => {
  const manifests = render(aStore);
  expect(manifests.filter(({ kind }) => kind === 'Service')).toHaveLength(1);
  expect(Object.keys(environment(manifests)).filter((name) => /CLUSTER|BOOTSTRAP|POD_NAME/.test(name))).toEqual([]);
});
