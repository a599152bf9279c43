import { Cluster, NodePool } from '../../cluster';
import { gpu, load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

const recreate = (replicas = 1) => ({ replicas, strategy: { type: 'Recreate' } });
const gpus = (count: number) => ({ 'nvidia.com/gpu': count });
const node = (count: number, name = 'gpu', nodes = 1) =>
  pool(name, nodes, { extendedResources: { 'nvidia.com/gpu': String(count) } });
const llm = (name: string, count: number, spec: object, pod: object = {}) =>
  workload('Deployment', name, gpus(count), spec, pod);
const image = (tag: string, count = 1) => ({
  containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: gpus(count) } }],
});

function plan(from: object[], to: object[], pools: NodePool[], prune = false) {
  return planTransition(load(...to), { model: load(...from), name: 'before', prune }, new Cluster({ pools }));
}

/** `alone together`, one for each workload of the manifests. */
const verdicts = (...input: Parameters<typeof plan>) =>
  plan(...input).workloads.map(({ alone, together }) => `${alone.verdict} ${together.verdict}`);

describe('one workload', () => {
  test('that shrinks under surge hangs on a full node, as its old pod holds all that it had', () => {
    expect(verdicts([llm('a', 4, surge(1))], [llm('a', 1, surge(1))], [node(4)])).toEqual(['impossible impossible']);
    expect(verdicts([llm('a', 4, surge(1))], [llm('a', 1, surge(1))], [node(5)])).toEqual(['proven proven']);
    expect(verdicts([llm('a', 4, recreate())], [llm('a', 1, recreate())], [node(4)])).toEqual(['proven proven']);
  });

  test('that grows needs its new room beside the others, wherever they stand', () => {
    const other = llm('other', 1, surge(1));
    const grown = (nodes: number) =>
      verdicts([llm('a', 1, recreate()), other], [llm('a', 2, recreate()), other], [node(2, 'gpu', nodes)]);
    expect(grown(1)).toEqual(['impossible impossible', 'proven proven']);
    expect(grown(2)).toEqual(['proven proven', 'proven proven']);
    const two = llm('other', 1, surge(2));
    expect(verdicts([llm('a', 1, recreate()), two], [llm('a', 2, recreate()), two], [node(2, 'gpu', 2)])).toEqual([
      'possible possible',
      'proven proven',
    ]);
  });

  test('takes back the room of its stopped pods where others keep theirs, if it asks no more', () => {
    const others = Array.from({ length: 20 }, (_, index) => llm(`other-${index}`, 1, noSurge(1)));
    const [before, after] = [(count: number) => [llm('a', count, noSurge(2)), ...others],
      (count: number) => [llm('a', count, noSurge(2), image('2', count)), llm('new', 1, noSurge(1)), ...others]];
    const alone = (from: number, to: number) => verdicts(before(from), after(to), [node(4, 'gpu', 7)])[0].split(' ')[0];
    expect([alone(2, 2), alone(2, 1), alone(1, 2)]).toEqual(['proven', 'proven', expect.not.stringMatching('proven')]);
  });

  test('whose number and template change at once first has more pods of the old kind', () => {
    const changed = (room: number) => verdicts([llm('a', 2, surge(1))], [llm('a', 1, surge(3))], [node(room)]);
    expect([4, 7].map((room) => changed(room)[0])).toEqual(['impossible impossible', 'proven proven']);
  });

  test('that moves from slices to whole GPUs is not in its own way', () => {
    const slice = workload('Deployment', 'a', { 'nvidia.com/mig-1g.10gb': 1 }, surge(1));
    const both = pool('gpu', 1, { extendedResources: { 'nvidia.com/gpu': '1', 'nvidia.com/mig-1g.10gb': '7' } });
    expect(verdicts([slice], [llm('a', 1, surge(1))], [both])).toEqual(['proven proven']);
  });

  test('whose template stays is not updated, however its quantities are written', () => {
    const { workloads } = plan(
      [workload('Deployment', 'a', { cpu: '1000m', ...gpu }, surge(1))],
      [workload('Deployment', 'a', { cpu: 1, ...gpu }, surge(1))],
      [node(1)],
    );
    expect(workloads[0]).toMatchObject({ verdict: 'proven', change: { kind: 'unchanged', requests: [] } });
  });

  test('that only grows or loses pods replaces none', () => {
    expect(verdicts([llm('a', 1, surge(1))], [llm('a', 1, surge(2))], [node(2)])).toEqual(['proven proven']);
    expect(verdicts([llm('a', 1, surge(1))], [llm('a', 1, surge(3))], [node(2)])).toEqual(['impossible impossible']);
    expect(verdicts([llm('a', 1, surge(3))], [llm('a', 1, surge(1))], [node(3)])).toEqual(['proven proven']);
  });

  test('is updated by the strategy that it is given with the same change', () => {
    expect(verdicts([llm('a', 1, surge(1), image('1'))], [llm('a', 1, recreate(), image('2'))], [node(1)])).toEqual([
      'proven proven',
    ]);
    expect(verdicts([llm('a', 1, recreate(), image('1'))], [llm('a', 1, surge(1), image('2'))], [node(1)])).toEqual([
      'impossible impossible',
    ]);
  });
});

