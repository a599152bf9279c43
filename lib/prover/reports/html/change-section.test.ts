import { changeReport, orderReport, tagsOf } from '../../../../test/support/html-report';
import { Cluster } from '../../../cluster';
import { load, pool, surge, workload } from '../../../../test/support/rollout';

const llm = (name: string, gpus: number, replicas = 1) =>
  workload('Deployment', name, { 'nvidia.com/gpu': gpus }, surge(replicas));
const nodes = (count: number) =>
  pool('gpu', count, { extendedResources: { 'nvidia.com/gpu': '6' } }, { costPerHour: 2.5 });
const [old, asked] = [load(llm('a', 5), llm('b', 1)), load(llm('a', 1), llm('b', 1, 3))];
const blocked = () => changeReport(old, asked, nodes(1), true);

/** The text of the section with this heading. */
function section(report: string, id: string): string {
  const [, text = ''] = new RegExp(`<section aria-labelledby="${id}">([^]*?)</section>`).exec(report) ?? [];
  return text.replaceAll('\u00a0', ' ');
}

/** The pictures of a section: the title, and of each node and of what waits the pods at each step. */
function picturesOf(report: string): { title: string; rows: Record<string, string[]> }[] {
  const text = (part: string) => part.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
  return section(report, 'change').split('<div class="joint"').slice(1).map((part) => ({
    title: text(/<h3>([^]*?)<\/h3>/.exec(part)![1]),
    rows: Object.fromEntries(part.split('</table>')[0].split('<tr>').slice(2).map((row) => {
      const [head, ...cells] = row.split('<td>');
      return [text(head), cells.map(text)];
    })),
  }));
}

test('the joint timeline is drawn as it hangs, and beside it as it finishes with the remedies', () => {
  expect(picturesOf(blocked())).toEqual([
    {
      title: 'As written',
      rows: {
        'gpu-1 6 gpu': ['b old (1) a old (5)', 'b old (1) a old (5)'],
        'waits': ['', 'a pending (1) b pending (1) b pending (1)'],
      },
    },
    {
      title: 'With strategy Recreate (Deployment/a)',
      rows: {
        'gpu-1 6 gpu': [
          'b old (1) a old (5)', 'b old (1)', 'a new (1) b old (1)', 'a new (1) b old (1) b new (1)',
          'a new (1) b old (1) b new (1) b new (1)',
        ],
      },
    },
  ]);
});

test('an update that finishes while nobody serves is drawn with the nodes that would let it serve', () => {
  const llmOf = (grace: number) => load(workload('Deployment', 'llm', { 'nvidia.com/gpu': 6 },
    { replicas: 1, strategy: { type: 'Recreate' } }, { terminationGracePeriodSeconds: grace }));
  const [asWritten, cure] = picturesOf(changeReport(llmOf(10), llmOf(20), nodes(1), false));
  expect(asWritten.rows).toEqual({ 'gpu-1 6 gpu': ['llm old (6)', '', 'llm new (6)'] });
  expect(cure).toEqual({
    title: 'With a rolling update with maxSurge 1 and maxUnavailable 0, and 1 more node in pool gpu (Deployment/llm)',
    rows: {
      'gpu-1 6 gpu': ['llm old (6)', 'llm old (6)', ''],
      'gpu-2 6 gpu, spare': ['', 'llm new (6)', 'llm new (6)'],
    },
  });
});

test('what hangs only together is drawn by what it waits for, and beside it applied by itself', () => {
  const release = (grace: number) => load(
    workload('Deployment', 'llm', { 'cpu': 6, 'nvidia.com/gpu': 1 },
      { replicas: 1, strategy: { type: 'Recreate' } }, { terminationGracePeriodSeconds: grace }),
    workload('Deployment', 'web', { cpu: 5 }, surge(1), { terminationGracePeriodSeconds: grace }),
  );
  const report = changeReport(release(10), release(20), new Cluster({
    pools: [pool('gpu', 1), pool('cpu', 1, { cpu: '10', extendedResources: {} })],
  }), false);
  const [asWritten, cure] = picturesOf(report);
  expect(Object.values(asWritten.rows).map((cells) => cells.at(-1))).toEqual(['web new (5)', '', 'llm pending (6)']);
  expect(asWritten.rows['gpu-1 8 cpu'][0]).toBe('llm old (6)');
  expect(cure.title).toBe('With only Deployment/llm applied');
  expect(cure.rows['gpu-1 1 gpu']).toEqual(['llm old (1)', '', 'llm new (1)']);
});

test('the cure is drawn alone where no room is what is missing', () => {
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { pods: '1' } } };
  const web = (grace: number) =>
    load(workload('Deployment', 'web', { cpu: 1 }, surge(1), { terminationGracePeriodSeconds: grace }), quota);
  const report = changeReport(web(10), web(20), nodes(2), false);
  expect(picturesOf(report).map(({ title }) => title)).toEqual([
    'With pods 2 in place of 1 in ResourceQuota team, for 2 pods of Deployment/web at once (Deployment/web)',
  ]);
  expect(section(report, 'change')).toContain('As written it is not drawn');
  expect(section(blocked(), 'change')).not.toContain('As written it is not drawn');
});

test('the best remedy of each update that hangs stands below the pictures, with downtime and cost', () => {
  const [, cures] = section(blocked(), 'change').split('<div class="cures">');
  const remedies = [...cures.matchAll(/<li>([^]*?)<\/li>/g)].map(([, item]) => item.replace(/<[^>]*>/g, '').trim());
  expect(remedies).toEqual([
    'Deployment/a: strategy Recreate: finishes, downtime up to 30 s; mends Deployment/b too',
    'Deployment/b: that of Deployment/a mends it too',
  ]);
});

test('the order that was asked for is shown, each update with how and for how long, and what all cost', () => {
  const order = section(blocked(), 'order').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
  expect(order).toBe([
    'Order of least downtime, one after the other Workload How Update Downtime',
    '1 Deployment/a strategy Recreate ✓ proven up to 30 s', '2 Deployment/b as written ✓ proven none',
    'in all downtime up to 30 s (no order has less)',
  ].join(' '));
  expect(section(changeReport(old, asked, nodes(1), false), 'order')).toBe('');
});

test('the order stands alone where nothing says what runs', () => {
  const report = orderReport(load(llm('a', 5), llm('b', 1)), nodes(2));
  const order = section(report, 'order').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
  expect(order).toMatch(/^Order of least downtime, one after the other Workload How Update Downtime 1 Deployment\/[ab] /);
  expect(order).toMatch(/in all no downtime \(no order has less\)$/);
  expect(section(report, 'change')).toBe('');
  expect(section(orderReport(load(llm('a', 5)), nodes(2), false), 'order')).toBe('');
});

test('links of the change lead to the workload', () => {
  const targets = tagsOf(blocked()).flatMap(({ attributes }) => attributes.get('href') ?? []);
  expect(targets.filter((target) => target === '#workload-1').length).toBeGreaterThanOrEqual(3);
});

test('nothing stands beside the timeline of a change that is proven and stops nobody', () => {
  const report = section(changeReport(old, asked, nodes(3), false), 'change');
  expect(report).toContain('Deployment/a: nvidia.com/gpu 5 → 1');
  expect(report).not.toContain('class="cures"');
});
