import { Progress } from './progress';
import { progressTable } from './progress-table';

const REASON = 'no node takes the pod; 2 nodes with 2 nvidia.com/gpu, held by reasoning-nim-1-abcde and by other-nim-1-abcde';

function table(waitsFor: string, width: number): string[] {
  const one = {
    workload: { name: 'nim' }, phase: 'applied', outcome: 'waiting', available: 0, wanted: 1, phaseBegan: 0, waitsFor,
    budget: { ofPhase: () => 60 },
  };
  return progressTable([one as unknown as Progress], 5_000, width);
}

test('a reason that is too long for the line goes on below, where it began', () => {
  const lines = table(REASON, 90);
  expect(lines[1]).toBe('nim       applied  0/1   5 s of 1 min  no node takes the pod; 2 nodes with 2');
  expect(lines[2]).toMatch(/^ {39}\S/);
  expect(lines.slice(1).map((line) => line.slice(39)).join(' ')).toBe(REASON);
  expect(lines.every((line) => line.length <= 90)).toBe(true);
});

test('it takes three lines at most, and one where there is no room for words', () => {
  const long = table(`${REASON}; ${REASON}`, 75);
  expect([long.length, long[3].length, long[3].endsWith('…')]).toEqual([4, 75, true]);
  expect(table(REASON, 50)).toHaveLength(2);
  expect(table('its volumes', 75)).toHaveLength(2);
});

test('a reason that just fits stays on its line', () => {
  const reason = 'waits for its old pods to end';
  expect(table(reason, 39 + reason.length)).toHaveLength(2);
  expect(table(reason, 38 + reason.length)).toHaveLength(3);
});
