import { Cluster } from '../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

const SURGE = { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const daemon = (name: string, cpu: number, spec: object = {}, pod: object = {}) =>
  workload('DaemonSet', name, { cpu }, spec, pod);
const port = (cpu: number) =>
  ({ containers: [{ name: 'main', resources: { requests: { cpu } }, ports: [{ hostPort: 80 }] }] });
const classOf = (name: string, value: number) =>
  ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });

/** `alone together`, one for each workload, on nodes of so many cores. */
const verdicts = (cpu: number, from: object[], to: object[], nodes = 1) =>
  planTransition(
    load(...to), { model: load(...from), name: 'before', prune: false },
    new Cluster({ pools: [pool('cpu', nodes, { cpu: String(cpu), extendedResources: {} })] }),
  ).workloads.map(({ alone, together }) => `${alone.verdict} ${together.verdict}`);

describe('a DaemonSet that grows beside another DaemonSet', () => {
  const grown = (room: number, size: number, spec: object = {}) => {
    const [other, before, after] = [daemon('other', 1.5), daemon('agent', 1.5, spec), daemon('agent', size, spec)];
    const [inOrder, turned] = [
      verdicts(room, [other, before], [other, after])[1], verdicts(room, [before, other], [after, other])[0],
    ];
    expect(turned).toBe(inOrder);
    return inOrder;
  };

  test('waits for ever where the other holds the room that it lacks, whichever comes first in the manifests', () => {
    expect([grown(3, 2), grown(3, 2, SURGE)]).toEqual(Array(2).fill('impossible impossible'));
    expect([grown(3.5, 2), grown(5, 2, SURGE)]).toEqual(Array(2).fill('proven proven'));
  });

  test('may find its room where the other may be evicted', () => {
    const high = (cpu: number) => daemon('agent', cpu, {}, { priorityClassName: 'high' });
    const other = daemon('other', 1.5);
    const classes = [classOf('high', 1000)];
    expect(verdicts(3, [other, high(1.5), ...classes], [other, high(2), ...classes])[1]).not.toContain('impossible');
  });

  test('is not shown to wait where the other may have waited before, nor for ever where that changes too', () => {
    const agents = [daemon('agent', 2), daemon('agent', 2.5)];
    const crowded = verdicts(3, [daemon('other', 1.5), agents[0]], [daemon('other', 1.5), agents[1]]);
    expect(crowded[1]).toBe('unknown unknown');
    expect(verdicts(3, [daemon('other', 1), agents[0]], [daemon('other', 1.5), agents[1]])).toEqual(
      Array(2).fill('impossible possible'));
  });

  test('is not sure of what the old pods of the other hold until they go', () => {
    // With surge and a host port those stay for ever.
    const other = (cpu: number) => daemon('other', cpu, SURGE, port(cpu));
    expect(verdicts(5, [other(4), daemon('agent', 1)], [other(1), daemon('agent', 2)])[1]).not.toContain('proven');
    expect(verdicts(7, [other(4), daemon('agent', 1)], [other(1), daemon('agent', 2)])[1]).toBe('proven proven');
  });
});

test('one that surges beside no room for two may have its old pod evicted by what changes with it, but not alone', () => {
  const agent = (cpu: number, spec: object = {}) => daemon('agent', cpu, SURGE, spec);
  const web = (cpu: number, spec: object = {}) => workload('Deployment', 'web', { cpu }, surge(1), spec);
  const high = { priorityClassName: 'high' };
  const classes = [classOf('high', 1000)];
  const other = daemon('other', 1, {}, high);
  const of = (spec: object, held: (cpu: number) => object) => verdicts(
    4, [other, agent(1.5, held(1.5)), web(0.5, spec), ...classes],
    [other, agent(2, held(2)), web(0.7, spec), ...classes],
  )[1];
  const free = () => ({});
  expect([of({}, free), of(high, free)]).toEqual(['impossible impossible', 'impossible unknown']);
  expect([of({}, port), of(high, port)]).toEqual(['impossible impossible', 'impossible unknown']);
});

describe('a DaemonSet beside old pods of another whose new ones find no room', () => {
  const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'other' } } }] } } };
  const said = (other: number, agent: object[], room = 4) => verdicts(room,
    [daemon('other', 1), agent[0]], [daemon('other', other), agent[1]], 2)[1];

  test('is not proven on what they hold, or keep it off', () => {
    expect(said(9, [daemon('agent', 1), daemon('agent', 3.5)])).toBe('impossible impossible');
    expect(said(9, [daemon('agent', 1), daemon('agent', 1, {}, apart)])).toBe('unknown unknown');
  });

  test('is proven where they find some', () =>
    expect(said(1.5, [daemon('agent', 1), daemon('agent', 2)])).toBe('proven proven'));
});

