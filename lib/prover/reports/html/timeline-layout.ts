import { Timeline, TimelinePod } from '../../updates';

/** What one pod, or several of another workload, hold of a node over some steps. */
export interface Bar {
  /** Row of the node; undefined for a pod that waits for one. */
  readonly row?: number;
  /** Top and height within the row, in parts of the node. */
  readonly top: number;
  readonly height: number;
  /** First step, and the step after the last. */
  readonly from: number;
  readonly to: number;
  readonly state: 'other' | 'old' | 'starting' | 'new' | 'pending';
  /** The other workloads; empty for the pod that is updated. */
  readonly names: readonly string[];
}

export interface NodeRow {
  readonly node: string;
  readonly units: number;
}

/** A stretch of steps with the same number of pods of the workload that serve. */
export interface Serving {
  readonly from: number;
  readonly to: number;
  readonly pods: number;
}

/** A timeline as rectangles, in steps and parts of nodes. */
export interface TimelineLayout {
  readonly rows: NodeRow[];
  /** Nodes that are left out because nothing changes on them. */
  readonly hiddenNodes: number;
  readonly bars: Bar[];
  readonly serving: Serving[];
}

const MOST_ROWS = 8;
/** Other workloads that get their own bar on a node. */
const MOST_OTHERS = 3;

/** Lays out the pods of a timeline; only those of `workload` change from step to step. */
export function layoutTimeline({ nodes, steps }: Timeline, workload: string): TimelineLayout {
  const isOwn = (pod: TimelinePod) => pod.workload === workload;
  const touched = new Set(steps.flatMap(({ pods }) => pods.filter(isOwn).map(({ node }) => node)));
  const changing = nodes.filter(({ node }) => touched.has(node)).length;
  const untouched = nodes.filter(({ node }) => !touched.has(node)).slice(0, Math.max(0, MOST_ROWS - changing));
  const rows = nodes.filter((node) => touched.has(node.node) || untouched.includes(node));
  const bars = rows.flatMap(({ node, units }, row) => {
    const others = otherBars(
      (steps[0]?.pods ?? []).filter((pod) => !isOwn(pod) && pod.node === node),
      units,
      row,
      steps.length,
    );
    const own = steps.map(({ pods }) => pods.filter((pod) => isOwn(pod) && pod.node === node));
    return [...others, ...ownBars(own, others.reduce((sum, { height }) => sum + height, 0), Math.max(units, 1), row)];
  });
  const waiting = steps.map(({ pods }) => pods.filter((pod) => isOwn(pod) && pod.node === undefined));
  const serving = steps.map(({ pods }) => pods.filter((pod) => isOwn(pod) && pod.phase === 'Running').length);
  return {
    rows, hiddenNodes: nodes.length - rows.length, bars: [...bars, ...ownBars(waiting, 0, 1, undefined)],
    serving: runs(serving).map(({ from, to, value }) => ({ from, to, pods: value })),
  };
}

function otherBars(pods: TimelinePod[], units: number, row: number, steps: number): Bar[] {
  const held = new Map<string, { units: number; count: number }>();
  pods.forEach((pod) => {
    const entry = held.get(pod.workload) ?? { units: 0, count: 0 };
    held.set(pod.workload, { units: entry.units + pod.units, count: entry.count + 1 });
  });
  const all = [...held]
    .map(([name, entry]) => ({ names: [entry.count > 1 ? `${name} ×${entry.count}` : name], units: entry.units }))
    .sort((one, two) => two.units - one.units);
  const rest = all.length > MOST_OTHERS + 1 ? all.splice(MOST_OTHERS) : [];
  const together = {
    names: rest.flatMap(({ names }) => names), units: rest.reduce((sum, each) => sum + each.units, 0),
  };
  const shown = rest.length === 0 ? all : [...all, together];
  let top = 0;
  return shown.map(({ names, units: amount }) => {
    const height = amount / Math.max(units, 1);
    top += height;
    return { row, top: top - height, height, from: 0, to: steps, state: 'other', names };
  });
}

/** Gives every pod of the updated workload a slot that it keeps, and joins the steps in which it does not change. */
function ownBars(steps: TimelinePod[][], start: number, units: number, row: number | undefined): Bar[] {
  const slots: (Bar['state'] | undefined)[][] = [];
  let revisions: (TimelinePod['revision'] | undefined)[] = [];
  steps.forEach((pods, step) => {
    const left = [...pods];
    const kept = revisions.map((revision) => {
      const index = left.findIndex((pod) => pod.revision === revision);
      return index < 0 ? undefined : left.splice(index, 1)[0];
    });
    left.forEach((pod) => {
      const free = kept.indexOf(undefined);
      kept[free < 0 ? kept.length : free] = pod;
    });
    revisions = kept.map((pod) => pod?.revision);
    kept.forEach((pod, slot) => {
      slots[slot] ??= steps.map(() => undefined);
      slots[slot][step] = pod && stateOf(pod);
    });
  });
  const height = row === undefined ? 1 : (steps.flat()[0]?.units ?? 0) / units;
  return slots.flatMap((states, slot) => runs(states).flatMap(({ from, to, value }) =>
    (value === undefined ? [] : [{ row, top: start + slot * height, height, from, to, state: value, names: [] }])));
}

function stateOf({ phase, revision }: TimelinePod): Bar['state'] {
  const states = { Pending: 'pending', Starting: 'starting', Running: revision } as const;
  return states[phase];
}

function runs<T>(values: readonly T[]): { from: number; to: number; value: T }[] {
  const joined: { from: number; to: number; value: T }[] = [];
  values.forEach((value, index) => {
    const last = joined.at(-1);
    if (last && last.value === value) {
      last.to = index + 1;
    } else {
      joined.push({ from: index, to: index + 1, value });
    }
  });
  return joined;
}
