import { SimChange, SimWorld } from './world';

export type Next = (below: number) => number;

const BOUNDS: [number, number][] = [[1, 0], [0, 1], [1, 1], [2, 0]];

const pick = <T>(next: Next, choices: readonly T[]): T => choices[next(choices.length)];

function deployment(next: Next, most: number): SimChange {
  const [surge, unavailable] = pick(next, BOUNDS);
  const pods = () => ({ replicas: 1 + next(most), cpu: next(4) });
  return {
    kind: 'Deployment', before: pods(), after: pods(), surge, unavailable, recreate: next(4) === 0,
    sameTemplate: next(6) === 0,
  };
}

function statefulSet(next: Next, most: number): SimChange {
  const { before, after, sameTemplate } = deployment(next, most);
  return { kind: 'StatefulSet', before, after, sameTemplate, surge: 0, unavailable: 1, parallel: next(2) === 0 };
}

function daemonSet(next: Next): SimChange {
  const pods = () => ({ replicas: 0, cpu: next(3) });
  const [surge, unavailable] = pick(next, [[0, 1], [0, 2], [1, 0]]);
  return { kind: 'DaemonSet', before: pods(), after: pods(), surge, unavailable };
}

function nodes(next: Next, count: number, zones = 2): SimWorld['nodes'] {
  return Array.from({ length: count }, (_, index) => ({ cpu: 2 + next(4), zone: `z${index % zones}` }));
}

const keyOf = (next: Next) => pick(next, ['host', 'zone'] as const);

const claim = (next: Next): SimChange['claim'] =>
  ({ mode: pick(next, ['RWO', 'RWOP', 'RWX'] as const), reach: pick(next, ['zone', 'node'] as const) });

/** A restart of all is no change, and a quota holds what runs. */
export function isChanged({ workloads, quota, nodes: { length } }: SimWorld): boolean {
  const pods = workloads.map(({ kind, before }) => (kind === 'DaemonSet' ? length : before.replicas));
  const cpu = workloads.reduce((sum, { before }, w) => sum + pods[w] * before.cpu, 0);
  return workloads.some(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    && pods.reduce((sum, each) => sum + each, 0) <= (quota?.pods ?? Infinity) && cpu <= (quota?.cpu ?? Infinity);
}

/** What changes in a world, and how such worlds are made of small whole numbers. */
export const FAMILIES: { readonly [what: string]: (next: Next) => SimWorld } = {
  'two workloads that change their number, their size, or both': (next) => ({
    nodes: nodes(next, 2), workloads: [deployment(next, 3), next(3) === 0 ? statefulSet(next, 2) : deployment(next, 2)],
  }),
  'a DaemonSet that changes its size beside a workload that changes': (next) => ({
    nodes: nodes(next, 1 + next(2)), workloads: [daemonSet(next), deployment(next, 2)],
  }),
  'two workloads whose pods a quota counts': (next) => ({
    nodes: nodes(next, 2), workloads: [deployment(next, 2), next(2) === 0 ? statefulSet(next, 2) : deployment(next, 2)],
    quota: next(2) === 0 ? { pods: 2 + next(4) } : { cpu: 2 + next(8) },
  }),
  'a DaemonSet whose pods a quota counts': (next) => ({
    nodes: nodes(next, 2), workloads: [daemonSet(next), deployment(next, 1)],
    quota: next(2) === 0 ? { pods: 3 + next(2) } : { cpu: 2 + next(5) },
  }),
  'a workload whose pods mount one volume beside another one': (next) => ({
    nodes: nodes(next, 2 + next(2), 1 + next(2)),
    workloads: [{ ...deployment(next, 2), claim: claim(next) }, deployment(next, 1)],
  }),
  'a workload whose new pods mount other volumes than its old ones, beside another one': (next) => ({
    nodes: nodes(next, 2 + next(2), 1 + next(2)),
    workloads: [
      {
        ...deployment(next, 1 + next(2)), claim: claim(next),
        mounts: pick(next, ['old', 'fresh', 'another'] as const),
      },
      deployment(next, 1),
    ],
  }),
  'a StatefulSet whose pods have volumes of their own beside another workload': (next) => ({
    nodes: nodes(next, 2 + next(2), 1 + next(2)),
    workloads: [{ ...statefulSet(next, 3), claim: { ...claim(next)!, mode: 'RWO' } }, deployment(next, 1)],
  }),
  'a StatefulSet that may miss two pods beside another workload': (next) => ({
    nodes: nodes(next, 1 + next(2)),
    workloads: [{ ...statefulSet(next, 3), unavailable: 2 }, deployment(next, 1)],
  }),
  'pods that are spread, or kept apart, by their revision': (next) => {
    const first = deployment(next, 3);
    return {
      nodes: nodes(next, 2 + next(2)),
      workloads: [next(2) === 0 ? { ...first, apart: 'revision' }
        : { ...first, spread: { key: keyOf(next), perRevision: next(3) > 0 } }, deployment(next, 1)],
    };
  },
  'pods that are spread over zones beside others that change': (next) => ({
    nodes: nodes(next, 2 + next(3), 2).map(({ cpu, zone }) => ({ cpu: cpu + 2, zone })),
    workloads: [
      {
        ...(next(3) === 0 ? statefulSet(next, 2) : deployment(next, 2)),
        spread: { key: keyOf(next), perRevision: false },
      },
      deployment(next, 2),
    ],
  }),
  'a pod whose volume stays in its zone beside others that change': (next) => ({
    nodes: nodes(next, 2 + next(3), 2).map(({ cpu, zone }) => ({ cpu: cpu + 2, zone })),
    workloads: [
      next(2) === 0 ? { ...statefulSet(next, 2), claim: { mode: 'RWO', reach: 'zone' } }
        : { ...deployment(next, 1), claim: claim(next), recreate: next(2) === 0 },
      deployment(next, 2),
    ],
  }),
  'workloads that are spread, or keep to a zone, beside one that is not': (next) => {
    const zones = 2 + next(2);
    const spread = () => ({
      ...deployment(next, zones), spread: { key: 'zone' as const, perRevision: false }, recreate: next(3) === 0,
    });
    const kept = (): SimChange =>
      ({ ...deployment(next, 1), claim: { mode: 'RWX', reach: 'zone' }, recreate: next(2) === 0 });
    return {
      nodes: nodes(next, zones + next(2), zones),
      workloads: [spread(), next(3) === 0 ? kept() : spread(), deployment(next, 2)].slice(next(2)),
    };
  },
  'pods that come beside those of another workload': (next) => ({
    nodes: nodes(next, 2 + next(2)),
    workloads: [{ ...deployment(next, 2), near: { w: 1, key: keyOf(next) } }, deployment(next, 2)],
  }),
};
