import fc from 'fast-check';
import { Cluster } from '../../../cluster';
import { admit } from '../../admission';
import { Capacity } from '../../placement';
import { load, pool, surge, workload } from '../../../../test/support/rollout';
import { runs } from '../../../../test/support/sample';
import { changesOf } from '../change/change';
import { boundsAtEnd, isSure } from './closed-forms';
import { Mover } from '../release/mover';
import { planTransition } from '../plan-transition';
import { Release } from '../release/release';

interface Asked {
  readonly cpu: number;
  readonly replicas: number;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  cpu: fc.constantFrom(1, 2, 3), replicas: fc.integer({ min: 1, max: 3 }),
});

function releaseOf(changes: readonly (readonly [Asked, Asked])[], nodes: number): Release {
  const made = ({ cpu, replicas }: Asked, index: number, side: number) =>
    workload('Deployment', `w${index}`, { cpu }, surge(replicas), { hostname: `h${side}` });
  const [from, to] = [0, 1].map((side) => load(...changes.map((change, index) => made(change[side], index, side))));
  const cluster = new Cluster({ pools: [pool('cpu', nodes)] });
  const { model } = admit(to);
  const kinds = changesOf({ model: from, name: 'what runs', prune: false }, to);
  return new Release(model, cluster, new Capacity(model, cluster), kinds);
}

test('what is counted once for changes alike is what is counted for each of them', () => {
  const changes = fc.array(fc.tuple(asked, asked), { minLength: 2, maxLength: 6, size: 'max' });
  let differ = 0;
  fc.assert(fc.property(changes, fc.integer({ min: 1, max: 3 }), (pairs, nodes) => {
    const release = releaseOf(pairs, nodes);
    const beside = { movers: new Set(release.movers), sure: new Set<Mover>() };
    const shared = boundsAtEnd(release, beside);
    const once = release.movers.map((mover) => isSure(release, mover, beside, shared));
    const each = release.movers.map((mover) => isSure(release, mover, beside, boundsAtEnd(release, beside)));
    expect(once).toEqual(each);
    differ += new Set(each).size - 1;
  }), { numRuns: runs(300) });
  expect(differ).toBeGreaterThan(5);
});

describe('pods that are told apart by their revision, beside a neighbour that changes its size', () => {
  const hash = { labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['pod-template-hash'] };
  const host = 'kubernetes.io/hostname';
  const apart = {
    affinity: {
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ ...hash, topologyKey: host }] },
    },
  };
  const spread = {
    topologySpreadConstraints: [{ ...hash, maxSkew: 1, topologyKey: host, whenUnsatisfiable: 'DoNotSchedule' }],
  };
  const web = (replicas: number, pod: object) => workload('Deployment', 'web', { cpu: 2 }, surge(replicas), pod);
  const other = (cpu: number) => workload('Deployment', 'other', { cpu }, {
    replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  });
  const judged = (from: object[], to: object[]) => {
    const cluster = new Cluster({ pools: [pool('cpu', 2, { cpu: '4', extendedResources: {} })] });
    const { workloads } = planTransition(load(...to), { model: load(...from), name: 'before', prune: false }, cluster);
    return workloads[0].alone.verdict;
  };

  test('old ones keep no new one of theirs off', () => {
    const [before, after] = [1, 2].map((tag) => web(2, { ...apart, hostname: `h${tag}` }));
    expect(judged([before, other(0)], [after, other(2)])).toBe('proven');
  });

  test('further ones are of the revision of those that stay', () =>
    expect(judged([web(1, spread), other(2)], [web(3, spread), { ...other(2), metadata: { name: 'other' } }]))
      .toBe('proven'));
});
