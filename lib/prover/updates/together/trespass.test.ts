import { load } from '../../../../test/support/rollout';
import { agent, app, apartFrom, only, priority, ranked, spread } from '../../../../test/support/scene';
import { Cluster, NodePool } from '../../../cluster';
import { planRollout } from '../plan-rollout';

/** `alone together` of each workload where everything is restarted. */
function restarted(cpus: number[], ...objects: object[]): { [name: string]: string } {
  const pools = cpus.map((cpu, index) => new NodePool({
    name: `n${index}`, nodes: 1, labels: { place: `n${index}` }, allocatable: { cpu: `${cpu}`, memory: '32Gi', pods: 50 },
  }));
  const { workloads } = planRollout(load(...objects), new Cluster({ pools }));
  return Object.fromEntries(workloads.map(({ name, alone, together }) => [name, `${alone.verdict} ${together.verdict}`]));
}
const port = { containers: [
  { name: 'main', ports: [{ containerPort: 80, hostPort: 80 }], resources: { requests: { cpu: '1' } } },
] };

test('pods that a DaemonSet keeps off its nodes may come there while its own are replaced', () => {
  expect(restarted([4, 4], agent('d', 1, 0, only(0)), app('a', 1, 1, {}, apartFrom('d'))))
    .toEqual({ d: 'proven possible', a: 'proven proven' });
  expect(restarted([4, 4], agent('d', 1, 0, { ...only(0), ...port }), app('a', 1, 1, {}, port)))
    .toEqual({ d: 'proven possible', a: 'proven proven' });
  const apart = { nodeSelector: { place: 'n0' }, ...apartFrom('a') };
  expect(restarted([4, 4], agent('d', 1, 0, apart), app('a', 1, 1)).d).toBe('proven possible');
});

test('nor do they where they find no room there, or would be evicted, or its new pods come first', () => {
  expect(restarted([1.5, 4], agent('d', 1, 0, only(0)), app('a', 1, 2, {}, apartFrom('d'))).d).toBe('proven proven');
  expect(restarted([4, 4], agent('d', 1, 0, { ...only(0), ...ranked('high') }), priority('high', 1),
    app('a', 1, 1, {}, apartFrom('d'))).d).toBe('proven proven');
  expect(restarted([4, 4], agent('d', 1, 1, only(0)), app('a', 1, 1, {}, apartFrom('d'))).d).toBe('proven proven');
});

test('where two DaemonSets keep them off, both have to be away', () => {
  const terms = ['d', 'e'].map((name) =>
    ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } }));
  const twice = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } };
  const both = (surge: number) =>
    restarted([4, 4], agent('d', 1, 0, only(0)), agent('e', 1, surge, only(0)), app('a', 1, 1, {}, twice));
  expect(both(0)).toEqual({ d: 'proven unknown', e: 'proven unknown', a: 'proven proven' });
  expect(both(1)).toEqual({ d: 'proven proven', e: 'proven proven', a: 'proven proven' });
});

test('whether they come is not decided where spread has a say', () => {
  const pod = { ...apartFrom('d'), ...spread('a') };
  expect(restarted([4, 4, 4], agent('d', 1, 0, only(0)), app('a', 1, 1, {}, pod)).d).toBe('proven unknown');
});

test('they take room there that others come back to, as long as there is not enough for all', () => {
  const third = (cpu: number, large: number) => restarted([4, 4], agent('d', 0.5, 0, only(0)),
    app('a', 1, 2, {}, apartFrom('d')), app('b', 1, cpu, {}, only(0)), agent('e', large, 0, only(0)));
  expect([third(3, 0.5).b, third(3, 0.5).e]).toEqual(['proven unknown', 'proven unknown']);
  expect([third(1, 0.5).b, third(1, 0.5).e]).toEqual(['proven proven', 'proven proven']);
});

test('a surge that finds no second node may find that of the DaemonSet', () => {
  const pods = (cpu: number) => restarted([4, 4], agent('d', 1, 0, { ...only(0), ...port }),
    app('a', 1, cpu, { surge: 1 }, port), app('far', 1, 9, {}, only(0)));
  expect(pods(1)).toMatchObject({ a: 'impossible unknown', far: 'impossible impossible' });
});
