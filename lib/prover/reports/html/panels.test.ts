import { panelsOf, remedyPanel } from './panels';

const after = (verdict: string) => ({ verdict, strategy: 'after' });
const remedy = (title: string, most: number | undefined, more: object = {}) => ({
  title, cures: 'update', after: after('proven'), downtimeSeconds: { least: 0, most }, toFill: [], notes: [], ...more,
});
const refuted = (id: string, verdict: string) => ({ id, title: `${id} ${verdict}`, after: after(verdict), spareNodes: ['spare-1'] });

function titlesOf(verdict: string, remedies: object[], ...others: object[]): string[] {
  const plan = { verdict, strategy: 'Recreate' } as never;
  const report = { byWorkload: new Map([[plan, { remedies, refuted: others }]]) } as never;
  return panelsOf(plan, report).map(({ title }) => title);
}

const WRITTEN = 'As written: Recreate';

describe('what is drawn of a workload', () => {
  test('is its update as written, alone where nothing helps or nobody looked', () => {
    expect(titlesOf('impossible', [])).toEqual([WRITTEN]);
    const plan = { verdict: 'proven', strategy: 'Recreate' } as never;
    expect(panelsOf(plan, { byWorkload: new Map() } as never))
      .toEqual([{ title: WRITTEN, plan, spareNodes: [], notes: [] }]);
  });

  test('is the cheapest cure, and the cheapest without downtime', () => {
    const [one, two, three, four] = [
      remedy('one', 30), remedy('two', undefined), remedy('three', 0), remedy('four', 0),
    ];
    expect(titlesOf('impossible', [one, two, three, four])).toEqual([WRITTEN, 'Remedy: one', 'Remedy: three']);
    expect(titlesOf('impossible', [three, four])).toEqual([WRITTEN, 'Remedy: three']);
    expect(titlesOf('impossible', [one, two])).toEqual([WRITTEN, 'Remedy: one']);
    const drain = remedy('for a drain', 0, { cures: 'drain' });
    expect(titlesOf('impossible', [drain, one])).toEqual([WRITTEN, 'Remedy: one']);
    expect(titlesOf('proven', [remedy('no pause', 0, { cures: 'downtime' })])).toEqual([WRITTEN, 'Remedy: no pause']);
  });

  test('of an update that finishes is also why a rolling update alone does not help, where that is known', () => {
    const others = [refuted('surge', 'impossible'), refuted('surge', 'unknown'), refuted('node', 'impossible')];
    expect(titlesOf('proven', [remedy('one', 0)], ...others))
      .toEqual([WRITTEN, 'Instead: surge impossible', 'Remedy: one']);
    expect(titlesOf('impossible', [remedy('one', 0)], ...others)).toEqual([WRITTEN, 'Remedy: one']);
    expect(titlesOf('proven', [], ...others)).toEqual([WRITTEN]);
  });
});

test('a remedy says what it costs, what is to be filled in, and what comes with it', () => {
  expect(remedyPanel(remedy('one', 0, { toFill: ['the claim'], notes: ['and more'] }) as never)).toEqual({
    title: 'Remedy: one', plan: after('proven'), spareNodes: [], notes: ['fill in the claim', 'and more'],
  });
  expect(remedyPanel(remedy('one', 0, { nodes: { names: ['n-1'], pool: 'p', count: 1 } }) as never))
    .toMatchObject({ spareNodes: ['n-1'] });
});
