import fc from 'fast-check';
import {
  container, liveDeployment, livePod, replicaSet, unschedulable, viewOf, WEB,
} from '../../../test/support/operate';
import { View } from '../view';
import { HEALING_MILLISECONDS, Progress } from './progress';
import { changesBetween, watchAll } from './watch-all';

const RUNNING = container({ running: {} }, { started: false });
const placed = { spec: { nodeName: 'gpu-1' } };
const ready = {
  ...container({ running: {} }, { started: true, ready: true }), conditions: [{ type: 'Ready', status: 'True' }],
};
const look = (status: object, ...objects: object[]) =>
  viewOf(liveDeployment({ status, spec: { progressDeadlineSeconds: 900 } }), replicaSet(1), replicaSet(2), ...objects);

/** What a rolling update shows, look by look. */
const LOOKS: { readonly [name: string]: View } = {
  unseen: look({ observedGeneration: 1 }, livePod(1, ready, placed)),
  applied: look({ updatedReplicas: 0 }, livePod(1, ready, placed)),
  unscheduled: look(
    { availableReplicas: 1, replicas: 2 },
    livePod(1, ready, placed),
    livePod(2, unschedulable('0/1 nodes: 1 Insufficient cpu.')),
  ),
  scheduled: look({ availableReplicas: 1, replicas: 2 }, livePod(1, ready, placed), livePod(2, {}, placed)),
  loading: look({ availableReplicas: 1, replicas: 2 }, livePod(1, ready, placed), livePod(2, RUNNING, placed)),
  ready: look({ replicas: 2 }, livePod(1, ready, placed), livePod(2, ready, placed)),
  done: look({}, livePod(2, ready, placed)),
  crashing: look(
    { availableReplicas: 0 },
    livePod(2, container({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 5 }), placed),
  ),
};

function watched(looks: [name: string, seconds: number][]): Progress[] {
  let [now, progress]: [number, Progress[]] = [0, []];
  return looks.map(([name, seconds]) => {
    now += seconds * 1000;
    progress = watchAll([WEB], progress, LOOKS[name], now);
    return progress[0];
  });
}

test('phases follow what the cluster shows', () => {
  const steps = watched([['applied', 1], ['scheduled', 1], ['loading', 1], ['ready', 1], ['done', 1]]);
  expect(steps.map(({ phase, outcome, waitsFor }) => [phase, outcome, waitsFor])).toEqual([
    ['applied', 'waiting', '1 more new pod to be made'],
    ['scheduled', 'waiting', 'its volumes and its network on gpu-1'],
    ['loading', 'waiting', 'its startup probe on gpu-1'],
    ['ready', 'waiting', 'old pod web-1-a to stop'],
    ['old pod gone', 'done', undefined],
  ]);
});

test('what cannot heal fails at once, and what has to come from outside after a while without change', () => {
  expect(watched([['loading', 1], ['crashing', 1]]).at(-1)!.outcome).toBe('failed');
  const window = HEALING_MILLISECONDS / 1000;
  expect(watched([['unscheduled', 1], ['unscheduled', window - 1], ['unscheduled', 1]]).map(({ outcome }) => outcome))
    .toEqual(['waiting', 'waiting', 'failed']);
  expect(watched([['unscheduled', 1], ['scheduled', window], ['unscheduled', 1]]).at(-1)!.outcome).toBe('waiting');
});

test('takes as long as the progress deadline since the last progress, then it timed out', () => {
  const steps = watched([['scheduled', 1], ['loading', 800], ['loading', 900], ['loading', 1]]);
  expect(steps.map(({ outcome }) => outcome)).toEqual(['waiting', 'waiting', 'waiting', 'timed out']);
});

