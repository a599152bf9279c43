import { Drawing, drawingOf, faultsOf, rectsOf } from '../../../../test/support/drawing';
import { gpu, noSurge, planFirst, pool, surge, workload } from '../../../../test/support/rollout';
import { Timeline, WorkloadPlan } from '../../updates';
import { timelineSvg } from './timeline-svg';

const gpus = (nodes: number, each: number) =>
  pool('gpu', nodes, { extendedResources: { 'nvidia.com/gpu': String(each) } });
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });
const llm = (spec: object) => workload('Deployment', 'llm', gpu, spec);

const svgOf = (plan: WorkloadPlan, timeline: Timeline = plan.timeline!, spare: string[] = []): string =>
  timelineSvg(timeline, plan, spare).text;

/** A drawing with what is below it. */
function draw(plan: WorkloadPlan, timeline?: Timeline, spare?: string[]): Drawing & { readonly note: string } {
  const [svg, note] = svgOf(plan, timeline, spare).split('</svg>');
  return { ...drawingOf(svg), note: note.replace(/<[^>]*>/g, '').trim() };
}

const PLANS: [string, WorkloadPlan][] = [
  ['a pause', planFirst([gpus(2, 1)], llm(recreate(2)))],
  ['a surge that blocks', planFirst([gpus(1, 1)], llm(surge(1)))],
  ['many replicas on few nodes', planFirst([gpus(2, 4)], llm(noSurge(5)))],
  ['many nodes', planFirst([gpus(20, 1)], llm(recreate(3)))],
  ['others beside it', planFirst([gpus(2, 4)], llm(surge(2)), workload('Deployment', 'other', gpu, { replicas: 3 }))],
];

/** Left edges of the steps, and the right edge of the last one. */
const columnsOf = ({ grid, rects }: Drawing): number[] => {
  const rows = rects.filter(({ classes }) => /^free/.test(classes));
  return [rows[0].x, ...grid, rows[0].x + rows[0].width];
};

