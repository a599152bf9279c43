import { Cluster } from '../../cluster';
import { keyOf } from '../../manifests';
import { load, noSurge, pool, surge, workload } from '../../../test/support/rollout';
import { planTransition } from '.';

type Places = { [name: string]: { [node: string]: number } };

const app = (name: string, count: number, spec: object, tag = '1', cpu = 1) =>
  workload('Deployment', name, {}, spec, {
    containers: [{
      name: 'main', image: `main:${tag}`, resources: { requests: { 'nvidia.com/gpu': count, 'cpu': String(cpu) } },
    }],
  });

const three = () => new Cluster({ pools: [pool('gpu', 3, { extendedResources: { 'nvidia.com/gpu': '2' } })] });

/** Verdicts of the first workload alone, where the pods are said to stand. */
function alone(before: object[], after: object[], stands?: Places) {
  const model = load(...before);
  const places = stands && new Map(model.workloads.map(({ name, manifest }) =>
    [keyOf(manifest), new Map(Object.entries(stands[name] ?? {}))]));
  const [{ alone: { verdict } }] = planTransition(
    load(...after), { model, name: 'snapshot', prune: false, places }, three(),
  ).workloads;
  return verdict;
}

const update = ['1', '2'].map((tag) => [app('web', 2, surge(1), tag), app('small', 1, surge(2))]);

test('whether a surge finds room depends on where the others stand', () => {
  const [before, after] = update;
  expect(alone(before, after)).toBe('possible');
  expect(alone(before, after, { web: { 'gpu-1': 1 }, small: { 'gpu-2': 2 } })).toBe('proven');
  expect(alone(before, after, { web: { 'gpu-1': 1 }, small: { 'gpu-2': 1, 'gpu-3': 1 } })).toBe('impossible');
});

test.each<[string, Places]>([
  ['a pod without place', { web: { 'gpu-1': 1 }, small: { 'gpu-2': 1 } }],
  ['a node that is not there', { web: { 'gpu-1': 1 }, small: { 'gpu-2': 1, 'gone': 1 } }],
  ['more pods on a node than it holds', { web: { 'gpu-1': 1 }, small: { 'gpu-1': 2 } }],
])('places count only where they are known of all pods: %s', (_, stands) => {
  const [before, after] = update;
  expect(alone(before, after, stands)).toBe('possible');
});

test('new pods that ask for more find what old ones leave where they stand', () => {
  const [before, after] = [
    [app('web', 1, noSurge(2)), app('small', 1, surge(2))], [app('web', 2, noSurge(2), '2'), app('small', 1, surge(2))],
  ];
  expect(alone(before, after, { web: { 'gpu-1': 2 }, small: { 'gpu-2': 2 } })).toBe('proven');
  // One new pod goes to the third node; the room of the second is never in one piece.
  expect(alone(before, after, { web: { 'gpu-1': 1, 'gpu-2': 1 }, small: { 'gpu-2': 1, 'gpu-3': 1 } }))
    .not.toBe('proven');
});
