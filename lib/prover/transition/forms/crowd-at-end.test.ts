import { taskOf } from '../../../../test/support/capacity';
import { moverFor } from '../../../../test/support/movers';
import { crowdAtEnd, slotsTakenBy } from './crowd-at-end';

const workload = { waitsFor: undefined, strategy: {}, bounds: () => undefined } as never;
const shape = (...requests: number[]) => taskOf({ requests: Float64Array.from(requests), workload });
const [small, large] = [shape(1, 4), shape(3, 2)];

test('as many pods as are wanted may be anywhere, of the old shape or the new one', () => {
  const crowd = crowdAtEnd(moverFor({ old: small, fresh: large, from: 2, to: 3 }), false, false);
  expect(crowd.pods).toBe(3);
  expect(crowd.shapes).toEqual([small.requests, large.requests]);
});

test('old pods that stay where they stand are none of them', () => {
  const scaled = moverFor({ old: small, fresh: small, from: 2, to: 5, discipline: 'scale' });
  expect([crowdAtEnd(scaled, true, false).pods, crowdAtEnd(scaled, false, false).pods]).toEqual([3, 5]);
});

test('those that wait for a volume beside the others are', () => {
  const bounds = () => ({ maxSurge: 2, maxUnavailable: 0, recreate: false });
  const held = { ...small, workload: { bounds } as never, claims: { ...small.claims, attachment: 'node' as const } };
  expect(crowdAtEnd(moverFor({ old: held, fresh: held, from: 1, to: 1 }), false, false).pods).toBe(3);
});

test('a pod takes as many slots as its largest request, and no more than a node has', () => {
  const crowd = { pods: 2, shapes: [small.requests, large.requests] };
  expect(slotsTakenBy(crowd, shape(1, 1), 9)).toBe(8);
  expect(slotsTakenBy(crowd, shape(1, 1), 3)).toBe(6);
  expect(slotsTakenBy(crowd, shape(2, 0), 9)).toBe(4);
});
