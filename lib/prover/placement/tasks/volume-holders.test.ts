import { Snapshot } from '../../../cluster/snapshot';
import { Model } from '../../../manifests';
import { planTransition } from '../../transition';
import { planRollout } from '../../updates';
import { workload } from '../../../../test/support/rollout';

const node = (name: string) => ({
  kind: 'Node', metadata: { name }, status: { allocatable: { cpu: '4', memory: '9Gi', pods: '9' } },
});
const claim = (mode: string) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
  spec: {
    accessModes: [mode], storageClassName: mode === 'ReadWriteMany' ? 'efs' : 'gp3',
    resources: { requests: { storage: '1Gi' } },
  },
});
const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const pod = (nodeName?: string, cpu = 1) => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'other', namespace: 'default', labels: {} },
  spec: { nodeName, ...mount, containers: [{ name: 'a', resources: { requests: { cpu } } }] },
  status: { phase: nodeName === undefined ? 'Pending' : 'Running' },
});
const web = (cpu: number) =>
  workload('Deployment', 'web', { cpu }, { replicas: 1, strategy: { type: 'Recreate' } }, mount);

function planned(mode: string, nodes: string[], other: object, cpu = 1) {
  const live = [...nodes.map(node), claim(mode), other];
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items: live }))]);
  const modelOf = (object: object) =>
    Model.load([{ file: 'a.yaml', text: JSON.stringify(object) }], undefined, { live: snapshot.objects });
  const model = modelOf(web(cpu));
  const [{ alone, fits, drain }] = planRollout(model, snapshot.clusterFor(model)).workloads;
  const before = { model: modelOf(web(cpu / 2)), name: 'before', prune: false };
  const [{ together }] = planTransition(model, before, snapshot.clusterFor(model)).workloads;
  return { verdicts: [alone, together, fits].map(({ verdict }) => verdict), witness: alone.witness, drain };
}

describe('a volume that a running pod outside the manifests holds', () => {
  test('keeps pods of its claim on its node, and lets those wait that the scheduler sends elsewhere', () => {
    const { verdicts, witness, drain } = planned('ReadWriteOnce', ['n1', 'n2'], pod('n1'));
    expect(verdicts).toEqual(['possible', 'possible', 'possible']);
    expect(drain.verdict).not.toBe('proven');
    expect(witness).toEqual([
      'claim data (ReadWriteOnce) is for one node at a time and held on n1 by a pod outside the manifests: ' +
        'a pod that the scheduler sends elsewhere waits for the volume for ever',
    ]);
  });

  test('is no matter on the only node', () =>
    expect(planned('ReadWriteOnce', ['n1'], pod('n1')).verdicts).toEqual(['proven', 'proven', 'proven']));

  test('leaves no place where its node is full', () => {
    const { verdicts, witness } = planned('ReadWriteOnce', ['n1', 'n2'], pod('n1', 2), 3);
    expect(verdicts).toEqual(['impossible', 'impossible', 'impossible']);
    expect(witness[1]).toBe('claim data (ReadWriteOnce) is for one node at a time and held on n1 by a pod outside the manifests: ' +
      'no more of its pods have room there, and on other nodes they wait for the volume');
  });

  test('is for nobody else where its claim is for one pod', () =>
    expect(planned('ReadWriteOncePod', ['n1'], pod('n1')).verdicts).toEqual(Array(3).fill('impossible')));

  test('is no matter where several nodes mount it', () =>
    expect(planned('ReadWriteMany', ['n1', 'n2'], pod('n1')).verdicts).toEqual(Array(3).fill('proven')));
});

test('a pod outside the manifests that waits may take the volume to another node', () => {
  expect(planned('ReadWriteOnce', ['n1', 'n2'], pod()).verdicts).toEqual(['possible', 'possible', 'possible']);
});

describe('disks that a node may still attach', () => {
  const ebs = {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'gp3' }, provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const limit = (count: number) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n1' },
    spec: { drivers: [{ name: 'ebs.csi.aws.com', nodeID: 'n1', allocatable: { count } }] },
  });
  const others = (name: string) => ({ ...claim('ReadWriteOnce'), metadata: { name, namespace: 'default' } });
  const holding = (claimName: string) => ({ ...pod('n1'), spec: {
    ...pod('n1').spec, volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
  } });
  const judged = (count: number, strategy: object, ...live: object[]) => {
    const items = [node('n1'), ebs, limit(count), claim('ReadWriteOnce'), ...live];
    const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items }))]);
    const text = JSON.stringify(workload('Deployment', 'web', { cpu: 1 }, { replicas: 1, strategy }, mount));
    const model = Model.load([{ file: 'a.yaml', text }], undefined, { live: snapshot.objects });
    return planRollout(model, snapshot.clusterFor(model)).workloads[0].alone.verdict;
  };
  const RECREATE = { type: 'Recreate' };

  test('are fewer where pods outside the manifests have theirs (kubernetes nodevolumelimits)', () => {
    expect(judged(1, RECREATE)).toBe('proven');
    expect(judged(1, RECREATE, others('other'), holding('other'))).toBe('impossible');
    expect(judged(2, RECREATE, others('other'), holding('other'))).toBe('proven');
  });

  test('count the claim that old and new pod mount once', () =>
    expect(judged(1, { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } })).toBe('proven'));
});

test('a disk that a running pod outside the manifests names is for nobody else', () => {
  const disk = { volumes: [{ name: 'data', awsElasticBlockStore: { volumeID: 'vol-1' } }] };
  const other = { ...pod('n1'), spec: { ...pod('n1').spec, ...disk } };
  const live = [node('n1'), node('n2'), other];
  const snapshot = Snapshot.read('cluster.json', [Buffer.from(JSON.stringify({ items: live }))]);
  const text = JSON.stringify(workload('Deployment', 'web', { cpu: 1 }, { replicas: 1 }, disk));
  const model = Model.load([{ file: 'a.yaml', text }], undefined, { live: snapshot.objects });
  const [{ alone }] = planRollout(model, snapshot.clusterFor(model)).workloads;
  expect(alone.verdict).toBe('impossible');
  expect(alone.witness).toContain(
    'disk awsElasticBlockStore/vol-1 is for one pod at a time, and a pod outside the manifests on n1 has it',
  );
});