describe('several workloads', () => {
  test('swap their room where both leave first, though neither could alone', () => {
    const swap = (spec: object) =>
      verdicts([llm('a', 3, spec), llm('b', 1, spec)], [llm('a', 1, spec), llm('b', 3, spec)], [node(4)]);
    expect(swap(recreate())).toEqual(['proven proven', 'impossible proven']);
    expect(swap(surge(1))).toEqual(['impossible impossible', 'impossible impossible']);
  });

  test('new ones may take the room of those that roll', () => {
    const release = (room: number) =>
      verdicts(
        [llm('a', 1, recreate(), image('1'))],
        [llm('a', 1, recreate(), image('2')), llm('b', 1, surge(1))],
        [node(room)],
      );
    expect(release(1)).toEqual(['proven possible', 'impossible possible']);
    expect(release(2)).toEqual(['proven proven', 'proven proven']);
  });

  test('that are no longer among the manifests stay, unless they are pruned', () => {
    const from = [llm('a', 1, surge(1)), llm('b', 1, surge(1), image('1'))];
    const to = [llm('b', 1, surge(1), image('2'))];
    expect(verdicts(from, to, [node(2)])).toEqual(['impossible impossible']);
    expect(plan(from, to, [node(2)]).gone).toEqual({ areDeleted: false, workloads: ['Deployment/a'] });
    expect(verdicts(from, to, [node(2)], true)).toEqual(['impossible proven']);
    expect(plan(from, to, [node(2)], true).gone).toEqual({ areDeleted: true, workloads: ['Deployment/a'] });
  });

  test('two that are recreated each into the room of the other may find it too small', () => {
    expect(
      verdicts(
        [llm('a', 2, recreate()), llm('b', 2, recreate())],
        [llm('a', 3, recreate()), llm('b', 1, recreate())],
        [node(2, 'small'), node(3, 'large')],
      ),
    ).toEqual(['possible possible', 'proven proven']);
  });

  test('those that do not change do not move', () => {
    // Restarted as well, the halves that b leaves may be too small for a.
    const b = workload('Deployment', 'b', { cpu: '1.5' }, noSurge(2));
    const a = (tag: string) =>
      workload('Deployment', 'a', { cpu: 3 }, noSurge(1), {
        containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: { cpu: 3 } } }],
      });
    const cpus = pool('cpu', 2, { cpu: '4', extendedResources: {} });
    expect(verdicts([a('1'), b], [a('2'), b], [cpus])).toEqual(['proven proven', 'proven proven']);
  });
});

describe('what is not played step by step', () => {
  const daemon = (cpu: number) => workload('DaemonSet', 'agent', { cpu }, {});
  const web = workload('Deployment', 'web', { cpu: 2 }, surge(1));
  const cpus = (cpu: string, nodes = 2) => pool('cpu', nodes, { cpu, extendedResources: {} });

  test('a DaemonSet that grows is proven only where it fits beside all that may stand on its nodes', () => {
    expect(verdicts([daemon(1), web], [daemon(2.5), web], [cpus('6')])[0]).toBe('proven proven');
    expect(verdicts([daemon(1), web], [daemon(3), web], [cpus('6')])[0]).toBe('proven proven');
    expect(verdicts([daemon(1), web], [daemon(3), web], [cpus('4')])[0]).toBe('impossible impossible');
    expect(verdicts([web], [web, daemon(3)], [cpus('4')])[1]).toBe('impossible impossible');
    expect(verdicts([daemon(1), web], [daemon(2), web], [cpus('4')])[0]).toBe('proven proven');
    expect(verdicts([daemon(1)], [daemon(5)], [cpus('4')])).toEqual(['impossible impossible']);
  });

  test('autoscaled, of other priorities, in groups or with affinity: unknown by name', () => {
    const affinity = {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'a' } } },
          ],
        },
      },
    };
    const pods = (count: number, extra: object) =>
      workload('Deployment', 'a', gpus(count), recreate(2), {
        ...extra,
        containers: [{ name: 'main', resources: { requests: gpus(count) } }],
      });
    const [together] = plan([pods(1, affinity)], [pods(2, affinity)], [node(3), node(2, 'other')]).workloads;
    expect(together).toMatchObject({ verdict: 'unknown', witness: [expect.stringContaining('required pod affinity')] });
    const classes = [
      { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 },
    ];
    const low = llm('low', 1, surge(1));
    const high = (count: number) => pods(count, { priorityClassName: 'high' });
    const [ranked] = plan(
      [high(1), low, ...classes],
      [high(2), low, ...classes],
      [node(3), node(2, 'other')],
    ).workloads;
    expect(ranked.verdict).not.toBe('impossible');
  });
});

