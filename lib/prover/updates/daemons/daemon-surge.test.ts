import {
  agent, app, apartFrom, claim, mounting, only, priority, ranked, Scene, SceneNode,
} from '../../../../test/support/scene';
import { SlotBounds } from '../../placement';
import { judgeSurge, keptApart } from './daemon-surge';
import { SteadyState } from '../steady/steady-state';

const sceneOf = (nodes: readonly SceneNode[], ...objects: object[]) => {
  const { capacity } = new Scene(nodes, ...objects);
  return { capacity, daemon: capacity.daemons.find(({ workload: { name } }) => name === 'd')! };
};

/** Whether the second pod of `d`, of two cores, finds room beside the first. */
const judged = (nodes: readonly SceneNode[], ...objects: object[]) => {
  const { capacity, daemon } = sceneOf(nodes, ...objects);
  return judgeSurge(capacity, new SteadyState(capacity, new SlotBounds(capacity), { steps: 1_000 }), daemon);
};
const D = agent('d', 2, 1);
const said = (node: number, sometimes: string) => [
  `maxSurge 1 runs a second DaemonSet/d pod beside the old one; node n${node}-1 ${sometimes} 2 cpu left for it`,
  'the old pod may not stop before the new one is ready',
];
const PROVEN = { verdict: 'proven', witness: [] };

describe('the second pod of a node', () => {
  test('never fits where two are too large', () => {
    expect(judged([3], D)).toEqual({ verdict: 'impossible', witness: said(0, 'never has') });
    expect(judged([4, 3], D)).toEqual({ verdict: 'impossible', witness: said(1, 'never has') });
    expect(judged([4], D)).toEqual(PROVEN);
  });

  test('fits where others leave it room wherever they stand', () => {
    expect(judged([6], D, app('a', 2, 1))).toEqual(PROVEN);
    // Two of three cores would leave too little, and only one fits beside the first.
    expect(judged([7, 7], D, app('a', 2, 3))).toEqual(PROVEN);
    expect(judged([4, 6], D, app('a', 2, 1, {}, only(1)))).toEqual(PROVEN);
  });

  test('may find none, or never does', () => {
    expect(judged([6, 6], D, app('a', 3, 1))).toEqual({ verdict: 'possible', witness: said(0, 'may have no') });
    expect(judged([6, 6], D, app('a', 6, 1))).toEqual({ verdict: 'impossible', witness: said(0, 'has no') });
  });

  test('has others of lower priority evicted', () => {
    expect(judged([6, 6], priority('high', 1), agent('d', 2, 1, ranked('high')), app('a', 6, 1))).toEqual(PROVEN);
  });

  test('is kept apart from the first', () => {
    expect(judged([9], agent('d', 2, 1, apartFrom('d')))).toEqual({ verdict: 'impossible', witness: [
      'maxSurge 1 and required anti-affinity over kubernetes.io/hostname: old and new pods of DaemonSet/d cannot share a node',
    ] });
  });
});

describe('what keeps old and new pods apart', () => {
  test('is a claim for one pod that both mount', () => {
    const { capacity, daemon } = sceneOf(
      [9, 9], agent('d', 2, 1, mounting('v')), agent('other', 1), ...claim('v', 'zone', 'ReadWriteOncePod'));
    const other = capacity.daemons.find(({ workload: { name } }) => name === 'other')!;
    expect(keptApart(capacity, daemon, daemon.workload)).toEqual({
      verdict: 'impossible', witness: ['maxSurge 1 and claim v, which is for one pod at a time'] });
    expect(keptApart(capacity, { ...daemon, nodes: [] }, daemon.workload)).toBeUndefined();
    expect(keptApart(capacity, daemon, other.workload)).toBeUndefined();
    expect(keptApart(capacity, other, other.workload)).toBeUndefined();
  });

  test('is anti-affinity on a node that has the label', () => {
    const apart = (nodes: readonly SceneNode[], key: 'host' | 'zone') => {
      const { capacity, daemon } = sceneOf(nodes, agent('d', 2, 1, apartFrom('d', key)));
      return keptApart(capacity, daemon, daemon.workload)?.verdict;
    };
    expect([apart([9], 'host'), apart([9], 'zone'), apart([{ cpu: 9, zone: 'x' }], 'zone')])
      .toEqual(['impossible', undefined, 'impossible']);
  });
});
