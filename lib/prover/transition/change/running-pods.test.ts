import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { noSurge, surge, workload } from '../../../../test/support/rollout';

const asks = (name: string, cpu: number, spec: object, image = 'main:1') =>
  workload('Deployment', name, { cpu }, spec, { containers: [{ name: 'a', image, resources: { requests: { cpu } } }] });
/** A pod without a node waits. */
const pod = (name: string, cpu: number, node = 'n1') => {
  const each = livePod(name, `Deployment/${name.split('-')[0]}`, node, cpu);
  return node === '' ? { ...each, spec: { ...each.spec, nodeName: undefined }, status: { phase: 'Pending' } } : each;
};
const said = (live: object[], ...asked: object[]) =>
  plansOnLive([liveNode('n1'), ...live], ...asked).change.map(({ verdict, change }) => [verdict, change!.kind]);

test('what does not change waits as it did, unless the change makes room for it', () => {
  const [x, y] = [asks('x', 2, noSurge(2)), asks('y', 2, noSurge(1))];
  const live = [x, y, pod('x-1', 2), pod('x-2', 2, ''), pod('y-1', 2)];
  expect(said(live, x, y)).toEqual([['impossible', 'unchanged'], ['proven', 'unchanged']]);
  // Either comes first.
  expect(said(live, x, asks('y', 0.1, noSurge(1)))).toEqual([['possible', 'unchanged'], ['possible', 'updated']]);
  expect(said(live, x, asks('y', 2, noSurge(0)))).toEqual([['proven', 'unchanged'], ['proven', 'scaled']]);
});

test('fewer pods that are wanted still wait where more of them did', () => {
  const live = [asks('x', 2, noSurge(4)), pod('x-1', 2), pod('x-2', 2), pod('x-3', 2, ''), pod('x-4', 2, '')];
  expect(said(live, asks('x', 2, noSurge(3)))).toEqual([['impossible', 'scaled']]);
  expect(said(live, asks('x', 2, noSurge(2)))).toEqual([['proven', 'scaled']]);
});

test('old pods that wait hold no room from new ones', () => {
  const live = [asks('x', 3, surge(2)), pod('x-1', 3), pod('x-2', 3, '')];
  expect(said(live, asks('x', 0.5, surge(2), 'main:2'))).toEqual([['proven', 'updated']]);
  expect(said(live, asks('x', 2, surge(2), 'main:2'))).toEqual([['impossible', 'updated']]);
});

test('what has no place by itself waits for ever, whoever else waits', () => {
  const far = (image: string, more: object) => workload('Deployment', 'x', {}, surge(1), {
    ...more, containers: [{ name: 'a', image, resources: { requests: { cpu: 1 } } }] });
  const live = (more: object) => [far('main:1', more), pod('x-1', 1, ''), asks('y', 4, noSurge(1)), pod('y-1', 4, '')];
  const witness = (more: object, image = 'main:1') => plansOnLive(
    [liveNode('n1'), ...live(more)], far(image, more), asks('y', 4, noSurge(1))).change[0].witness;
  const gone = { nodeSelector: { pool: 'gone' } };
  expect([said(live(gone), far('main:2', gone))[0], said(live(gone), far('main:1', gone))[0]])
    .toEqual([['impossible', 'updated'], ['impossible', 'unchanged']]);
  expect(witness(gone, 'main:2').join()).not.toContain('presumes');
  expect(said(live({}), far('main:2', {}), asks('y', 4, noSurge(1)))[0][0]).not.toBe('impossible');
});

test('a pod of another that waits may take what an update frees', () => {
  const [x, y] = [asks('x', 2, noSurge(2)), asks('y', 2, noSurge(1))];
  const live = [x, y, pod('x-1', 2), pod('x-2', 2), pod('y-1', 2, '')];
  const [updated, waiting] = plansOnLive([liveNode('n1'), ...live], asks('x', 2, noSurge(2), 'main:2'), y).change;
  expect([updated.verdict, waiting.verdict]).not.toContain('proven');
  expect(updated.alone.verdict).not.toBe('proven');
  expect(waiting.witness[0]).toBe('1 of 1 pod has no node yet');
});

test('of pods of a DaemonSet it is decided by the room of their nodes', () => {
  const daemon = workload('DaemonSet', 'd', { cpu: 1 });
  const of = (node: string) => ({ ...pod('d-1', 1, node), metadata: {
    ...livePod('d-1', 'DaemonSet/d', node).metadata } });
  expect(said([daemon, of('')], daemon)).toEqual([['proven', 'unchanged']]);
  const [full, large] = [workload('DaemonSet', 'd', { cpu: 2 }), pod('z-1', 3)];
  expect(said([full, of(''), large], full)).toEqual([['impossible', 'unchanged']]);
  expect(said([daemon, of('n1')], daemon)).toEqual([['proven', 'unchanged']]);
});

test('where no pods of it are shown nothing is said to wait', () => {
  const x = asks('x', 3, noSurge(2));
  expect(said([x, pod('z-1', 1)], x)).toEqual([['proven', 'unchanged']]);
});

describe('a StatefulSet that makes its pods in order', () => {
  const set = (replicas: number) => workload('StatefulSet', 'db', { cpu: 1 }, { replicas });
  const live = (...ready: boolean[]) => [set(3), ...ready.map((isReady, ordinal) => ({
    ...livePod(`db-${ordinal}`, 'StatefulSet/db', 'n1'),
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
  }))];
  test('stops no pod while one before it is not ready', () => {
    const fewer = (wanted: number, ...ready: boolean[]) => said(live(...ready), set(wanted))[0][0];
    expect(fewer(2, true, true, false)).toBe('proven');
    expect(fewer(2, false, true, true)).toBe('unknown');
    expect(fewer(1, true, false, true)).toBe('proven');
    // The last one waits for the first of them that is not ready.
    expect(fewer(1, true, false, false)).toBe('unknown');
  });
});

test('pods of which the API server lets in none are yet to be made, though nothing is asked', () => {
  const quota = {
    apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' },
    spec: { hard: { pods: '0' } },
  };
  const x = asks('x', 1, noSurge(1));
  const verdict = (status: object) =>
    plansOnLive([liveNode('n1'), quota, { ...x, status }], quota, x).change[0].verdict;
  expect([verdict({ observedGeneration: 1 }), verdict({})]).toEqual(['impossible', 'proven']);
});
