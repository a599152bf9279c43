import { planned } from '../../../../test/support/remedy-plans';
import { Order } from '../../remedies';
import { PlanReport } from '../../plan';
import { html } from './html';
import { foldable, list, scrollable } from './html-parts';
import { orderSection } from './order-section';
import { panelFigure } from './panel-figure';
import { MARKS, pill, severityPill } from './pill';
import { line, rect } from './svg';
import { workloadLink } from './workload-link';

const plain = (part: { text: string } | undefined) => part?.text.replaceAll('\u00a0', ' ');

test('a list has its items, and a class where one is given', () => {
  expect(plain(list(['a', html`<b>b</b>`,
    '<c>']))).toBe('<ul><li>a</li>\n<li><b>b</b></li>\n<li>&lt;c&gt;</li>\n</ul>');
  expect(plain(list([], 'x'))).toBe('<ul class="x"></ul>');
});

test('what can be folded is open, or not, and may have an id', () => {
  const sign = html`<i></i>`;
  expect(plain(foldable('A', { sign, isOpen: false }, 'text')))
    .toBe('<details class="card">\n<summary><h3>A</h3> <i></i> <span class="gist"></span></summary>\ntext\n</details>\n');
  expect(plain(foldable('A', { sign, gist: 'g', id: 'x', isOpen: true }, 'text')))
    .toBe('<details class="card" id="x" open>\n<summary><h3>A</h3> <i></i> <span class="gist">g</span></summary>\ntext\n' +
      '</details>\n');
  expect(plain(scrollable('wide', sign)))
    .toBe('<div class="scroll" tabindex="0" role="group" aria-label="wide"><i></i></div>');
});

test('a verdict has a sign beside its word', () => {
  expect(MARKS).toEqual({ proven: '✓', possible: '!', impossible: '✕', unknown: '?' });
  expect([pill('proven'), pill('possible', 'maybe'), severityPill('error'),
    severityPill('warning')].map(plain)).toEqual([
    '<span class="pill proven"><span aria-hidden="true">✓</span> proven</span>',
    '<span class="pill possible"><span aria-hidden="true">!</span> maybe</span>',
    '<span class="pill impossible"><span aria-hidden="true">✕</span> error</span>',
    '<span class="pill possible"><span aria-hidden="true">!</span> warning</span>',
  ]);
});

test('a workload is linked to its own part, where it has one', () => {
  const plan = { workloads: [planned({ workload: 'Deployment/a' }),
    planned({ workload: 'Deployment/b' })] } as PlanReport;
  expect([plain(workloadLink(plan, 'Deployment/b')), plain(workloadLink(plan, 'Deployment/c'))])
    .toEqual(['<a href="#workload-2">Deployment/b</a>', 'Deployment/c']);
});

test('parts of drawings say where they are', () => {
  expect(plain(rect(1, 2, 3, 4, 5, 'node'))).toMatch(/x="1" y="2" width="3" height="4" rx="5"/);
  expect(plain(line(1, 2, 'text', 'name'))).toMatch(/x="1" y="2".*>text</);
});

describe('the updates in order', () => {
  const step = (name: string, verdict: string, most: number, way = 'as written') =>
    ({ name, way, verdict, isProven: verdict === 'proven', downtimeSeconds: { least: 0, most } });
  const shown = (order: Partial<Order> | undefined) =>
    plain(orderSection({ workloads: [planned({ workload: 'Deployment/a' })], order } as unknown as PlanReport));
  const rows = (section: string) => [...section.matchAll(/<tr><td>([^]*?)<\/tr>/g)]
    .map(([, row]) => row.replace(/<[^>]*>/g, '|').replace(/\s+/g, ' ').split(/\|+/).map((cell) => cell.trim()));

  test('are nothing where none was asked for, or there is none', () =>
    expect([shown(undefined), shown({ steps: [] })]).toEqual([undefined, undefined]));

  test('are numbered, each with its way, its verdict and the downtime of what is proven', () => {
    const section = shown({ steps: [step('Deployment/a', 'proven', 60),
      step('Deployment/b', 'impossible', 9, 'Recreate')],
      downtimeSeconds: { least: 0, most: 69 }, isBest: true } as Partial<Order>)!;
    const [one, two] = rows(section);
    const words = (cells: string[]) => cells.filter((cell) => cell !== '').slice(0, 3);
    expect([words(one), words(two)])
      .toEqual([['1', 'Deployment/a', 'as written'], ['2', 'Deployment/b', 'Recreate']]);
    expect([one.join(' '), two.join(' ')]).toEqual([expect.stringMatching(/proven.*1 min/),
      expect.not.stringMatching(/9 s/)]);
    expect(section).toContain('<a href="#workload-1">Deployment/a</a>');
    expect([...section.matchAll(/<th scope="col">([^<]*)</g)].map(([, head]) => head))
      .toEqual(['', 'Workload', 'How', 'Update', 'Downtime']);
    expect(section).toMatch(/^<section aria-labelledby="order"><h2 id="order">Order of least downtime, one after the other</);
    expect(section).toContain('aria-label="The updates in order"');
    expect(section).toMatch(/<p class="note">[^<]+<\/p>\n<\/section>$/);
  });
});

describe('a way to update a workload', () => {
  const figure = (plan: object, more: object = {}) => plain(panelFigure({ title: 'As written', spareNodes: [],
    notes: [],
    plan: planned({ kind: 'Deployment', availabilityFloor: 1, ...plan }), ...more }))!;
  const steps = (count: number) => Array.from({ length: count },
    (_, index) => ({ title: `step ${index + 1}`, pods: [] }));
  const timeline = (count: number, blocked = false) =>
    ({ resource: 'cpu', blocked, nodes: [{ node: 'n1', pool: 'a', units: 1 }], steps: steps(count) });

  test('that is not drawn says why', () => {
    expect(figure({ verdict: 'unknown', witness: ['nobody knows'] })).toContain('<p class="note">nobody knows</p>');
    expect(figure({ change: { kind: 'changed' } }))
      .toContain('<p class="note">Not drawn by itself; the pictures of the whole change show what helps.</p>');
    expect(figure({})).toContain('<p class="note">There is no placement to draw, or more pods than a picture can show.</p>');
    expect(figure({})).not.toContain('<svg');
  });

  test('that never finishes says which pod is Pending, else the first reason', () => {
    const blocked = { verdict: 'impossible', timeline: timeline(2, true) };
    expect(figure({ ...blocked, witness: ['first', 'a new pod stays Pending'] }))
      .toContain('<p class="why">a new pod stays Pending</p>');
    expect(figure({ ...blocked, witness: ['first', 'second'] })).toContain('<p class="why">first</p>');
    expect(figure({ timeline: timeline(2), witness: ['first'] })).not.toContain('class="why"');
  });

  test('of more than six steps has their titles below', () => {
    expect(figure({ timeline: timeline(6) })).not.toContain('<details>');
    const long = figure({ timeline: timeline(7) });
    expect(long).toContain('<details><summary>The 7 steps</summary><ol><li>step 1</li>');
  });

  test('has its title, verdict and notes', () => {
    expect(figure({ verdict: 'proven' }, { notes: ['a', 'b'] })).toMatch(/<p class="note">a; b<\/p><\/figure>$/);
    expect(figure({ verdict: 'proven' }))
      .toMatch(/^<figure class="panel proven">\n<figcaption><strong>As written<\/strong>/);
  });
});
