import { changeReport, orderReport, tagsOf } from '../../../../test/support/html-report';
import { load, pool, surge, workload } from '../../../../test/support/rollout';

const llm = (name: string, gpus: number, replicas = 1) =>
  workload('Deployment', name, { 'nvidia.com/gpu': gpus }, surge(replicas));
const nodes = (count: number) =>
  pool('gpu', count, { extendedResources: { 'nvidia.com/gpu': '6' } }, { costPerHour: 2.5 });
const [old, asked] = [load(llm('a', 5), llm('b', 1)), load(llm('a', 1), llm('b', 1, 3))];
const blocked = changeReport(old, asked, nodes(1), true);

/** The text of the section with this heading. */
function section(report: string, id: string): string {
  const [, text = ''] = new RegExp(`<section aria-labelledby="${id}">([^]*?)</section>`).exec(report) ?? [];
  return text.replaceAll('\u00a0', ' ');
}

test('the best remedy of each update that hangs stands beside the joint timeline, with downtime and cost', () => {
  const [, columns = ''] = /<div class="columns">([^]*)$/.exec(section(blocked, 'change')) ?? [];
  expect(columns.indexOf('Who holds nvidia.com/gpu, until nothing moves any more')).toBeGreaterThan(0);
  const remedies = [...columns.split('<div class="cures">')[1].matchAll(/<li>([^]*?)<\/li>/g)]
    .map(([, item]) => item.replace(/<p [^]*/, '').replace(/<[^>]*>/g, '').trim());
  expect(remedies).toEqual([
    'Deployment/a: strategy Recreate: finishes, downtime up to 30 s',
    'Deployment/b: 1 more node in pool gpu: finishes, no downtime, 2.5 per hour while the update lasts',
  ]);
});

test('the order that was asked for is shown, each update with how and for how long, and what all cost', () => {
  const order = section(blocked, 'order').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
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
  const targets = tagsOf(blocked).flatMap(({ attributes }) => attributes.get('href') ?? []);
  expect(targets.filter((target) => target === '#workload-1').length).toBeGreaterThanOrEqual(3);
});

test('nothing stands beside the timeline of a change that is proven and stops nobody', () => {
  const report = section(changeReport(old, asked, nodes(3), false), 'change');
  expect(report).toContain('Deployment/a: nvidia.com/gpu 5 → 1');
  expect(report).not.toContain('class="cures"');
});
