import Ajv from 'ajv';
import { Cluster } from '../../cluster';
import { bestTexts } from './change-text';
import { JSON_PLAN_SCHEMA, renderPlanJson, renderPlanMarkdown, renderPlanTable } from '.';
import { gpu, load, pool, surge, workload } from '../../../test/support/rollout';
import { plan } from '../plan';

const gpus = (count: number) => ({ 'nvidia.com/gpu': count });
const llm = (name: string, count: number, replicas = 1) => workload('Deployment', name, gpus(count), surge(replicas));
const cluster = new Cluster({ pools: [pool('gpu', 1, { extendedResources: { 'nvidia.com/gpu': '6' } })] });
const changed = (prune = false) => plan(
  load(llm('a', 1), llm('b', 1, 2), llm('c', 1)),
  { cluster, from: { model: load(llm('a', 4), llm('b', 1), llm('gone', 1)), name: 'git:main (0123abcde)', prune } },
);

test('the first ten lines of a pull request say old and new requests, what hangs, downtime and what helps', () => {
  const lines = renderPlanMarkdown(changed()).split('\n');
  expect(lines.slice(0, 9).join('\n')).toMatchInlineSnapshot(`
"## Rollout plan

Asked: the change from git:main (0123abcde), everything in one apply. 3 workloads: 3 impossible. No longer among the manifests, and left as they run (--prune deletes them): Deployment/gone.

| Workload | Change | Finishes | Downtime | Best remedy |
| --- | --- | --- | --- | --- |
| Deployment/a | nvidia.com/gpu 4 → 1 | impossible: the workloads that need the nodes of Deployment/a do not all fit: 7 nvidia.com/gpu asked, 6 nvidia.com/gpu left | none: at least 1 pod serves while it hangs | strategy Recreate: finishes, downtime up to 30 s; mends Deployment/b, Deployment/c too |
| Deployment/b | 1 → 2 pods | impossible: a new Deployment/b pod needs 1 nvidia.com/gpu and stays Pending | none: at least 1 pod serves while it hangs | that of Deployment/a mends it too |
| Deployment/c | new, 1 pod | impossible: a new Deployment/c pod needs 1 nvidia.com/gpu and stays Pending | none | that of Deployment/a mends it too |"
`);
  expect(lines[10]).toMatch(/^\| Workload \| Change \| Update \|/);
});

test('of many changes the four worst come first, within ten lines, and the details have all of them', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const many = (count: number) => load(...names.map((name) => llm(name, count)), llm('same', 1));
  const roomy = new Cluster({ pools: [pool('gpu', 9, { extendedResources: { 'nvidia.com/gpu': '8' } })] });
  const from = { model: many(2), name: 'main', prune: false };
  const lines = renderPlanMarkdown(plan(many(1), { cluster: roomy, from })).split('\n');
  expect(lines[2]).toContain('The 4 worst of 6 changes are shown first. 1 workload not changed.');
  const details = lines.findIndex((line) => line.startsWith('| Workload | Change | Update |'));
  expect(details).toBe(11);
  const rest = lines.slice(details).join('\n');
  names.forEach((name) => expect(rest).toContain(`| Deployment/${name} | nvidia.com/gpu 2 → 1 |`));
});

test('the details of a pull request leave out what does not change and is proven', () => {
  const from = { model: load(llm('a', 1), llm('same', 1)), name: 'main', prune: false };
  const budget = { kind: 'PodDisruptionBudget', apiVersion: 'policy/v1', metadata: { name: 'same' }, spec: {
    minAvailable: 1, selector: { matchLabels: { app: 'same' } },
  } };
  const text = renderPlanMarkdown(plan(load(llm('a', 2), llm('same', 1), budget), { cluster, from }));
  expect(text).toContain('1 workload not changed.');
  expect(text.match(/^\| Deployment\/\w+/gm)).toEqual(['| Deployment/a', '| Deployment/a']);
  expect(text).not.toContain('- Deployment/same');
});

