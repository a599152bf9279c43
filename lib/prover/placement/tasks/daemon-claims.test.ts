import { Cluster } from '../../../cluster';
import { planRollout } from '../../updates';
import { load, pool, workload } from '../../../../test/support/rollout';

// Each verdict is that of a real control plane, or unknown.
const ZONE = 'topology.kubernetes.io/zone';
const SURGE = { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const claim = (mode: string, more: object = {}) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
  spec: { accessModes: [mode], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } }, ...more },
});
const storageClass = (provisioner: string) => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner,
  volumeBindingMode: 'WaitForFirstConsumer',
});
const volume = {
  apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' },
  spec: {
    capacity: { storage: '1Gi' }, accessModes: ['ReadWriteMany'], nfs: { server: 'x', path: '/' },
    storageClassName: 'fast', claimRef: { namespace: 'default', name: 'data' },
    nodeAffinity: { required: { nodeSelectorTerms: [
      { matchExpressions: [{ key: ZONE, operator: 'In', values: ['a'] }] },
    ] } },
  },
};
const spread = (topologyKey: string, more: object = {}) => ({ topologySpreadConstraints: [{
  maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'agent' } },
  ...more,
}] });
const NODES = [pool('one', 1, {}, { labels: { [ZONE]: 'a' } }), pool('two', 1, {}, { labels: { [ZONE]: 'b' } })];
const plan = (pools: typeof NODES, pod: object, spec: object, ...objects: object[]) =>
  planRollout(load(workload('DaemonSet', 'agent', { cpu: 1 }, spec, pod), ...objects), new Cluster({ pools }));
const judged = (pools: typeof NODES, pod: object, spec: object, ...objects: object[]) => {
  const [{ verdict, fits }] = plan(pools, pod, spec, ...objects).workloads;
  return [verdict, fits.verdict];
};
const ebs = storageClass('cinder.csi.openstack.org');
const IMPOSSIBLE = ['impossible', 'impossible'];
const PROVEN = ['proven', 'proven'];

test.each<[string, typeof NODES, object[], string[]]>([
  ['for one node at a time, on two', NODES, [ebs, claim('ReadWriteOnce')], IMPOSSIBLE],
  ['for one node at a time, on one', NODES.slice(0, 1), [ebs, claim('ReadWriteOnce')], PROVEN],
  ['for one pod at a time, on two', NODES, [ebs, claim('ReadWriteOncePod')], IMPOSSIBLE],
  ['for many, in one zone of two', NODES, [ebs, claim('ReadWriteMany')], IMPOSSIBLE],
  ['for many, in the only zone', NODES.slice(0, 1), [ebs, claim('ReadWriteMany')], PROVEN],
  ['for many, on one node of two', NODES, [storageClass('rancher.io/local-path'), claim('ReadWriteMany')], IMPOSSIBLE],
  ['for many, everywhere', NODES, [storageClass('efs.csi.aws.com'), claim('ReadWriteMany')], PROVEN],
  ['bound to the place of one node', NODES, [ebs, volume, claim('ReadWriteMany', { volumeName: 'pv' })], IMPOSSIBLE],
])('a DaemonSet mounts one claim on all its nodes: %s', (_, pools, objects, verdicts) => {
  expect(judged(pools, mount, {}, ...objects)).toEqual(verdicts);
});

test('what waits for ever, where and why is said, and all pods together do not run', () => {
  const { steadyState, workloads: [{ witness }] } = plan(NODES, mount, {}, ebs, claim('ReadWriteOnce'));
  const why = 'the pod of DaemonSet/agent waits for ever on node two-1 (pool two): claim data is for one node at a time';
  expect(witness).toEqual([why]);
  expect(steadyState).toEqual({ verdict: 'impossible', witness: [why] });
});

test('a claim for one pod leaves no place for a second one beside the old', () => {
  expect(judged(NODES.slice(0, 1), mount, SURGE, ebs, claim('ReadWriteOncePod'))).toEqual(['impossible', 'proven']);
});

test('a claim that is not in the input is open where several nodes would mount it', () => {
  expect(judged(NODES, mount, {})).toEqual(['unknown', 'unknown']);
  expect(judged(NODES.slice(0, 1), mount, {})).toEqual(PROVEN);
});

describe('topology spread of pods that are bound to their nodes', () => {
  test('never keeps them waiting, as only their own domain counts', () => {
    expect(judged(NODES, spread(ZONE), {})).toEqual(PROVEN);
    expect(judged(NODES, spread('kubernetes.io/hostname'), SURGE)).toEqual(PROVEN);
  });
  test('refuses nodes without the label', () => {
    const bare = pool('bare', 1, {}, { labels: { [ZONE]: '' } });
    expect(judged([...NODES, bare], spread('rack'), {})[0]).toBe('impossible');
  });
  test.each([{ minDomains: 3 }, { nodeAffinityPolicy: 'Ignore' }])('is open with %j', (more) => {
    expect(judged(NODES, spread('kubernetes.io/hostname', more), {})).toEqual(['unknown', 'unknown']);
  });
});

test.each([
  [{ schedulerName: 'volcano' }, `not modelled: scheduler 'volcano'`],
  [{ schedulingGates: [{ name: 'x/y' }] }, 'not modelled: scheduling gates'],
])('what is not modelled of its pods is open: %j', (pod, why) => {
  expect(plan(NODES, pod, {}).workloads[0]).toMatchObject({ verdict: 'unknown', witness: [why] });
});

test('two of its pods that may not share a zone never both run there', () => {
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: ZONE, labelSelector: { matchLabels: { app: 'agent' } } },
  ] } };
  expect(judged([pool('one', 2, {}, { labels: { [ZONE]: 'a' } })], { affinity }, {})).toEqual(IMPOSSIBLE);
});

test('a claim that a DaemonSet and another workload mount leaves both open', () => {
  const both = [workload('Deployment', 'web', { cpu: 1 }, {}, mount), claim('ReadWriteOnce'), ebs];
  const { workloads } = plan(NODES.slice(0, 1), mount, {}, ...both);
  expect(workloads.map(({ name, verdict, witness: [why] }) => [name, verdict, why])).toEqual([
    ['agent', 'unknown', 'not modelled: claim data, which other workloads mount as well'],
    ['web', 'unknown', 'not modelled: claim data, which DaemonSet agent mounts as well'],
  ]);
});
