import { PlanReport } from '../plan';
import { WorkloadPlan } from '../updates';
import { besideTable, changedWorkloads, changeTable, changeText, goneText } from './change-text';

const change = (more: object = {}) => ({ kind: 'updated', replicas: { from: 1, to: 1 }, requests: [], ...more });
const workload = (name: string, more: object = {}): WorkloadPlan => ({
  workload: `Deployment/${name}`, verdict: 'proven', witness: [], downtimeSeconds: { least: 0, most: 0 },
  change: change(), ...more,
}) as unknown as WorkloadPlan;
const plan = (workloads: WorkloadPlan[], more: object = {}): PlanReport =>
  ({
    from: 'main', workloads, remedies: { byWorkload: new Map() }, steadyState: { verdict: 'proven' }, ...more,
  }) as unknown as PlanReport;

test.each<[string, object | undefined, string | undefined]>([
  ['what is not known', undefined, undefined], ['nothing', change({ kind: 'unchanged' }), 'not changed'],
  ['a new workload', change({ kind: 'new', replicas: { from: 0, to: 2 } }), 'new, 2 pods'],
  ['its template alone', change(), 'pods are replaced'],
  ['its pods', change({ kind: 'scaled', replicas: { from: 3, to: 1 } }), '3 → 1 pod'],
  ['CPU and a device', change({
    replicas: { from: 1, to: 2 },
    requests: [{ resource: 'cpu', from: 500, to: 1000 }, { resource: 'nvidia.com/gpu', from: 0, to: 1 }],
  }), 'CPU 0.5 → 1, nvidia.com/gpu 0 → 1, 1 → 2 pods'],
  ['the tag of an image', change({ template: {
    images: [{ container: 'app', from: 'ghcr.io/a/api:1.0', to: 'ghcr.io/a/api:1.1' }], fields: [],
  } }), 'image ghcr.io/a/api:1.0 → 1.1'],
  ['images of two containers, one of another registry and one by digest', change({ template: { images: [
    { container: 'app', from: 'localhost:5000/api', to: 'ghcr.io/a/api:1' },
    { container: 'log', from: 'log:1', to: 'log@sha256:ab' },
  ], fields: [] } }), 'image of app localhost:5000/api → ghcr.io/a/api:1, image of log log:1 → log@sha256:ab'],
  ['other fields', change({ template: { images: [], fields: ['env', 'annotations', 'volumes', 'affinity'] } }),
    'env, annotations, volumes and 1 more changed'],
  ['its requests and limits', change({
    requests: [{ resource: 'cpu', from: 500, to: 1000 }], template: { images: [], fields: ['resources of app'] },
  }), 'CPU 0.5 → 1'],
])('a change of %s in words', (_, given, text) => expect(changeText(workload('a', { change: given }))).toBe(text));

test('changes come worst first, and what does not change is left out', () => {
  const verdicts = ['proven', 'unknown', 'possible', 'impossible'];
  const workloads = verdicts.map((verdict) => workload(verdict, { verdict }));
  const same = workload('same', { change: change({ kind: 'unchanged' }) });
  expect(changedWorkloads(plan([...workloads, same])).map(({ verdict }) => verdict)).toEqual([...verdicts].reverse());
});

test('a verdict has the first reason that says why, unless it is proven', () => {
  const cell = (verdict: string, witness: string[]): string =>
    changeTable(plan([workload('a', { verdict, witness })]))[2].split(' | ')[2];
  expect(cell('possible', ['changed together with b', 'it waits for ever when', 'a pod waits', 'b']))
    .toBe('possible: a pod waits');
  const lead = ['updated together with b, others', 'it blocks when the pods stand like this:'];
  expect(cell('possible', [...lead, 'a pod waits']))
    .toBe('possible: a pod waits');
  expect(cell('possible', ['a pod is changed together with b'])).toBe('possible: a pod is changed together with b');
  expect(cell('possible', ['it waits for ever'])).toBe('possible');
  expect(cell('proven', ['why'])).toBe('proven');
});

test('without a comparison there is no table, and nothing beside it', () => {
  expect(changeTable(plan([workload('a')], { from: undefined }))).toEqual([]);
  expect(besideTable(plan([workload('a')], { from: undefined }))).toEqual([]);
  expect(changeTable(plan([workload('a', { change: change({ kind: 'unchanged' }) })]))).toEqual([]);
  expect(changeTable(plan([workload('a')])).at(-1)).toBe('');
});

test('that all pods together do not fit is told beside the table, and where there is none', () => {
  const more = { steadyState: { verdict: 'impossible' } };
  const said = ['not everything can finish: all pods together do not fit the nodes'];
  const fresh = workload('a', { change: change({ kind: 'new' }), fits: { verdict: 'possible' } });
  expect(besideTable(plan([fresh], more))).toEqual(said);
  expect(besideTable(plan([workload('a', { change: undefined })], { ...more, from: undefined }))).toEqual(said);
});

test('what the table leaves out is told beside it', () => {
  const same = workload('same', { change: change({ kind: 'unchanged' }) });
  const five = ['a', 'b', 'c', 'd', 'e'].map((name) => workload(name));
  expect(besideTable(plan([same]))).toEqual(['nothing changes']);
  expect(besideTable(plan(five.slice(1)))).toEqual([]);
  expect(besideTable(plan([...five, same, same])))
    .toEqual(['the 4 worst of 5 changes are shown first', '2 workloads not changed']);
  const gone = { workloads: ['Deployment/x'], areDeleted: false };
  expect(besideTable(plan(five.slice(1), { gone })))
    .toEqual(['no longer among the manifests, and left as they run (--prune deletes them): Deployment/x']);
  expect(goneText(plan([], { gone: { ...gone, areDeleted: true } }))).toBe('deleted with it: Deployment/x');
  expect([goneText(plan([])), goneText(plan([], { gone: { workloads: [] } }))]).toEqual([undefined, undefined]);
});