describe('is not proven by room alone', () => {
  test('a DaemonSet whose host port a pod of a Deployment may take', () => {
    const web = (replicas: number) => workload('Deployment', 'web', {}, surge(replicas), port(1));
    expect(verdicts(8, [web(1)], [web(2), daemon('agent', 1, {}, port(1))], 2)[1]).not.toContain('proven');
  });

  test('a DaemonSet that has to stand beside other pods', () => {
    const beside = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
    ] } } };
    const web = workload('Deployment', 'web', { cpu: 1 }, surge(1));
    expect(verdicts(8, [web], [web, daemon('agent', 1, {}, beside)], 2)[1]).toBe('unknown unknown');
  });
});

describe('a Deployment that changes beside a DaemonSet that does', () => {
  const web = (cpu: number) => workload('Deployment', 'web', { cpu }, noSurge(1));

  test('is not proven on room that the old pods hold, as long as the new ones find none', () => {
    const [other, agent] = [daemon('other', 2), (cpu: number) => daemon('agent', cpu, SURGE)];
    expect(verdicts(6, [other, agent(2), web(1)], [other, agent(5), web(2.5)])[2]).not.toContain('proven');
    expect(verdicts(6, [agent(2), other, web(1)], [agent(5), other, web(2.5)])[2]).not.toContain('proven');
  });

  test('is not proven on room that larger old pods hold, where they stay', () => {
    const agent = (cpu: number) => daemon('agent', cpu, SURGE, port(cpu));
    expect(verdicts(5, [agent(4), web(1)], [agent(1), web(2)])[1]).not.toContain('proven');
    expect(verdicts(7, [agent(4), web(1)], [agent(1), web(2)])[1]).toBe('proven proven');
  });
});

describe('pods of DaemonSets and others that stay as they are', () => {
  const high = classOf('high', 1000);
  const [other, web] = [daemon('other', 1.5), workload('Deployment', 'web', { cpu: 1.5 }, noSurge(1))];
  const agent = (cpu: number) => daemon('agent', cpu, {}, { priorityClassName: 'high' });
  const app = (cpu: number) => workload('Deployment', 'app', { cpu }, noSurge(1), { priorityClassName: 'high' });

  test.each([['DaemonSet', other], ['Deployment', web]])(
    'may be evicted by those of a DaemonSet of a higher priority: %s', (_, low) => {
      const grown = (room: number) => verdicts(room, [low, agent(1.5), high], [low, agent(2), high])[0];
      expect([grown(3), grown(3.5)]).toEqual(['unknown unknown', 'proven proven']);
      expect(verdicts(3, [low, high], [low, agent(2), high])[0]).toBe('unknown unknown');
    });

  test('may be evicted by those of a Deployment, which need not wait then', () => {
    const grown = (room: number) => verdicts(room, [other, app(1.5), high], [other, app(2), high]);
    expect(grown(3)[0]).toBe('unknown unknown');
    expect(grown(3)[1]).not.toContain('impossible');
    expect(grown(3.5)).toEqual(['proven proven', 'proven proven']);
    expect(verdicts(3, [other, high], [other, app(2), high])[1]).not.toContain('impossible');
  });
});

describe('a DaemonSet that changes with surge beside its own old pods', () => {
  const apart = (term: object = {}) => ({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'agent' } }, ...term },
    ] } },
  });
  const changed = (before: object, after: object, ...others: object[]) => verdicts(
    10, [daemon('agent', 1, {}, before), ...others], [daemon('agent', 2, SURGE, after), ...others])[0];

  test('waits for ever where either keeps the other off their node', () => {
    const ways = [
      changed(apart(), apart()), changed({}, apart()), changed(apart(), {}), changed(port(1), port(2)),
      changed(apart(), apart({ namespaceSelector: {} })),
      changed(apart(), apart({ matchLabelKeys: ['pod-template-hash'] })),
    ];
    expect(ways).toEqual(ways.map(() => 'impossible impossible'));
  });

  test('is proven where only pods of one revision, or only new ones, keep apart', () => {
    const own = apart({ matchLabelKeys: ['controller-revision-hash'] });
    const ports = { containers: [{ name: 'main', resources: { requests: { cpu: 1 } }, ports: [{ hostPort: 81 }] }] };
    expect([changed(own, own), changed({}, own), changed(port(1), ports)]).toEqual(Array(3).fill('proven proven'));
  });

  test('waits for ever on a node that has no room for both', () => {
    const grown = (cpu: number) => verdicts(
      5, [daemon('agent', 1), daemon('other', 1)], [daemon('agent', cpu, SURGE), daemon('other', 1)])[0];
    expect([grown(3), grown(3.5)]).toEqual(['proven proven', 'impossible impossible']);
  });

  test('is not decided where a higher priority may evict the old one, or labels are not in the input', () => {
    const high = { ...apart(), priorityClassName: 'high' };
    const elsewhere = apart({ namespaceSelector: { matchLabels: { team: 'a' } } });
    expect([changed(apart(), high, classOf('high', 1000)), changed(elsewhere, elsewhere)])
      .toEqual(Array(2).fill('unknown unknown'));
  });
});

