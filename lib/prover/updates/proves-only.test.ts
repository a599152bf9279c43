import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { makeFleet } from '../../../bench/fleets/fleet';
import { INFERENCE, scaled, SERVICES } from '../../../bench/fleets/mix';
import { planRestart } from '../transition';

const verdicts = (mix: typeof INFERENCE, seed: number, provesOnly: boolean) => {
  const { objects, nodes } = makeFleet(scaled(mix, 0.2), seed, 0.7);
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const cluster = Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: nodes }));
  const model = Model.load([{ file: 'fleet.json', text }]);
  const { workloads } = planRestart(model, cluster, { provesOnly: () => provesOnly });
  return workloads.flatMap(({ alone, together }) => [alone.verdict, together.verdict]);
};

describe('where only proofs are asked for', () => {
  const pairs = [1, 2].flatMap((seed) => [INFERENCE, SERVICES].flatMap((mix) => {
    const [all, proofs] = [false, true].map((provesOnly) => verdicts(mix, seed, provesOnly));
    return all.map((verdict, index) => [verdict, proofs[index]]);
  }));
  const of = (verdict: string) => pairs.filter(([all]) => all === verdict).map(([, proof]) => proof);

  test('nothing is proven that is not proven else, and nearly all that is', () => {
    expect(pairs.filter(([all, proof]) => proof === 'proven' && all !== 'proven')).toEqual([]);
    expect(of('proven').filter((proof) => proof !== 'proven').length).toBeLessThan(of('proven').length / 10);
  });

  test('no way is looked for that blocks', () => {
    expect(new Set(of('possible'))).toContain('unknown');
    expect(of('possible').length).toBeGreaterThan(10);
  });
});