test('of two remedies that mend each other the first is shown', () => {
  const on = (name: string, node: string, tag: string) => workload('Deployment', name, {}, surge(1), {
    nodeSelector: { on: node }, containers: [{ name: 'main', image: `main:${tag}`, resources: { requests: gpus(2) } }],
  });
  const nodes = ['x', 'y'].map((node) =>
    pool(node, 1, { extendedResources: { 'nvidia.com/gpu': '2' } }, { labels: { on: node } }));
  const report = plan(load(on('a', 'y', '2'), on('b', 'x', '2')), {
    cluster: new Cluster({ pools: nodes }),
    from: { model: load(on('a', 'x', '1'), on('b', 'y', '1')), name: 'main', prune: false },
  });
  expect([...bestTexts(report)].map(([{ name }, text]) => [name, text])).toEqual([
    ['a', expect.stringMatching(/^strategy Recreate: finishes, .*; mends Deployment\/b too$/)],
    ['b', 'that of Deployment/a mends it too'],
  ]);
  const document = JSON.parse(renderPlanJson(report)) as { workloads: { remedies: { mends: string[] }[] }[] };
  expect(document.workloads.map(({ remedies: [{ mends }] }) => mends)).toEqual([['Deployment/b'], ['Deployment/a']]);
  expect(new Ajv({ strict: false }).validate(JSON_PLAN_SCHEMA, document)).toBe(true);
});

test('says that nothing changes', () => {
  const same = { cluster, from: { model: load(llm('a', 1)), name: 'main', prune: false } };
  expect(renderPlanMarkdown(plan(load(llm('a', 1)), same)).split('\n')[2]).toContain('Nothing changes.');
});

test('the table says what becomes of the pods, and what is deleted', () => {
  const text = renderPlanTable(changed(true));
  expect(text.split('\n').slice(0, 2)).toEqual([
    'asked: the change from git:main (0123abcde), everything in one apply', 'deleted with it: Deployment/gone',
  ]);
  expect(text.match(/^ {2}change .*/gm)).toEqual([
    '  change     nvidia.com/gpu 4 → 1', '  change     1 → 2 pods', '  change     new, 1 pod',
  ]);
});

test('without what runs, the header says that everything is restarted', () => {
  expect(renderPlanTable(plan(load(llm('a', 1)), { cluster })))
    .toMatch(/^asked: a restart of every workload as it is written, by itself and all at once; downtime is that of each by itself\n/);
});

/** The schema with every object closed. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  const entries = typeof schema === 'object' && schema !== null ? Object.entries(schema) : undefined;
  return entries === undefined ? schema : {
    ...Object.fromEntries(entries.map(([key, value]) => [key, closed(value)])),
    ...'properties' in (schema as object) ? { additionalProperties: false } : {},
  };
}

test('JSON holds what its schema describes and nothing else, a few kB for each workload', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(closed(JSON_PLAN_SCHEMA) as object);
  const restart = plan(load(llm('a', 1), workload('Deployment', 'b', gpu, surge(9))), { cluster });
  const ordered = plan(load(llm('a', 1), llm('b', 1)), { cluster, order: true });
  const plans = [changed(), changed(true), restart, ordered];
  for (const json of plans.map((each) => renderPlanJson(each))) {
    validate(JSON.parse(json));
    expect(validate.errors).toBeNull();
    expect(json.length).toBeLessThan(30_000);
  }
});

test('JSON has the order of updates where it was asked for', () => {
  const ordered = plan(load(llm('a', 1), llm('b', 1)), { cluster, order: true });
  const { order } = JSON.parse(renderPlanJson(ordered));
  expect(order).toEqual(JSON.parse(JSON.stringify(ordered.order)));
  expect(order.steps.map(({ name }: { name: string }) => name)).toEqual(['Deployment/a', 'Deployment/b']);
  expect(JSON.parse(renderPlanJson(changed()))).not.toHaveProperty('order');
});

test('an order of nothing says so', () => {
  const same = load(llm('a', 1));
  const from = { model: same, name: 'same', prune: false };
  expect(renderPlanTable(plan(same, { cluster, from, order: true }))).toContain('\n  nothing is updated\n');
});
