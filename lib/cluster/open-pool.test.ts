import { LabelKnowledge } from './label-knowledge';
import { openPool } from './open-pool';

test('an open pool has one node that does not exist, with what is known of it', () => {
  const known = { pool: 'a', labels: new Map([['x', 'y']]), taints: [], knowledge: LabelKnowledge.COMPLETE };
  const holds = new Map([['cpu', 5]]);
  expect(openPool('why', { ...known, holds })).toEqual({ reason: 'why', holds, node: {
    ...known, name: 'a-1', exists: false, unschedulable: false, free: new Map(), freePods: 0, outside: [] } });
  expect(openPool('why', known).holds).toBeUndefined();
});