describe('quotas', () => {
  const quota = (hard: number) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'gpus' },
    spec: { hard: { 'requests.nvidia.com/gpu': String(hard) } },
  });
  const shrink = (hard: number, spec: object) =>
    verdicts([llm('a', 4, spec), quota(hard)], [llm('a', 1, spec), quota(hard)], [node(9)]);

  test('count old pods at what they ask themselves', () => {
    expect([4, 5].map((hard) => shrink(hard, surge(1))[0])).toEqual(['impossible impossible', 'proven proven']);
    expect(shrink(4, recreate())).toEqual(['proven proven']);
    const grown = (hard: number) =>
      verdicts([llm('a', 1, surge(1)), quota(hard)], [llm('a', 4, surge(1)), quota(hard)], [node(9)]);
    expect([4, 5].map((hard) => grown(hard)[0])).toEqual(['impossible impossible', 'proven proven']);
  });

  test('count the second pod of a DaemonSet that surges', () => {
    const updateStrategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    const agent = (cpu: number) => workload('DaemonSet', 'agent', { cpu }, { updateStrategy });
    const pods = (hard: number) => ({ ...quota(hard), spec: { hard: { pods: String(hard) } } });
    const change = (hard: number) => verdicts([agent(1), pods(hard)], [agent(2), pods(hard)], [node(9)]);
    expect(change(1)).toEqual(['impossible impossible']);
    expect(change(2)).toEqual(['proven proven']);
  });

  test('of which workloads that are all new take more than there is: the last is refused, whichever it is', () => {
    const asked = [llm('a', 2, surge(1)), llm('b', 2, surge(1))];
    expect(verdicts([quota(3)], [...asked, quota(3)], [node(9)])).toEqual(['proven possible', 'proven possible']);
    expect(verdicts([quota(4)], [...asked, quota(4)], [node(9)])).toEqual(['proven proven', 'proven proven']);
    expect(verdicts([quota(1)], [...asked, quota(1)], [node(9)])).toEqual(Array(2).fill('impossible impossible'));
  });
});

test('pods that nobody replaces may be evicted by those of a higher priority', () => {
  const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 };
  const urgent = (count: number) => workload('Deployment', 'a', gpus(count), recreate(), { priorityClassName: 'high' });
  const grown = (room: number) =>
    verdicts([urgent(1), llm('low', 1, surge(1)), high], [urgent(2), llm('low', 1, surge(1)), high], [node(room)])[1];
  expect([grown(2), grown(3)]).toEqual(['unknown unknown', 'proven proven']);
});

test('what rests on all pods running before says so, where some may wait', () => {
  const [other, presumed] = [llm('other', 2, surge(1)), 'this presumes that every pod runs when the update begins'];
  const change = (pools: NodePool[]) =>
    plan([llm('a', 1, recreate()), other], [llm('a', 2, recreate()), other], pools).workloads[0];
  const crowded = change([node(2, 'large'), node(1, 'small')]);
  expect([crowded.verdict, crowded.witness.join()]).toEqual(['impossible', expect.stringContaining(presumed)]);
  const sure = change([node(2, 'large'), node(2, 'small')]);
  expect([sure.verdict, sure.witness.join()]).toEqual(['proven', expect.not.stringContaining(presumed)]);
});

test('a pod that waits for its volume beside the old one takes room for ever from what changes with it', () => {
  const claim = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } },
  };
  const revision = (object: any, rev: string) => {
    object.spec.template.metadata.annotations = { rev };
    return object;
  };
  const store = (rev: string) => revision(workload('Deployment', 'store', { cpu: 1 }, surge(1), {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  }), rev);
  const web = (cpu: number) => workload('Deployment', 'web', { cpu }, { strategy: { type: 'Recreate' } });
  const cluster = new Cluster({ pools: [pool('cpu', 2, { cpu: '3', extendedResources: {} })] });
  const { workloads: [{ alone, together }] } = planTransition(
    load(web(3), store('2'), claim), { model: load(web(1), store('1'), claim), name: 'before', prune: false }, cluster);
  expect([alone.verdict, together.verdict]).toEqual(['proven', 'possible']);
});

test('a ReplicaSet that is asked for without the Deployment that runs and owns it is left to that, and said', () => {
  const owner = llm('a', 1, recreate());
  const owned = workload('ReplicaSet', 'a-1', gpus(1), { replicas: 1 }) as { metadata: object };
  const set = { ...owned, metadata: {
    ...owned.metadata, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'a', controller: true }],
  } };
  const { workloads, notLookedAt } = plan([owner, set], [set], [node(1)]);
  expect(workloads).toEqual([]);
  expect(notLookedAt).toContainEqual(expect.stringMatching(/^ReplicaSet\/a-1 belongs to an object that runs/));
});
