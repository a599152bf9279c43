/**
 * What the prover decides of realistic fleets, and how long it takes: shares of unknown verdicts, time, memory, growth.
 *
 *   npm run bench:fleet [-- quick]
 */
import { Cluster } from '../lib/cluster';
import { Snapshot } from '../lib/cluster/snapshot';
import { Model } from '../lib/manifests';
import { plan } from '../lib/prover/plan';
import { planRollout, RolloutPlan } from '../lib/prover/updates';
import { makeFleet, makePods } from './fleets/fleet';
import { HOSTILE_INPUTS } from './fleets/hostile';
import { INFERENCE, MIXES, scaled, SERVICES } from './fleets/mix';

const isQuick = process.argv.includes('quick');
const FILLS = isQuick ? [0.5, 0.95] : [0.5, 0.7, 0.85, 0.95];
const SEEDS = isQuick ? [1] : [1, 2, 3];

type Json = { [key: string]: unknown };

function seconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function modelOf(objects: Json[]): Model {
  return Model.load([
    { file: 'fleet.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) },
  ]);
}

function clusterOf(nodes: Json[]): Cluster {
  return Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: nodes }));
}

const memory = () => Math.round(process.resourceUsage().maxRSS / 1024);
const percent = (count: number, all: number) => `${((100 * count) / all).toFixed(1)} %`;

/** Slope of the logarithms: 1 is linear. */
function exponent(points: readonly (readonly [size: number, time: number])[]): string {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)]);
  const mean = (axis: number) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const slope =
    logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
    / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return slope.toFixed(2);
}

function unknowns({ workloads }: RolloutPlan): { alone: number; together: number; drain: number; all: number } {
  const of = (verdict: (each: RolloutPlan['workloads'][number]) => string) =>
    workloads.filter((each) => verdict(each) === 'unknown').length;
  return {
    alone: of(({ alone }) => alone.verdict),
    together: of(({ together }) => together.verdict),
    drain: of(({ drain }) => drain.verdict),
    all: workloads.length,
  };
}

console.log('| mix | filled | workloads | unknown alone | together | drains | verdicts, s | with remedies, s |');
console.log('|---|---|---|---|---|---|---|---|');
for (const mix of MIXES) {
  for (const fill of FILLS) {
    const total = { alone: 0, together: 0, drain: 0, all: 0, time: 0, whole: 0 };
    for (const seed of SEEDS) {
      const { objects, nodes } = makeFleet(mix, seed, fill);
      const [model, cluster] = [modelOf(objects), clusterOf(nodes)];
      total.time += seconds(() => {
        const found = unknowns(planRollout(model, cluster));
        total.alone += found.alone;
        total.together += found.together;
        total.drain += found.drain;
        total.all += found.all;
      });
      total.whole += seconds(() => {
        plan(model, { cluster });
      });
    }
    const { alone, together, drain, all, time, whole } = total;
    const count = SEEDS.length;
    console.log(
      `| ${mix.name} | ${fill * 100} % | ${Math.round(all / count)} | ${percent(alone, all)} | ` +
        `${percent(together, all)} | ${percent(drain, all)} | ${(time / count).toFixed(2)} | ${(whole / count).toFixed(2)} |`,
    );
  }
}

console.log('\n| fleet | workloads: verdicts, s | exponent |\n|---|---|---|');
for (const mix of [INFERENCE, SERVICES]) {
  const points = (isQuick ? [1, 4] : [1, 4, 12]).map((factor): [number, number] => {
    const { objects, nodes } = makeFleet(scaled(mix, factor), 1, 0.8);
    const [model, cluster] = [modelOf(objects), clusterOf(nodes)];
    let workloads = 0;
    const time = seconds(() => {
      workloads = planRollout(model, cluster).workloads.length;
    });
    return [workloads, time];
  });
  console.log(
    `| ${mix.name} | ${points.map(([size, time]) => `${size}: ${time.toFixed(2)}`).join(', ')} | ${exponent(points)} |`,
  );
}
for (const { name, sizes, make } of HOSTILE_INPUTS) {
  const points = sizes.slice(0, isQuick ? 2 : undefined).map((size): [number, number] => {
    const { objects, nodes } = make(size);
    const [model, cluster] = [modelOf(objects), clusterOf(nodes)];
    return [
      size,
      seconds(() => {
        planRollout(model, cluster);
      }),
    ];
  });
  console.log(
    `| ${name} | ${points.map(([size, time]) => `${size}: ${time.toFixed(2)}`).join(', ')} | ${exponent(points)} |`,
  );
}
if (!isQuick) {
  const fleet = makeFleet({ ...scaled(SERVICES, 11.9), replicas: [3, 5, 6] }, 1, 0.8);
  const pods = makePods(fleet, 10_000);
  const snapshot = Buffer.from(JSON.stringify({ kind: 'List', items: [...fleet.nodes, ...pods] }));
  const model = modelOf(fleet.objects);
  let cluster!: Cluster;
  const read = seconds(() => {
    cluster = Snapshot.read('cluster.json', [snapshot]).clusterFor(model);
  });
  const judge = seconds(() => {
    planRollout(model, cluster);
  });
  console.log(
    `\n${model.workloads.length} workloads on ${fleet.nodes.length} nodes, a snapshot of ${pods.length} pods: ` +
      `read ${read.toFixed(2)} s, verdicts ${judge.toFixed(2)} s; peak memory ${memory()} MB`,
  );
}
