import { liveNode, plansOnLive } from '../../test/support/live-plan';
import { workload } from '../../test/support/rollout';

const node = liveNode('n1');
const object = (kind: string, spec: object) =>
  workload(kind, 'web', { cpu: 1 }, kind === 'StatefulSet' ? { serviceName: 'web', ...spec } : spec);
/** The restart of what is written, where the cluster has something else. */
const restart = (kind: string, written: object, live: object) =>
  plansOnLive([node, object(kind, live)], object(kind, written)).restart[0];

describe('what an apply may leave as the cluster has it', () => {
  test.each<[string, string, object, object, string, string]>([
    ['a Deployment that is paused', 'Deployment', {}, { paused: true }, 'possible',
      'the Deployment is paused in the cluster'],
    ['a partition', 'StatefulSet', {}, { updateStrategy: { rollingUpdate: { partition: 2 } } }, 'possible',
      'partition 2 is set in the cluster'],
    ['OnDelete', 'DaemonSet', {}, { updateStrategy: { type: 'OnDelete' } }, 'unknown',
      'updateStrategy of the cluster (type OnDelete)'],
    ['Recreate', 'Deployment', {}, { strategy: { type: 'Recreate' } }, 'unknown',
      'strategy of the cluster (type Recreate)'],
    ['other numbers', 'Deployment', { strategy: { type: 'RollingUpdate' } },
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }, 'unknown', 'maxSurge 0, maxUnavailable 1'],
  ])('%s', (_, kind, written, live, verdict, text) => {
    const plan = restart(kind, written, live);
    expect([plan.verdict, plan.witness.join()]).toEqual([verdict, expect.stringContaining(text)]);
  });

  test.each<[string, string, object, object]>([
    ['paused', 'Deployment', { paused: false }, { paused: true }],
    ['the partition', 'StatefulSet', { updateStrategy: { rollingUpdate: { partition: 0 } } },
      { updateStrategy: { rollingUpdate: { partition: 2 } } }],
    ['the strategy', 'Deployment', { strategy: { type: 'Recreate' } },
      { strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 0 } } }],
    ['nothing, where the cluster has the defaults', 'Deployment', {},
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } }],
  ])('is not kept where it is written: %s', (_, kind, written, live) =>
    expect(restart(kind, written, live).verdict).toBe('proven'));

  test('may let an update finish that hangs by the defaults', () => {
    const full = (written: object) => plansOnLive(
      [node, workload('Deployment', 'web', { cpu: 3 }, { strategy: { type: 'Recreate' } })],
      workload('Deployment', 'web', { cpu: 3 }, written, { hostname: 'a' }),
    );
    const verdicts = (written: object) => {
      const { restart: [one], change: [two] } = full(written);
      return [one.alone, one.together, two.alone, two.together].map((each) => each.verdict);
    };
    expect(verdicts({})).toEqual(Array(4).fill('unknown'));
    expect(verdicts({ strategy: { type: 'RollingUpdate' } })).toEqual(Array(4).fill('impossible'));
  });

  test('is the number of pods, where none is written: it may be either', () => {
    const unwritten = { replicas: undefined, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    expect(restart('Deployment', unwritten, { replicas: 3 })).toMatchObject({ verdict: 'proven', replicas: 3 });
    expect(restart('Deployment', unwritten, { replicas: 4 }).verdict).toBe('possible');
    expect(restart('Deployment', { ...unwritten, replicas: 1 }, { replicas: 4 }).verdict).toBe('proven');
  });

  test('is no number of pods where an autoscaler chooses it', () => {
    const scaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
      spec: { minReplicas: 2, maxReplicas: 3,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } };
    const live = [node, object('Deployment', { replicas: 4 })];
    const [plan] = plansOnLive(live, object('Deployment', { replicas: undefined }), scaler).restart;
    expect([plan.leastReplicas, plan.replicas]).toEqual([2, 3]);
  });

  test('an object that is being deleted gets no verdict', () => {
    const live = { ...object('Deployment', {}), metadata: { name: 'web', deletionTimestamp: '2026-11-26T10:00:00Z' } };
    const [{ verdict, witness }] = plansOnLive([node, live], object('Deployment', {})).restart;
    expect([verdict, witness[0]]).toEqual(['unknown', 'not modelled: Deployment/web is being deleted in the cluster']);
  });
});