test('a pod is not proven to come where old pods of a DaemonSet may keep it off that never go', () => {
  const web = workload('Deployment', 'web', { cpu: 1 }, {}, port(1));
  const before = daemon('agent', 1, {}, port(1));
  expect(verdicts(10, [before], [web, daemon('agent', 20, SURGE)]))
    .toEqual(['unknown unknown', 'impossible impossible']);
  expect(verdicts(10, [before], [web, daemon('agent', 2)])[0]).not.toContain('impossible');
});

describe('a DaemonSet that comes where pods stand that stay', () => {
  const web = (cpu: number, spec: object = noSurge(2)) => workload('Deployment', 'web', { cpu }, spec);
  const comes = (size: number, beside = web(3)) =>
    verdicts(4, [beside], [beside, daemon('agent', size)], 2)[1];

  test('waits for ever on the nodes of which they hold what it asks', () => {
    expect([comes(1), comes(2)]).toEqual(['proven proven', 'impossible impossible']);
    expect(comes(2, web(3, noSurge(1)))).toBe('impossible impossible');
    expect(verdicts(4, [web(3), daemon('agent', 1)], [web(3), daemon('agent', 2)], 2)[1]).toBe('impossible impossible');
  });

  test('says who holds it', () => {
    const { workloads: [, { witness }] } = planTransition(
      load(web(3), daemon('agent', 2)), { model: load(web(3)), name: 'before', prune: false },
      new Cluster({ pools: [pool('cpu', 2, { cpu: '4', extendedResources: {} })] }),
    );
    expect(witness).toEqual([expect.stringMatching(
      /^Deployment\/web stays, and leaves no room for a pod of DaemonSet\/agent on each node: /)]);
  });

  test('is not known to where they may find room elsewhere, or move too', () => {
    expect(comes(2, web(2))).not.toContain('impossible');
    expect(verdicts(4, [web(3)], [web(2.5), daemon('agent', 2)], 2)[1]).not.toContain('impossible');
  });

  test('by itself, does so beside another that is deleted with the same apply', () => {
    const old = daemon('old', 2);
    const planned = (prune: boolean) => planTransition(
      load(web(1), daemon('agent', 2)), { model: load(web(1), old), name: 'before', prune },
      new Cluster({ pools: [pool('cpu', 2, { cpu: '4', extendedResources: {} })] }),
    ).workloads[1];
    expect([planned(true).alone.verdict, planned(true).together.verdict]).toEqual(['impossible', 'proven']);
    expect(planned(false).together.verdict).toBe('impossible');
  });
});

describe('a DaemonSet whose new pods others keep off', () => {
  const kept = (nodeSelector: object, spec: object = {}) =>
    workload('Deployment', 'web', { cpu: 1 }, { ...noSurge(1), ...spec }, { ...port(1), nodeSelector });
  const [before, after] = [daemon('agent', 1), daemon('agent', 1, {}, port(1))];
  const POOLS = [['a', 2], ['b', 1]].map(([name, nodes]) =>
    pool(name as string, nodes as number, { cpu: '4', extendedResources: {} }, { labels: { pool: name as string } }));
  const verdict = (from: object[], to: object[]) => planTransition(
    load(...to), { model: load(...from), name: 'before', prune: false }, new Cluster({ pools: POOLS }),
  ).workloads[0].verdict;
  const onlyA = daemon('agent', 1, {}, { ...port(1), nodeSelector: { pool: 'a' } });

  test('waits for ever where they stay and stand on its nodes only, whether it comes or takes the port', () => {
    expect(verdict([before, kept({})], [after, kept({})])).toBe('impossible');
    expect(verdict([kept({})], [after, kept({})])).toBe('impossible');
    expect(verdict([kept({ pool: 'a' })], [onlyA, kept({ pool: 'a' })])).toBe('impossible');
  });

  test('is not told where they may stand elsewhere, move, or be evicted', () => {
    expect(verdict([kept({})], [onlyA, kept({})])).toBe('unknown');
    expect(verdict([kept({})], [after, kept({}, { replicas: 2 })])).not.toBe('impossible');
    const high = daemon('agent', 1, {}, { ...port(1), priorityClassName: 'high' });
    expect(verdict([kept({}), classOf('high', 10)], [high, kept({}), classOf('high', 10)])).not.toBe('impossible');
    expect(verdict([kept({ pool: 'b' })], [onlyA, kept({ pool: 'b' })])).toBe('proven');
  });
});
