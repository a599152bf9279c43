import { liveObjects } from '../../../../test/support/admission';
import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { surge, workload } from '../../../../test/support/rollout';
import { whyHeldElsewhere } from './unready-pods';

const FAILS = { restartCount: 5, ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } };
const STARTS = { restartCount: 0, ready: false, started: false, state: { running: {} } };
const NEVER = { ...STARTS, started: true };
const READY = { restartCount: 3, ready: true, started: true };
const asks = (image: string, pods: number, kind = 'Deployment') =>
  workload(kind, 'web', { cpu: 1 }, kind === 'Deployment' ? surge(pods) : {},
    { containers: [{ name: 'a', image, resources: { requests: { cpu: 1 } } }] });
const pod = (name: string, container: object, more: object = {}, kind = 'Deployment') => {
  const ready = (container as { ready: boolean }).ready ? 'True' : 'False';
  const each = livePod(name, `${kind}/web`, 'n1', 1);
  return { ...each, spec: { ...each.spec, ...more },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }], containerStatuses: [container] } };
};
const verdict = (live: object[], asked: object) => {
  const { verdict: said, witness: [why] } = plansOnLive([liveNode('n1'), ...live], asked).change[0];
  return [said, why];
};

describe('a pod of the template that is asked for', () => {
  test.each<[string, object, string]>([
    ['fails', FAILS, 'unknown'], ['runs and is never ready', NEVER, 'unknown'], ['starts', STARTS, 'proven'],
    ['cannot be started', { ready: false, state: { waiting: { reason: 'ImagePullBackOff' } } }, 'unknown'],
    ['is about to start', { ready: false, state: { waiting: { reason: 'ContainerCreating' } } }, 'proven'],
    ['is ready after some attempts', READY, 'proven'],
  ])('%s', (_, container, expected) => {
    const live = [asks('a:1', 2), pod('web-1', READY), pod('web-2', container)];
    expect(verdict(live, asks('a:1', 2))[0]).toBe(expected);
    expect(verdict(live, asks('a:1', 3))[0]).toBe(expected);
    // Another template may cure it.
    expect(verdict(live, asks('a:2', 2))[0]).toBe('proven');
  });

  test('is named with what its kubelet says', () => {
    expect(verdict([asks('a:1', 1), pod('web-1', FAILS)], asks('a:1', 1))[1]).toBe(
      'pod web-1, of the template that is asked for, is not ready (CrashLoopBackOff), and whether it will be is not known');
  });

  test('is not waited for where it ends by itself, nor where none is wanted', () => {
    const ending = pod('web-1', FAILS, { restartPolicy: 'Never' });
    expect(verdict([asks('a:1', 1), ending], asks('a:1', 1))[0]).toBe('proven');
    expect(verdict([asks('a:1', 1), pod('web-1', FAILS)], asks('a:1', 0))[0]).toBe('proven');
  });

  test('goes first where fewer are wanted', () => {
    const live = [asks('a:1', 3), pod('web-1', READY), pod('web-2', FAILS), pod('web-3', STARTS)];
    expect([2, 1].map((pods) => verdict(live, asks('a:1', pods))[0])).toEqual(['unknown', 'proven']);
    const set = (broken: number) => [workload('StatefulSet', 'web', { cpu: 1 }, { replicas: 2 }),
      ...[0, 1].map((index) => pod(`web-${index}`, index === broken ? FAILS : READY, {}, 'StatefulSet'))];
    expect([0, 1].map((broken) => verdict(set(broken), workload('StatefulSet', 'web', { cpu: 1 }, { replicas: 1 }))[0]))
      .toEqual(['unknown', 'proven']);
  });

  test('tells of those that are yet to be made, also where it goes itself', () => {
    const set = (image: string, replicas: number) => workload('StatefulSet', 'web', { cpu: 1 },
      { replicas, podManagementPolicy: 'Parallel' },
      { containers: [{ name: 'a', image, resources: { requests: { cpu: 1 } } }] }) as { metadata: object };
    const status = { observedGeneration: 1, currentRevision: 'one', updateRevision: 'two' };
    const of = (index: number, revision: string, container: object) => {
      const each = pod(`web-${index}`, container, {}, 'StatefulSet');
      const labels = { 'app': 'web', 'controller-revision-hash': revision };
      return { ...each, metadata: { ...each.metadata, labels } };
    };
    const asked = set('a:2', 2);
    const live = [{ ...asked, metadata: { ...asked.metadata, generation: 1 }, status },
      of(0, 'one', READY), of(1, 'two', FAILS)];
    expect(verdict(live, set('a:2', 1))[0]).toBe('unknown');
    expect(verdict(live, set('a:3', 1))[0]).toBe('proven');
  });

  test('is waited for by a DaemonSet', () => {
    const of = (container: object) => verdict(
      [asks('a:1', 1, 'DaemonSet'), pod('web-1', container, {}, 'DaemonSet')], asks('a:1', 1, 'DaemonSet'));
    expect([of(FAILS)[0], of(READY)[0]]).toEqual(['unknown', 'proven']);
  });
});

