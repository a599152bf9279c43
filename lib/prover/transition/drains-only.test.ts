import fc from 'fast-check';
import { Cluster } from '../../cluster';
import { planRollout } from '../updates';
import { runs } from '../../../test/support/sample';
import { load, pool, surge, workload } from '../../../test/support/rollout';
import { planTransition } from './plan-transition';

const sizes = fc.record({ cpu: fc.constantFrom(1, 2, 3), replicas: fc.integer({ min: 1, max: 3 }) });
const deployment = ({ cpu, replicas }: { cpu: number; replicas: number }, index: number) =>
  workload('Deployment', `w${index}`, { cpu }, surge(replicas));

test('drains that are judged by themselves are judged as beside updates', () => {
  const pairs = fc.array(fc.tuple(sizes, sizes), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(pairs, fc.integer({ min: 1, max: 3 }), (changes, nodes) => {
    const [from, to] = [0, 1].map((side) => load(...changes.map((change, index) => deployment(change[side], index))));
    const cluster = new Cluster({ pools: [pool('cpu', nodes)] });
    const before = { model: from, name: 'what runs', prune: false };
    const drainsOf = (isSo: boolean) => [
      planRollout(to, cluster, { drainsOnly: () => isSo }),
      planTransition(to, before, cluster, { drainsOnly: () => isSo }),
    ].map(({ workloads }) => workloads.map(({ drain, fits }) => [drain, fits]));
    expect(drainsOf(true)).toEqual(drainsOf(false));
  }), { numRuns: runs(200) });
});