test('a budget that the construct wrote counts from the beginning', () => {
  const annotations = { 'cdk8s-nim/rollout-timeout-seconds': '1000', 'deployment.kubernetes.io/revision': '2' };
  const view = viewOf(
    liveDeployment({ metadata: { annotations }, status: { availableReplicas: 0 } }),
    replicaSet(2),
    livePod(2, RUNNING, placed),
  );
  const first = watchAll([WEB], [], view, 0);
  expect(watchAll([WEB], first, view, 1_000_000)[0].outcome).toBe('waiting');
  expect(watchAll([WEB], first, view, 1_000_001)[0].outcome).toBe('timed out');
});

test('in any order of looks: a failure stays, time never runs back, and the last look decides what is done', () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(LOOKS)), fc.integer({ min: -5, max: 200 }));
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (looks) => {
    const steps = watched(looks);
    steps.forEach((each, index) => {
      const before = steps[index - 1] as Progress | undefined;
      expect(each.seen).toBeGreaterThanOrEqual(before?.seen ?? each.seen);
      expect(each.phaseBegan).toBeGreaterThanOrEqual(each.began);
      expect(each.seen).toBeGreaterThanOrEqual(each.phaseBegan);
      expect(before?.outcome === 'failed' ? each.outcome : 'failed').toBe('failed');
      if (each.outcome !== 'failed') {
        expect(each.outcome === 'done').toBe(looks[index][0] === 'done');
      }
    });
  }));
});

test('a look that shows nothing new is not told, and a repeated one changes nothing', () => {
  const once = watchAll([WEB], [], LOOKS.loading, 0);
  const twice = watchAll([WEB], once, LOOKS.loading, 1000);
  expect(changesBetween([], once, 0).map(({ event, phase }) => [event, phase])).toEqual([['phase', 'loading']]);
  expect(changesBetween(once, twice, 1000)).toEqual([]);
  expect(changesBetween(twice, watchAll([WEB], twice, LOOKS.done, 2000), 2000)).toMatchObject([{ event: 'done' }]);
});

test('a workload that is not there is left out, and one that vanishes stays as it was', () => {
  expect(watchAll([WEB], [], viewOf(), 0)).toEqual([]);
  const known = watchAll([WEB], [], LOOKS.loading, 0);
  expect(watchAll([WEB], known, viewOf(), 1000)).toEqual(known);
});

describe('kinds without a progress deadline', () => {
  const object = (kind: string, spec: object, status: object) => ({
    apiVersion: 'apps/v1', kind, metadata: { name: 'db', namespace: 'a', generation: 1 }, spec,
    status: { observedGeneration: 1, ...status },
  });
  const outcomes = (kind: string, seconds: number[], ...objects: object[]) => {
    const view = viewOf(...objects);
    let progress: Progress[] = [];
    return seconds.map((second) => {
      progress = watchAll([{ kind, namespace: 'a', name: 'db' }], progress, view, second * 1000);
      return progress[0].outcome;
    });
  };

  test('a Job that has failed is not waited for', () => {
    const status = { conditions: [{ type: 'Failed', status: 'True', message: 'Job has reached the backoff limit' }] };
    expect(outcomes('Job', [1], object('Job', {}, status))).toEqual(['failed']);
  });

  test('a StatefulSet may take what its startup probe allows once its containers run, and before what it likes', () => {
    const containers = [{
      name: 'main', image: 'a:1',
      startupProbe: { httpGet: { path: '/', port: 1 }, periodSeconds: 10, failureThreshold: 6 },
    }];
    const set = object('StatefulSet', { replicas: 1, template: { spec: { containers } } }, { updateRevision: 'r' });
    const pod = (status: object) => ({
      apiVersion: 'v1', kind: 'Pod',
      metadata: {
        name: 'db-0', namespace: 'a', labels: { 'controller-revision-hash': 'r' },
        ownerReferences: [{ kind: 'StatefulSet', name: 'db', controller: true }],
      },
      spec: { nodeName: 'gpu-1', containers }, status,
    });
    expect(outcomes('StatefulSet', [1, 9999], set, pod({}))).toEqual(['waiting', 'waiting']);
    expect(outcomes('StatefulSet', [1, 50, 9999], set, pod(RUNNING))).toEqual(['waiting', 'waiting', 'timed out']);
  });
});