describe('of two revisions', () => {
  const hash = (revision: string) => ({ 'pod-template-hash': revision });
  const set = (revision: string) => {
    const { spec } = asks(`a:${revision}`, 1) as { spec: { template: { metadata: { labels: object } } } };
    const labels = { ...spec.template.metadata.labels, ...hash(revision) };
    const template = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
    return { apiVersion: 'apps/v1', spec: { ...spec, template }, kind: 'ReplicaSet', metadata: { name: `web-${revision}`, namespace: 'default',
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }] } };
  };
  const of = (name: string, revision: string, container: object) => {
    const each = pod(name, container);
    const [owner] = each.metadata.ownerReferences;
    return { ...each, metadata: { ...each.metadata, labels: { app: 'web', ...hash(revision) },
      ownerReferences: [{ ...owner, kind: 'ReplicaSet', name: `web-${revision}` }] } };
  };
  const half = (one: object, two: object) =>
    [asks('a:2', 1), set('1'), set('2'), of('web-1-x', '1', one), of('web-2-x', '2', two)];

  test('those of the one that is asked for have to be ready, whichever it is', () => {
    const asked = (live: object[]) => ['1', '2', '3'].map((image) => verdict(live, asks(`a:${image}`, 1))[0]);
    expect(asked(half(READY, FAILS))).toEqual(['proven', 'unknown', 'proven']);
    expect(asked(half(NEVER, STARTS))[0]).toBe('unknown');
  });

  test('both hold their room beside others that grow, alone as well', () => {
    const y = (cpu: number) => workload('Deployment', 'y', { cpu },
      { replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } });
    const node = liveNode('n1', {}, 'True', { cpu: '3' });
    const live = [node, ...half(READY, FAILS), y(1), livePod('y-1', 'Deployment/y', 'n1')];
    const { change: [, grown] } = plansOnLive(live, asks('a:2', 1), y(2));
    expect([grown.verdict, grown.alone.verdict]).toEqual(['unknown', 'unknown']);
  });

  test('of a StatefulSet the controller names the newest', () => {
    const set = (image: string) => ({ ...workload('StatefulSet', 'web', { cpu: 1 },
      { replicas: 2, podManagementPolicy: 'Parallel' },
      { containers: [{ name: 'a', image, resources: { requests: { cpu: 1 } } }] }),
    metadata: { name: 'web', namespace: 'default', generation: 2 } });
    const status = { observedGeneration: 2, updateRevision: 'web-b', currentRevision: 'web-a' };
    const at = (name: string, revision: string, container: object) => {
      const each = pod(name, container, {}, 'StatefulSet');
      const labels = { 'app': 'web', 'controller-revision-hash': revision };
      return { ...each, metadata: { ...each.metadata, labels } };
    };
    const said = (one: object, two: object, image: string) => verdict(
      [{ ...set('a:2'), status }, at('web-0', 'web-a', one), at('web-1', 'web-b', two)], set(image))[0];
    expect([said(READY, FAILS, 'a:2'), said(FAILS, READY, 'a:2')]).toEqual(['unknown', 'proven']);
    // A third template, or the first one.
    expect([said(READY, FAILS, 'a:3'), said(FAILS, READY, 'a:3')]).toEqual(['proven', 'unknown']);
  });
});

describe('a pod that was never started', () => {
  const claim = (mode: string) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
  });
  const [asStarted, asWaiting] = [{ phase: 'Running' }, { phase: 'Pending' }];
  const said = (mode: string, node: string, status: object) => {
    const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }];
    const pod = (name: string, where: string, how: object) => {
      const each = livePod(name, 'Deployment/web', where);
      return { manifest: liveObjects([{ ...each, status: how, spec: { ...each.spec, volumes } }])[0], node: where,
        isLeaving: false };
    };
    return whyHeldElsewhere([pod('web-1', 'n1', asStarted), pod('web-2', node, status)], liveObjects([claim(mode)]));
  };

  test('may wait for a volume that is on the node of another', () => {
    expect(said('ReadWriteOnce', 'n2', asWaiting))
      .toBe('pod web-2 was never started, and another one that mounts its claim stands on another node');
  });

  test('waits for none on that node, nor for one that several nodes have, nor where it was started', () => {
    expect([said('ReadWriteOnce', 'n1', asWaiting), said('ReadWriteMany', 'n2', asWaiting),
      said('ReadWriteOnce', 'n2', asStarted), said('ReadWriteOnce', '', asWaiting)]).toEqual(Array(4).fill(undefined));
  });
});
