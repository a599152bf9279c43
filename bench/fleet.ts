/**
 * What the prover decides of realistic fleets, and how long it takes: shares of unknown verdicts, time, memory, growth.
 *
 *   npm run bench:fleet [-- quick] [-- change]
 *
 * `quick` takes fewer sizes and seeds, `change` only the changes of a platform, which run the command line.
 */
import { Cluster } from '../lib/cluster';
import { Model } from '../lib/manifests';
import { plan } from '../lib/prover/plan';
import { planRestart } from '../lib/prover/transition';
import { RolloutPlan } from '../lib/prover/updates';
import { changes } from './change';
import { makeFleet } from './fleets/fleet';
import { HOSTILE_INPUTS } from './fleets/hostile';
import { INFERENCE, MIXES, scaled, SERVICES } from './fleets/mix';
import { exponent } from './measure';

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

const percent = (count: number, all: number) => `${((100 * count) / all).toFixed(1)} %`;

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
    console.log(`| ${mix.name} | ${timesOf(points)} | ${exponent(points).toFixed(2)} |`);
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
    console.log(`| ${name} | ${timesOf(points)} | ${exponent(points).toFixed(2)} |`);
  }
}

if (!process.argv.includes('change')) {
  fleets();
  growth();
}
changes(isQuick);
