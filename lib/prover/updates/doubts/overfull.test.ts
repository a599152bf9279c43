import { Cluster } from '../../../cluster';
import { deployment, modelOf } from '../../../../test/support/html-report';
import { plan } from '../../plan';
import { isOverfull } from './overfull';

const cluster = Cluster.fromSpec('gpu=2xg5.2xlarge');
const nims = (...replicas: number[]) => modelOf(...replicas.map((each, index) =>
  deployment(`nim-${index}`, 1, { replicas: each, strategy: { type: 'Recreate' } })));
const changed = (from: number[], to: number[]) =>
  plan(nims(...to), { cluster, from: { model: nims(...from), prune: false, name: 'before' }, remedies: false });

describe('all together', () => {
  test('cannot finish where each of two may, and both find no room', () => {
    const both = changed([1, 1], [1, 2]);
    expect(changed([], [1, 2]).workloads.map(({ verdict }) => verdict)).toEqual(['possible', 'possible']);
    expect([both, changed([], [1, 2])].map(isOverfull)).toEqual([true, true]);
  });

  test('fits, or is what did not fit before', () => {
    expect(isOverfull(changed([1], [1, 1]))).toBe(false);
    expect(isOverfull(changed([2, 1], [2, 1]))).toBe(false);
    expect(isOverfull(changed([2, 2], [2, 1]))).toBe(false);
  });

  test('is judged as it is written where nothing says what runs', () => {
    expect([nims(2, 1), nims(1, 1)].map((model) => isOverfull(plan(model, { cluster, remedies: false }))))
      .toEqual([true, false]);
  });
});