describe('the drawing of a timeline', () => {
  test.each(PLANS)('of %s stands within its frame, in equal columns, its rows below one another', (_, plan) => {
    const drawing = draw(plan);
    expect(faultsOf(drawing)).toEqual([]);
    const columns = columnsOf(drawing);
    expect(columns).toHaveLength(plan.timeline!.steps.length + 1);
    columns.slice(1).forEach((edge, index) =>
      expect(edge - columns[index]).toBeCloseTo((columns.at(-1)! - columns[0]) / plan.timeline!.steps.length));
    const rows = rectsOf(drawing, 'free');
    expect(rows).toHaveLength(Math.min(8, plan.timeline!.nodes.length));
    rows.forEach(({ y, height }, index) => {
      expect(y).toBeGreaterThanOrEqual(index === 0 ? 20 : rows[index - 1].y + rows[index - 1].height + 5);
      expect(height).toBeGreaterThanOrEqual(28);
    });
    // Names of the nodes, in the middle of their rows.
    rows.forEach(({ y, height }, index) => {
      const { node } = plan.timeline!.nodes[index];
      expect(drawing.texts.find(({ text }) => text === node)!.y).toBeCloseTo(y + height / 2 + 4);
    });
  });

  test.each(PLANS)('of %s has each pod in the row of its node, from its first step to its last', (_, plan) => {
    const drawing = draw(plan);
    const columns = columnsOf(drawing);
    const rows = rectsOf(drawing, 'free');
    plan.timeline!.steps.forEach(({ pods }, step) => {
      const middle = (columns[step] + columns[step + 1]) / 2;
      const here = rectsOf(drawing, 'bar').filter(({ x, width }) => x < middle && middle < x + width);
      here.forEach(({ x, width }) => {
        // They begin and end at edges of steps, but for a gap.
        [x - 1.5, x + width + 1.5].forEach((edge) =>
          expect(Math.min(...columns.map((column) => Math.abs(column - edge)))).toBeLessThan(0.02));
      });
      plan.timeline!.nodes.slice(0, 8).forEach(({ node }, index) => {
        const row = rows[index];
        const inRow = here.filter(({ y, height }) => y >= row.y && y + height <= row.y + row.height);
        const own = pods.filter((pod) => pod.node === node && pod.workload === plan.workload);
        expect(inRow.filter(({ classes }) => !classes.includes('other'))).toHaveLength(own.length);
        inRow.forEach((bar, position) =>
          expect(position === 0 || bar.y >= inRow[position - 1].y + inRow[position - 1].height).toBe(true));
      });
      const waiting = pods.filter((pod) => pod.node === undefined).length;
      const below = here.filter(({ y }) => y > rows.at(-1)!.y + rows.at(-1)!.height);
      expect(below.map(({ classes }) => classes)).toEqual(Array.from({ length: waiting }, () => 'bar pending'));
    });
  });

  test.each(PLANS)('of %s says below the rows how many serve at each step', (_, plan) => {
    const drawing = draw(plan);
    const columns = columnsOf(drawing);
    const above = [...rectsOf(drawing, 'bar'), ...rectsOf(drawing, 'free')];
    const lowest = Math.max(...above.map(({ y, height }) => y + height));
    const label = drawing.texts.find(({ text }) => text === 'serving')!;
    plan.timeline!.steps.forEach(({ pods }, step) => {
      const serving = pods.filter(({ workload: name, phase }) => name === plan.workload && phase === 'Running').length;
      const middle = (columns[step] + columns[step + 1]) / 2;
      const [bar, ...others] = rectsOf(drawing, 'serving').filter(({ x, width }) => x < middle && middle < x + width);
      expect(others).toEqual([]);
      expect(bar.classes).toBe(`serving ${serving === 0 ? 'down' : 'up'}`);
      expect(bar.y).toBeGreaterThan(lowest);
      expect(label.y).toBeGreaterThan(bar.y);
      expect(label.y).toBeLessThan(bar.y + bar.height);
      const isIn = (x: number) => x > bar.x && x < bar.x + bar.width;
      const text = drawing.texts.find(({ classes, x }) => /^serving /.test(classes) && isIn(x))!;
      expect(text.x).toBeCloseTo(bar.x + bar.width / 2, 1);
      const long = serving === 0 ? 'nobody serves' : serving === 1 ? '1 pod' : `${serving} pods`;
      expect([long, String(serving)]).toContain(text.text);
    });
  });

  test('titles the steps, each line in the middle of its column, and counts them where they are many', () => {
    const plan = planFirst([gpus(1, 1)], llm(recreate(1)));
    const drawing = draw(plan);
    const columns = columnsOf(drawing);
    plan.timeline!.steps.forEach(({ title }, step) => {
      const lines = drawing.texts
        .filter(({ classes, x }) => classes === 'step' && columns[step] < x && x < columns[step + 1]);
      lines.forEach(({ x }) => expect(x).toBeCloseTo((columns[step] + columns[step + 1]) / 2));
      expect(lines.map(({ text }) => text).join(' ')).toBe(title);
      expect(Math.max(...lines.map(({ y }) => y))).toBeLessThan(rectsOf(drawing, 'free')[0].y);
    });
    const long = planFirst([gpus(2, 4)], llm(noSurge(5)));
    expect(long.timeline!.steps.length).toBeGreaterThan(6);
    expect(draw(long).texts.filter(({ classes }) => classes === 'step').map(({ text }) => text))
      .toEqual(long.timeline!.steps.map((_, index) => String(index + 1)));
  });

  test('says what a bar is in it where it has room, and in its title always', () => {
    const drawing = draw(planFirst([gpus(1, 1)], llm(recreate(1))));
    const barTexts = drawing.texts.filter(({ classes }) => /^bar /.test(classes));
    expect(barTexts.map(({ text, classes }) => [text, classes]))
      .toEqual(['old', 'starting', 'new'].map((state) => [state, `bar ${state}`]));
    rectsOf(drawing, 'bar').forEach(({ x, width, y, height }) => {
      const inside = barTexts.filter((text) => text.x > x && text.x < x + width);
      const middle = [expect.closeTo(x + width / 2, 1), expect.closeTo(y + height / 2 + 4, 1)];
      expect(inside.map((text) => [text.x, text.y])).toEqual([middle]);
    });
    expect(drawing.titles).toEqual(expect.arrayContaining(['gpu-1', 'old', 'new']));
  });

  test('names the others of a node together, each with what it is, and cuts what is too long', () => {
    const plan = planFirst([gpus(1, 1)], llm(recreate(1)));
    const pod = (name: string, units: number) => ({
      workload: `team/Deployment/${name}`, revision: 'old' as const, phase: 'Running' as const, node: 'n', pool: 'p',
      units,
    });
    const timeline: Timeline = {
      resource: 'cpu', nodes: [{ node: 'n', pool: 'p', units: 1000 }], blocked: false,
      steps: [{
        title: 'before',
        pods: [pod('a', 400), pod('b', 300), pod('c', 100), pod('d', 60), pod('e', 40), pod('f', 40)],
      }],
    };
    const drawing = draw(plan, timeline);
    expect(drawing.titles).toEqual([
      'n', 'team/Deployment/a', 'team/Deployment/b', 'team/Deployment/c',
      'team/Deployment/d, team/Deployment/e, team/Deployment/f',
    ]);
    // The bar of c is too low for a line.
    expect(drawing.texts.filter(({ classes }) => classes === 'bar other').map(({ text }) => text))
      .toEqual(['a', 'b']);
    expect(rectsOf(drawing, 'free').map(({ height }) => height)).toEqual([70]);
    expect(faultsOf(drawing)).toEqual([]);
  });

  test('tells the nodes that do not exist yet, what waits, and what is left out', () => {
    const plan = planFirst([gpus(1, 1)], llm(surge(1)));
    const drawing = draw(plan, undefined, ['gpu-1']);
    expect(rectsOf(drawing, 'free').map(({ classes }) => classes)).toEqual(['free spare']);
    const [row] = rectsOf(drawing, 'free');
    const [name, spare] = ['gpu-1', '(spare)'].map((text) => drawing.texts.find((line) => line.text === text)!);
    expect([name.y, spare.y].map((y) => y - row.y - row.height / 2)).toEqual([-2, 10]);
    const [waiting] = rectsOf(drawing, 'pending');
    const noRoom = drawing.texts.find(({ text }) => text === 'no room')!;
    expect(noRoom.classes).toBe('warn');
    expect(noRoom.y).toBeGreaterThan(waiting.y);
    expect(noRoom.y).toBeLessThan(waiting.y + waiting.height);
    expect(draw(plan).texts.map(({ text }) => text)).not.toContain('(spare)');
    expect(drawing.note).toBe('');
    expect(draw(planFirst([gpus(20, 1)], llm(recreate(1)))).note).toBe('12 more nodes on which nothing changes.');
    expect(draw(planFirst([gpus(9, 1)], llm(recreate(1)))).note).toBe('1 more node on which nothing changes.');
  });

  test('is told in words, step by step', () => {
    const { label } = draw(planFirst([gpus(1, 1)], llm(recreate(1))));
    expect(label).toMatch(/^Who holds nvidia\.com\/gpu while \S*Deployment\/llm is updated\. Step 1, /);
    expect(label).toMatch(/Step 1, [^:]*: old pod Running on gpu-1\./);
    expect(label).toMatch(/Step 2, [^:]*: no pod of the workload\./);
    expect(label).toMatch(/new pod Running on gpu-1\. The update is complete\.$/);
  });
});
