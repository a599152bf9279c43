import { Cluster } from '../../cluster';
import { Workload } from '../../manifests';
import { nodesOf } from '../../../test/support/capacity';
import { load } from '../../../test/support/rollout';
import { app } from '../../../test/support/scene';
import { Judgement, PlanAtCluster, Timeline, Verdict } from './words/rollout-plan';
import { judgeSeveral } from './several-templates';

const of = (verdict: Verdict, ...witness: string[]): Judgement => ({ verdict, witness });
const PROVEN = of('proven');
const part = (own: Partial<PlanAtCluster> = {}): PlanAtCluster => ({
  alone: PROVEN, together: PROVEN, fits: PROVEN, drain: { ...PROVEN, evictionBlockedBy: [] }, replicas: 1, ...own,
});

const pod = (name: string, cpu: number) =>
  ({ spec: { containers: [{ name, image: 'c:1', resources: { requests: { cpu } } }] } });

/** Two groups of a leader of two cores and two workers of one. */
const groups = (name: string, maxSurge: number) => ({
  apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', metadata: { name },
  spec: {
    replicas: 2,
    leaderWorkerTemplate: { size: 3, leaderTemplate: pod('leader', 2), workerTemplate: pod('worker', 1) },
    rolloutStrategy: { rollingUpdateConfiguration: { maxSurge, maxUnavailable: maxSurge > 0 ? 0 : 1 } },
  },
});

/** What is said of the first object, whose parts are told; its pods come to so many nodes of so many cores. */
function judged(
  nodes: number, cpu: number, objects: readonly object[], parts: PlanAtCluster[], own?: Partial<Workload>,
) {
  const model = load(...objects);
  const [workload] = model.workloads;
  const cluster = new Cluster({ pools: [nodesOf('n', nodes, cpu)] });
  return judgeSeveral(model, cluster, own ? { ...workload, ...own } : workload, parts);
}

describe('an object whose pods of several templates are replaced each by themselves', () => {
  const several = (...parts: PlanAtCluster[]) => judged(1, 9, [app('a', 1, 1)], parts);

  test('is as well off as the worst of them', () => {
    const drain = { ...of('impossible', 'drain'), evictionBlockedBy: ['x'] };
    const one = part({ alone: of('possible', 'alone'), drain });
    const two = part({ together: of('unknown', 'together'), fits: of('impossible', 'fits'), replicas: 3 });
    expect(several(one, two)).toEqual({
      alone: of('possible', 'alone'), together: of('unknown', 'together'), fits: of('impossible', 'fits'),
      drain, replicas: 4, timeline: undefined,
    });
  });

  test('names a budget that holds several of them once', () => {
    const blocked = (...evictionBlockedBy: string[]) => part({ drain: { ...PROVEN, evictionBlockedBy } });
    expect(several(blocked('x', 'y'), blocked('y', 'z')).drain.evictionBlockedBy).toEqual(['x', 'y', 'z']);
  });

  test('shows the steps of the worst', () => {
    const steps = (resource: string): Timeline => ({ resource, nodes: [], steps: [], blocked: true });
    const two = part({ alone: of('impossible'), timeline: steps('two') });
    expect(several(part({ timeline: steps('one') }), two).timeline).toEqual(steps('two'));
  });
});

describe('a group whose pods are replaced as one', () => {
  const parts = [part({ replicas: 2, alone: of('impossible', 'by themselves') }), part({ replicas: 4 })];
  const gang = (nodes: number, cpu: number, set: object) =>
    judged(nodes, cpu, [set], parts).alone;
  const beside = 'an update needs 3 more pods at once, beside the old ones';

  test('needs room for one more beside the old ones, of all its pods', () => {
    expect(gang(1, 12, groups('g', 1))).toEqual(PROVEN);
    const short = gang(1, 5, groups('g', 1));
    expect(short.verdict).toBe('impossible');
    expect(short.witness[0]).toBe(beside);
    expect(short.witness.length).toBeGreaterThan(1);
  });

  test('needs none where its pods may be missing', () => {
    expect(gang(1, 8, groups('g', 0))).toEqual(PROVEN);
    const short = gang(1, 3, groups('g', 0));
    expect(short.verdict).toBe('impossible');
    expect(short.witness).not.toContainEqual(expect.stringContaining('more pods at once'));
  });

  test('is open where the pods of each template fit, and not all of them', () => {
    const open = 'not every placement was tried for pods of several templates that are replaced together';
    expect(gang(1, 11, groups('g', 1))).toEqual(of('unknown', beside, open));
    expect(gang(1, 7, groups('g', 0))).toEqual(of('unknown', open));
  });

  test('is judged with all others as by itself, but beside another group', () => {
    const [g, h] = [groups('g', 1), groups('h', 0)];
    expect(judged(1, 12, [g], parts)).toMatchObject({ alone: PROVEN, together: PROVEN, replicas: 6 });
    expect(judged(1, 99, [g, app('b', 1, 1)], parts).together).toEqual(PROVEN);
    expect(judged(1, 99, [g, h], parts)).toMatchObject({
      alone: PROVEN,
      together: of(
        'unknown', 'proven alone; the groups of LeaderWorkerSet/h may hold room beside it without being whole'),
    });
    const short = judged(1, 5, [g, h], parts);
    expect(short.together).toBe(short.alone);
    expect(short.alone.verdict).toBe('impossible');
  });

  test('shows no steps', () => {
    const timeline: Timeline = { resource: 'cpu', nodes: [], steps: [], blocked: true };
    const fitting = judged(1, 12, [groups('g', 1)], [part({ timeline }), part({ replicas: 4 })]);
    expect(fitting.timeline).toBeUndefined();
  });

  test('is what its pods are where nobody replaces them', () => {
    const job = (name: string) => ({ name, replicas: 1, template: { spec: { template: {
      spec: { ...pod('c', 1).spec, restartPolicy: 'Never' } } } } });
    const jobs = {
      apiVersion: 'jobset.x-k8s.io/v1alpha2', kind: 'JobSet', metadata: { name: 'j' },
      spec: { replicatedJobs: [job('one'), job('two')] },
    };
    const fits = [part({ alone: of('impossible') }), part({ fits: of('possible', 'fits') })];
    expect(judged(1, 9, [jobs], fits, { isGang: true }).alone).toEqual(of('possible', 'fits'));
  });
});
