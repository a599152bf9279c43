import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const HELD = { finalizers: ['example.com/hold'] };
const asks = (kind: string, image: string, spec: object, metadata: object = {}) => {
  const containers = [{ name: 'a', image, resources: { requests: { cpu: 1 } } }];
  const each = workload(kind, 'web', { cpu: 1 }, spec, { containers }) as { spec: { template: { metadata: object } } };
  const template = { ...each.spec.template, metadata: { ...each.spec.template.metadata, ...metadata } };
  return { ...each, spec: { ...each.spec, template } };
};
const pod = (name: string, kind: string, metadata: object = {}, ready = 'True') => ({
  ...livePod(name, `${kind}/web`, 'n1', 1, metadata),
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
});
const verdict = (live: object[], asked: object, node = liveNode('n1')) => {
  const { verdict: said, witness: [why] } = plansOnLive([node, ...live], asked).change[0];
  return [said, why];
};

describe('finalizers of pods', () => {
  const pods = (kind: string, metadata: object) => [pod('web-0', kind), pod('web-1', kind, metadata)];

  test('may keep the name of a pod that a StatefulSet has to make again', () => {
    const before = asks('StatefulSet', 'a:1', { replicas: 2 });
    const live = [before, ...pods('StatefulSet', HELD)];
    expect(verdict(live, asks('StatefulSet', 'a:2', { replicas: 2 }))).toEqual([
      'unknown',
      'pod web-1 has the finalizer example.com/hold: whether somebody takes it away when they are deleted is not known',
    ]);
    expect(verdict(live, before)[0]).toBe('proven');
    const leaving = { ...HELD, deletionTimestamp: '2026-11-26T10:00:00Z' };
    expect(verdict([before, ...pods('StatefulSet', leaving)], before)[0]).toBe('unknown');
  });

  test('are told where the template has them', () => {
    const said = (kind: string) => verdict(
      [asks(kind, 'a:1', { replicas: 2 }, HELD), ...pods(kind, {})], asks(kind, 'a:2', { replicas: 2 }, HELD))[0];
    expect(['StatefulSet', 'Deployment'].map(said)).toEqual(['unknown', 'proven']);
  });
});

test('an old pod of a DaemonSet that is not ready makes room for its successor', () => {
  const surge = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const said = (ready: string) => verdict([asks('DaemonSet', 'a:1', surge), pod('web-1', 'DaemonSet', {}, ready)],
    asks('DaemonSet', 'a:2', surge), liveNode('n1', {}, 'True', { cpu: '1' }));
  expect(said('True')[0]).toBe('impossible');
  expect(said('False')).toEqual(['unknown', 'pod web-1 is not ready, and goes as soon as its successor is made']);
});

describe('a volume that one node holds at a time', () => {
  const claim = (accessMode: string) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: [accessMode], resources: { requests: { storage: '1Gi' } } },
  });
  const web = (image: string) => workload('Deployment', 'web', {}, {
    replicas: 1, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  }, {
    volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }],
    containers: [{ name: 'a', image, resources: { requests: { cpu: 1 } } }],
  });
  const small = liveNode('n1', {}, 'True', { cpu: '1' });
  const mounting = (each: { spec: object }, status: object) =>
    ({ ...each, status, spec: { ...each.spec, volumes: [{ persistentVolumeClaim: { claimName: 'data' } }] } });
  const said = (status: object, mode = 'ReadWriteOnce', ...others: object[]) => verdict(
    [web('a:1'), claim(mode), mounting(pod('web-1', 'Deployment'), status), ...others], web('a:2'), small);

  test('is on the node of a pod that was started, and anywhere where none was', () => {
    const running = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] };
    const waits = { phase: 'Pending', containerStatuses: [{ state: { waiting: { reason: 'ContainerCreating' } } }] };
    const again = { phase: 'Pending', containerStatuses: [{ restartCount: 1 }] };
    expect([said(running)[0], said(again)[0]]).toEqual(['impossible', 'impossible']);
    expect(said(waits)).toEqual([
      'unknown', 'pod web-1 was never started: which node holds the volume of claim data is not known']);
    expect(said(waits, 'ReadWriteMany')[0]).toBe('impossible');
  });

  test('keeps a pod that nobody replaces waiting where another one stands elsewhere', () => {
    const of = (name: string, node: string, phase: string) => {
      const each = mounting(livePod(name, 'Deployment/web', node), {
        phase, conditions: [{ type: 'Ready', status: phase === 'Running' ? 'True' : 'False' }],
      });
      return { ...each, metadata: livePod(name, 'Deployment/web', node).metadata };
    };
    const both = { ...web('a:1'), spec: { ...(web('a:1') as { spec: object }).spec, replicas: 2 } };
    const unchanged = (node: string, mode = 'ReadWriteOnce') => plansOnLive(
      [liveNode('n1'), liveNode('n2'), both, claim(mode), of('web-1', 'n1', 'Running'), of('web-2', node, 'Pending')],
      both,
    ).change[0];
    expect(unchanged('n2')).toMatchObject({ verdict: 'unknown', witness: [
      'pod web-2 was never started, and another one that mounts its claim stands on another node'] });
    expect([unchanged('n1'), unchanged('n2', 'ReadWriteMany')].map(({ verdict: each }) => each))
      .toEqual(['proven', 'proven']);
  });

  test('is anywhere as well where a pod of another workload was not', () => {
    const task = (nodeName?: string) => mounting({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'task', namespace: 'default' },
      spec: { nodeName, containers: [{ name: 'a', image: 'a' }] },
    } as { spec: object }, { phase: 'Pending' });
    const runs = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
    const own = mounting(pod('web-1', 'Deployment'), runs);
    const beside = (other: object) => plansOnLive(
      [small, web('a:1'), claim('ReadWriteOnce'), own, other], web('a:2'), task()).change[0].witness[0];
    expect(beside(task('n1')))
      .toBe('pod task was never started: which node holds the volume of claim data is not known');
    expect(beside(task())).not.toContain('never started');
  });
});
