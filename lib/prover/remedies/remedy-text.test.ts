import { planned } from '../../../test/support/remedy-plans';
import { Remedy } from './remedy';
import { costText, effectText, remediesFor, remedyText } from './remedy-text';

const remedy = (more: object = {}) => ({
  title: 'strategy Recreate', cures: 'update', downtimeSeconds: { least: 0, most: 0 }, toFill: [], costPerHour: 0,
    ...more,
}) as unknown as Remedy;
const nodes = (count: number, isTemporary: boolean) => ({ nodes: { pool: 'gpu', count, names: [], isTemporary } });

test('a remedy says what to do, what it brings and what it costs', () => {
  expect(remedyText(remedy())).toBe('strategy Recreate: finishes, no downtime');
  expect(remedyText(remedy({ downtimeSeconds: { least: 0, most: 90 } })))
    .toBe('strategy Recreate: finishes, downtime up to 1 min 30 s');
  expect(remedyText(remedy({ toFill: ['a class', 'an image'] })))
    .toBe('strategy Recreate: finishes, no downtime; to be filled in: a class; an image');
  expect(effectText(remedy({ cures: 'drain' }))).toBe('a drain finishes, no downtime');
  expect(effectText(remedy({ ...nodes(1, true), costPerHour: 1.21 })))
    .toBe('finishes, no downtime, 1.21 per hour while the update lasts');
});

test('nodes cost for a while or from now on, or what nobody has said', () => {
  expect(costText(remedy())).toBeUndefined();
  expect(costText(remedy({ ...nodes(1, false), costPerHour: 1.23456 }))).toBe('1.235 per hour from now on');
  expect(costText(remedy({ ...nodes(2, false), costPerHour: undefined }))).toBe('the cost of 2 nodes from now on');
  expect(costText(remedy({ ...nodes(1, true), costPerHour: undefined, cures: 'drain' })))
    .toBe('the cost of 1 node while the drain lasts');
});

test('remedies of a workload are told apart by what they cure', () => {
  const plan = planned();
  const [one, two] = [remedy(), remedy({ cures: 'drain' })];
  const report = { byWorkload: new Map([[plan, { remedies: [one, two], refuted: [] }]]), untried: [] };
  expect(remediesFor(report, plan, 'drain')).toEqual([two]);
  expect(remediesFor(report, plan, 'drain', 'update')).toEqual([one, two]);
  expect(remediesFor(report, planned(), 'update')).toEqual([]);
});
