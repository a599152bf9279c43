import { Cluster } from '../../../cluster';
import { keyOf } from '../../../manifests';
import { load, pool, surge, workload } from '../../../../test/support/rollout';
import { admit } from '../../admission';
import { Capacity } from '../../placement';
import { changesOf } from '../change/change';
import { ChangeJudge } from '../change-judge';
import { Release } from '../release/release';

const app = (name: string, cpu: number, tag = '1') => workload('Deployment', name, {}, surge(1), {
  containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: { cpu: String(cpu) } } }],
});
const cores = (name: string, cpu: string) => pool(name, 1, { cpu, extendedResources: {} });

/**
 * `large` and `other` stand on a node of six cores, `still` on one of two. That `large` shrinks is proven only by where
 * `still` stands, and that `other` is updated only because `large` has shrunk where nothing moves any more.
 */
function togetherOf(largeBecomes: number) {
  const model = load(app('other', 2), app('large', 3), app('still', 2));
  const stands: { [name: string]: string } = { other: 'six-1', large: 'six-1', still: 'two-1' };
  const places = new Map(model.workloads.map(({ name, manifest }) => [keyOf(manifest), new Map([[stands[name], 1]])]));
  const after = load(app('other', 2, '2'), app('large', largeBecomes, '2'), app('still', 2));
  const cluster = new Cluster({ pools: [cores('six', '6'), cores('two', '2')] });
  const changes = changesOf({ model, name: 'snapshot', prune: false, places }, after);
  const release = new Release(admit(after).model, cluster, new Capacity(after, cluster), changes, places);
  const judge = new ChangeJudge(release);
  return release.movers.map((mover) => judge.whereItStands(mover, true)?.verdict);
}

test('what is proven by where pods stand leaves its old room to the others', () => {
  expect(togetherOf(1)).toEqual(['proven', 'proven']);
});

test('what is not proven may keep it', () => expect(togetherOf(2)).not.toContain('proven'));
