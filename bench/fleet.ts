/**
 * What the prover decides of realistic fleets, and how long it takes: shares of unknown verdicts, time, memory, growth.
 *
 *   npm run bench:fleet [-- quick] [-- change]
 *
 * `quick` takes fewer sizes and seeds, `change` only the changes of a platform.
 */
import { Cluster } from '../lib/cluster';
import { Snapshot } from '../lib/cluster/snapshot';
import { Model } from '../lib/manifests';
import { plan } from '../lib/prover/plan';
import { planRestart } from '../lib/prover/transition';
import { RolloutPlan } from '../lib/prover/updates';
import { makeFleet } from './fleets/fleet';
import { HOSTILE_INPUTS } from './fleets/hostile';
import { INFERENCE, MIXES, PLATFORM, scaled, SERVICES } from './fleets/mix';
import { makeRelease } from './fleets/release';

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

function timesOf(points: readonly (readonly [size: number, time: number])[]): string {
  return points.map(([size, time]) => `${size}: ${time.toFixed(2)}`).join(', ');
}

function unknowns({ workloads }: RolloutPlan) {
  const of = (verdict: (each: RolloutPlan['workloads'][number]) => string) =>
    workloads.filter((each) => verdict(each) === 'unknown').length;
  return {
    alone: of(({ alone }) => alone.verdict),
    together: of(({ together }) => together.verdict),
    worse: of(({ verdict }) => verdict),
    drain: of(({ drain }) => drain.verdict),
    all: workloads.length,
  };
}

function fleets(): void {
  console.log('| mix | filled | workloads | unknown alone | together | the worse | drains | verdicts, s | with remedies, s |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const mix of MIXES) {
    for (const fill of FILLS) {
      const total = { alone: 0, together: 0, worse: 0, drain: 0, all: 0, time: 0, whole: 0 };
      for (const seed of SEEDS) {
        const { objects, nodes } = makeFleet(mix, seed, fill);
        const [model, cluster] = [modelOf(objects), clusterOf(nodes)];
        total.time += seconds(() => {
          const found = unknowns(planRestart(model, cluster));
          total.alone += found.alone;
          total.together += found.together;
          total.worse += found.worse;
          total.drain += found.drain;
          total.all += found.all;
        });
        total.whole += seconds(() => {
          plan(model, { cluster });
        });
      }
      const { alone, together, worse, drain, all, time, whole } = total;
      const count = SEEDS.length;
      console.log(
        `| ${mix.name} | ${fill * 100} % | ${Math.round(all / count)} | ${percent(alone, all)} | ` +
          `${percent(together, all)} | ${percent(worse, all)} | ${percent(drain, all)} | ${(time / count).toFixed(2)} | ${(whole / count).toFixed(2)} |`,
      );
    }
  }
}

function growth(): void {
  console.log('\n| fleet | workloads: verdicts, s | exponent |\n|---|---|---|');
  for (const mix of [INFERENCE, SERVICES]) {
    const points = (isQuick ? [1, 4] : [1, 4, 12]).map((factor): [number, number] => {
      const { objects, nodes } = makeFleet(scaled(mix, factor), 1, 0.8);
      const [model, cluster] = [modelOf(objects), clusterOf(nodes)];
      let workloads = 0;
      const time = seconds(() => {
        workloads = planRestart(model, cluster).workloads.length;
      });
      return [workloads, time];
    });
    console.log(`| ${mix.name} | ${timesOf(points)} | ${exponent(points)} |`);
  }
  for (const { name, sizes, make } of HOSTILE_INPUTS) {
    const points = sizes.slice(0, isQuick ? 2 : undefined).map((size): [number, number] => {
      const { objects, nodes } = make(size);
      const [model, cluster] = [modelOf(objects), clusterOf(nodes)];
      return [
        size,
        seconds(() => {
          planRestart(model, cluster);
        }),
      ];
    });
    console.log(`| ${name} | ${timesOf(points)} | ${exponent(points)} |`);
  }
}

function changes(): void {
  console.log('\n| change of a fifth of a platform | read, s | plan with remedies, s |\n|---|---|---|');
  const points = (isQuick ? [0.05, 0.1] : [0.1, 0.2, 0.4, 0.8]).map((factor): [number, number] => {
    const release = makeRelease(scaled(PLATFORM, factor), 1, 0.8, 0.2);
    const text = Buffer.from(JSON.stringify({ kind: 'List', items: release.snapshot }));
    const model = modelOf(release.manifests);
    let snapshot!: Snapshot;
    const read = seconds(() => {
      snapshot = Snapshot.read('cluster.json', [text]);
    });
    const before = {
      model: new Model(snapshot.objects), name: 'cluster.json', prune: false, isLive: true,
      places: snapshot.placesOf(snapshot.objects),
    };
    const cluster = snapshot.clusterFor(model, snapshot.objects);
    const whole = seconds(() => {
      plan(model, { cluster, from: before });
    });
    const size = `${release.workloads} workloads, ${release.nodes} nodes, ${release.pods} pods`;
    console.log(`| ${size} | ${read.toFixed(2)} | ${whole.toFixed(2)} |`);
    return [release.workloads, whole];
  });
  console.log(`\nexponent ${exponent(points)}; peak memory ${memory()} MB`);
}

if (!process.argv.includes('change')) {
  fleets();
  growth();
}
changes();
