import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const asks = (name: string, cpu: number, image = 'main:1') => workload('Deployment', name, { cpu }, { replicas: 1 }, {
  containers: [{ name: 'a', image, resources: { requests: { cpu } } }] });
const range = (cpu: string) => ({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l', namespace: 'default' },
  spec: { limits: [{ type: 'Container', defaultRequest: { cpu } }] } });
const silent = workload('Deployment', 'x', {}, { replicas: 1 }, { containers: [{ name: 'a', image: 'main:1' }] });
const said = (live: object[], ...asked: object[]) =>
  plansOnLive([liveNode('n1'), ...live], ...asked).change.map(({ verdict, witness }) => [verdict, witness[0]]);

test('pods that another default was filled into stand as they were made', () => {
  const [made, limits] = [livePod('x-1', 'Deployment/x', 'n1', 3), range('1')];
  const beside = said([silent, made, limits], silent, asks('y', 2), limits);
  expect(beside).toEqual([
    ['proven', 'its pod template and its number of pods do not change: nothing is updated'],
    ['unknown', expect.stringContaining('has pods that ask for something else than its template would be given now')],
  ]);
  const same = range('3');
  expect(said([silent, made, same], silent, asks('y', 2), same)[1][0]).toBe('impossible');
});

test('pods that were resized in place leave room that is not told', () => {
  const [x, y] = [asks('x', 3), asks('y', 2)];
  expect(said([x, livePod('x-1', 'Deployment/x', 'n1', 1)], x, y).map(([verdict]) => verdict))
    .toEqual(['proven', 'unknown']);
  expect(said([x, livePod('x-1', 'Deployment/x', 'n1', 3)], x, y).map(([verdict]) => verdict))
    .toEqual(['proven', 'impossible']);
  // Also those that are replaced.
  expect(said([x, livePod('x-1', 'Deployment/x', 'n1', 1)], asks('x', 3, 'main:2'))[0][0]).toBe('unknown');
});

test('containers that somebody adds to each pod are not looked at, nor pods that are gone', () => {
  const x = asks('x', 1);
  const pod = livePod('x-1', 'Deployment/x', 'n1', 1);
  const injected = { ...pod, spec: { ...pod.spec, containers: [...pod.spec.containers,
    { name: 'proxy', image: 'p:1', resources: { requests: { cpu: 1 } } }] } };
  const leaving = livePod('x-0', 'Deployment/x', 'n1', 3, { deletionTimestamp: '2026-11-27T10:00:00Z' });
  expect(said([x, injected, leaving], x, asks('y', 2)).map(([verdict]) => verdict)).toEqual(['proven', 'proven']);
});

test('device claims of a template that was made anew hold what they asked for then', () => {
  const asked = (count: number) =>
    ({ devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'gpu', count } }] } });
  const of = (kind: string, name: string, spec: object) =>
    ({ apiVersion: 'resource.k8s.io/v1', kind, metadata: { name, namespace: 'default' }, spec });
  const x = (image: string) => workload('Deployment', 'x', {}, { replicas: 1 }, {
    resourceClaims: [{ name: 'g', resourceClaimTemplateName: 't' }],
    containers: [{ name: 'a', image, resources: { requests: { cpu: 1 }, claims: [{ name: 'g' }] } }] });
  const pod = livePod('x-1', 'Deployment/x', 'n1', 1);
  const claimed = { ...pod, status: { ...pod.status,
    resourceClaimStatuses: [{ name: 'g', resourceClaimName: 'x-1-g' }] } };
  const why = (count: number) => said([x('a:1'), claimed, of('ResourceClaim', 'x-1-g', asked(2)),
    of('ResourceClaimTemplate', 't', { spec: asked(count) })], x('a:2')).join();
  const otherwise = 'has pods that ask for something else than its template would be given now';
  expect(why(1)).toContain(otherwise);
  expect(why(2)).not.toContain(otherwise);
});

test('pods that were made before a default of priorities came may be evicted by those that come after', () => {
  const away = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'd' } } }] } };
  const daemon = (cpu: number) => workload('DaemonSet', 'd', {}, {
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  }, { affinity: away, containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu } } }] });
  const normal = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'normal' },
    value: 500, globalDefault: true };
  const verdict = (priority: number) => {
    const pod = livePod('d-1', 'DaemonSet/d', 'n1', 1);
    return said([daemon(1), { ...pod, spec: { ...pod.spec, priority } }, normal], daemon(0.5))[0][0];
  };
  expect([verdict(500), verdict(0)]).toEqual(['impossible', 'unknown']);
});

test('pods that were made under two defaults are not all removed by a priority between them', () => {
  const level = (name: string, value: number, more: object = {}) =>
    ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more });
  const x = workload('Deployment', 'x', { cpu: 2 }, { replicas: 2 });
  const y = workload('Deployment', 'y', { cpu: 2 }, { replicas: 2 }, { priorityClassName: 'middle' });
  const verdict = (second: number, fallback: number) => {
    const classes = [level('middle', 300), level('fallback', fallback, { globalDefault: true })];
    const made = [0, second].map((priority, index) => {
      const pod = livePod(`x-${index}`, 'Deployment/x', 'n1', 2);
      return { ...pod, spec: { ...pod.spec, priority } };
    });
    return said([...classes, x, ...made], ...classes, y, x)[0][0];
  };
  expect([verdict(0, 0), verdict(0, 500), verdict(500, 0)]).toEqual(['proven', 'unknown', 'unknown']);
});
