import { deployment, modelOf, reportOf, service } from '../../../../test/support/html-report';
import { gpu, pool, surge, workload } from '../../../../test/support/rollout';
import { Cluster } from '../../../cluster';
import { check } from '../../check';
import { applyBaseline, toBaseline } from '../../engine';
import { plan } from '../../plan';
import { ReportView, viewOf } from '../report-view';
import { findingsSection } from './findings-section';
import { renderHtml } from './html-report';

const plain = (part: string): string =>
  part.replace(/<svg[^]*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();

/** The folded part of a workload: whether it is open, its summary, the terms of its list, and what stands above it. */
function partOf(report: string, number: number) {
  const [, isOpen, summary, body] = new RegExp(
    `<details class="card" id="workload-${number}"( open)?>\\n<summary>([^]*?)</summary>([^]*?</dl>)`,
  ).exec(report)!;
  const facts = [...body.matchAll(/<div( class="wide")?><dt>([^<]*)<\/dt><dd>([^]*?)<\/dd><\/div>/g)];
  return {
    isOpen: isOpen !== undefined, summary: plain(summary),
    facts: Object.fromEntries(facts.map(([, , term, value]) => [term, plain(value)])),
    wide: facts.filter(([, isWide]) => isWide).map(([, , term]) => term),
    headings: [...body.matchAll(/<h4>([^<]*)<\/h4>/g)].map(([, text]) => text),
    panels: [...body.matchAll(/<figcaption><strong>([^<]*)<\/strong>/g)].map(([, text]) => text), body,
  };
}

const llm = (spec: object, pod: object = {}) => modelOf(workload('Deployment', 'llm', gpu, spec, pod));
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });
const web = () => deployment('web', 0, { replicas: 2 }, { ports: [{ name: 'http', containerPort: 80 }] });

describe('the part of a workload', () => {
  test('of an update that never finishes is open, and says why and what helps', () => {
    const part = partOf(reportOf(llm(surge(1)), [pool('gpu', 1)]), 1);
    expect(part).toMatchObject({
      isOpen: true, summary: 'llm ✕ impossible default · Deployment · never finishes',
      headings: ['Who holds nvidia.com/gpu', 'Why', 'Remedies, each proven'],
    });
    expect(part.panels[0]).toMatch(/^As written: /);
    expect(part.panels.slice(1)).toEqual(expect.arrayContaining([expect.stringMatching(/^Remedy: strategy Recreate/)]));
    expect(part.facts).toEqual({
      'Strategy': 'RollingUpdate, maxSurge 1, maxUnavailable 0', 'Available during an update': 'at least 1 of 1',
      'Downtime of an update': expect.any(String), 'Progress deadline': expect.any(String),
      'Spare for no downtime': expect.any(String), 'Described in': 'app.yaml', 'Fits the nodes': 'proven',
      'Drain of a node': expect.any(String),
    });
  });

  test('of an update that is proven is folded, with no remedy and no drawing of one', () => {
    const part = partOf(reportOf(modelOf(web(), service('web')), [pool('cpu', 3, { extendedResources: {} })]), 1);
    expect(part).toMatchObject({ isOpen: false, headings: expect.not.arrayContaining(['Remedies, each proven']) });
    expect(part.summary).toBe('web ✓ proven default · Deployment · no downtime');
    expect(part.facts['Fits the nodes']).toBe('proven');
    expect(part.wide).toEqual([]);
  });

  test('says below a fact what speaks against it, and only then', () => {
    const budget = {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'b' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    };
    const part = partOf(reportOf(modelOf(web(), budget), [pool('cpu', 2, { extendedResources: {} })]), 1);
    expect(part.wide).toEqual(['Drain of a node']);
    expect(part.facts['Drain of a node']).toMatch(/minAvailable 2/);
    const crowded = partOf(reportOf(llm(recreate(3)), [pool('gpu', 1)]), 1);
    expect(crowded.wide).toContain('Fits the nodes');
    expect(crowded.facts['Fits the nodes']).toMatch(/^impossible .+/);
  });

  test('has a drain among its remedies under its own name', () => {
    const { body } = partOf(reportOf(llm(recreate(1)), [pool('gpu', 1)]), 1);
    const remedies = [...body.matchAll(/<li>([^]*?)<\/li>/g)].map(([, item]) => plain(item));
    expect(remedies.filter((text) => /^for a drain, /.test(text)).length).toBeGreaterThan(0);
    expect(remedies.some((text) => !/^for a drain, /.test(text))).toBe(true);
  });

  test('lists the steps where the drawing has room for their numbers only', () => {
    const many = partOf(reportOf(llm({ replicas: 6, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }),
      [pool('gpu', 6)]), 1).body;
    const [, steps] = /<summary>The (\d+) steps<\/summary><ol>/.exec(many)!;
    const items = [.../<ol>([^]*?)<\/ol>/.exec(many)![1].matchAll(/<li>([^<]*)<\/li>/g)].map(([, text]) => text);
    expect(items).toHaveLength(Number(steps));
    items.forEach((text) => expect(text).toMatch(/[a-z]{3}/));
    expect(partOf(reportOf(llm(surge(1)), [pool('gpu', 1)]), 1).body).not.toContain('steps</summary>');
  });
});

describe('the page', () => {
  test('opens six parts in need at most, and has those that are proven below, folded', () => {
    const models = Array.from({ length: 8 }, (_, index) => workload('Deployment', `llm-${index}`, gpu, surge(1)));
    const report = reportOf(modelOf(...models, web()), [pool('gpu', 8), pool('cpu', 2, { extendedResources: {} })]);
    const [rollouts, verdicts] = ['rollouts', 'verdicts'].map((id) =>
      new RegExp(`<section aria-labelledby="${id}">([^]*?)</section>`).exec(report)![1]);
    expect([...rollouts.matchAll(/<details class="card"[^>]* open>/g)]).toHaveLength(6);
    expect([...rollouts.matchAll(/<details class="card" id=/g)]).toHaveLength(8);
    expect([...verdicts.matchAll(/<details class="card" id="workload-(\d+)">/g)].map(([, number]) => number))
      .toEqual(['9']);
  });

  test('has one row for each workload in the table of verdicts, with a link to its part', () => {
    const report = reportOf(modelOf(web(), deployment('llm', 1)), 'gpu=1xg5.2xlarge,cpu=2xm6i.large');
    const [, table] = /<table>\n<thead>([^]*?)<\/table>/.exec(report)!;
    const rows = table.split('<tr>').slice(1);
    expect(plain(rows[0]))
      .toBe('Workload Update Strategy Downtime Always available Spare for no downtime Drain of a node');
    expect(rows.slice(1).map((row) => /href="(#workload-\d)">([^<]*)</.exec(row)!.slice(1)))
      .toEqual([['#workload-1', 'web'], ['#workload-2', 'llm']]);
    expect(plain(rows[1])).toMatch(/^web default · Deployment ✓ proven .* none 2 of 2 /);
  });

  test('says what is not counted, and nothing of it where all is', () => {
    const unknown = { apiVersion: 'example.com/v1', kind: 'Robot', metadata: { name: 'r' }, spec: {
      template: { spec: { containers: [{ name: 'c', image: 'c:1' }] } } } };
    expect(plain(reportOf(modelOf(web(), unknown), 'cpu=2xm6i.large')))
      .toMatch(/Not counted .*Robot\S* r?.*makes pods/);
    expect(reportOf(modelOf(web()), 'cpu=2xm6i.large')).not.toContain('Not counted');
    expect(reportOf(modelOf(web()))).toContain('The nodes are not known');
    expect(reportOf(modelOf(web()), 'cpu=2xm6i.large')).not.toContain('The nodes are not known');
  });

  test('tells the time in its last line where it is given one', () => {
    const cluster = Cluster.fromSpec('cpu=2xm6i.large');
    const model = modelOf(web());
    const input = { plan: plan(model, { cluster }), view: viewOf(check(model, { cluster })) };
    const footer = (text: string) => plain(/<footer>([^]*?)<\/footer>/.exec(text)![1]);
    expect(footer(renderHtml(input))).toMatch(/^cdk8s-nim \S+$/);
    expect(footer(renderHtml({ ...input, generatedAt: 'Monday' }))).toMatch(/^cdk8s-nim \S+, Monday$/);
    expect(renderHtml(input)).toContain('<p class="eyebrow">Rollout plan</p>');
  });
});

describe('the findings', () => {
  const RULES = ['config-map-missing', 'disruption-budget-never-allows-eviction'];
  const gone = (name: string, key: string) => deployment(name, 0, {}, { envFrom: [{ configMapRef: { name: key } }] });
  const view = (...objects: object[]) => viewOf(check(modelOf(...objects), { rules: RULES, today: '2026-01-01' }));
  const textOf = (of: ReportView) => plain(findingsSection(of).text);
  const cards = (of: ReportView) => findingsSection(of).text.split('<details class="card"').slice(1);

  test('are one card for each rule, each finding with its object, its place and its remedy', () => {
    const [card, ...others] = cards(view(gone('a', 'x'), gone('b', 'z')));
    expect(others).toEqual([]);
    expect(textOf(view(gone('a', 'x'), gone('b', 'z')))).not.toContain('nothing open');
    expect(card).toMatch(/^ open>/);
    expect(plain(card)).toContain('✕ error 2 findings');
    expect(card.match(/<li>/g)).toHaveLength(2);
    expect(plain(card)).toMatch(/default\/Deployment\/a .* app\.yaml:\d+ /);
    expect(card).toMatch(/<code>config-map-missing<\/code>, <a href="https:[^"]*" rel="noreferrer">upstream source<\/a>/);
  });

  test('are folded where they are more than twelve', () => {
    const many = (count: number) => view(...Array.from({ length: count }, (_, index) => gone(`a${index}`, 'x')));
    expect(cards(many(12))[0]).toMatch(/^ open>/);
    expect(cards(many(13))[0]).toMatch(/^>/);
  });

  test('that are accepted stand together by their reasons and the day until which they are', () => {
    const accepted = (name: string, reason: string) => ({
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget',
      metadata: { name, annotations: { 'acknowledge.cdk8s-nim/disruption-budget-never-allows-eviction': reason } },
      spec: { minAvailable: 1, selector: { matchLabels: { app: name } } },
    });
    const names = ['a', 'b', 'c', 'd'];
    const reasons = ['one', 'one', 'one; expires 2027-01-01', 'two'];
    const budgets = names.map((name, index) => accepted(name, reasons[index]));
    const of = view(...names.map((name) => deployment(name)), ...budgets);
    expect(textOf(of)).toMatch(/^✓ nothing open No rule finds anything that is not accepted\. Accepted ✓ 4 findings /);
    const groups = findingsSection(of).text.split('<div class="accepted">').slice(1);
    expect(groups.map((group) => [
      plain(/<blockquote>([^]*?)<\/blockquote>/.exec(group)![1]), group.match(/<li>/g)!.length,
    ])).toEqual([['one', 2], ['one (until 2027-01-01)', 1], ['two', 1]]);
    expect(textOf(view(deployment('a')))).toBe('✓ nothing open No rule finds anything that is not accepted.');
  });

  test('of a baseline are counted', () => {
    const report = check(modelOf(gone('a', 'x'), gone('b', 'z')), { rules: RULES });
    const known = viewOf(report, applyBaseline(report.findings, toBaseline(report.findings)));
    expect(textOf(known)).toBe(
      '✓ nothing open No rule finds anything that is not accepted. 2 further findings known from a baseline.');
    expect(textOf(viewOf(report))).not.toContain('baseline');
  });
});
