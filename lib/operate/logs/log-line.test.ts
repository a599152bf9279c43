import fc from 'fast-check';
import { isAfter, readLogLine } from './log-line';

test('a line has its time in front, and what kubectl itself says has none', () => {
  expect(readLogLine('2026-11-26T10:00:00.5Z a line')).toEqual({ at: '2026-11-26T10:00:00.5Z', text: 'a line' });
  expect(readLogLine('2026-11-26T10:00:00Z')).toEqual({ at: '2026-11-26T10:00:00Z', text: '' });
  expect(readLogLine('2026-11-26T10:00:00Zulu')).toEqual({ at: '', text: '2026-11-26T10:00:00Zulu' });
  expect(readLogLine('error: no such pod')).toEqual({ at: '', text: 'error: no such pod' });
});

test('times are compared to the nanosecond, with zeros that are left out', () => {
  const written = (nanoseconds: number) =>
    `2026-11-26T10:00:00.${String(nanoseconds).padStart(9, '0')}`
      .replace(/\.?0*$/, '')
      .replace(/T10:00:?$/, 'T10:00:00')
      .concat('Z');
  const nanoseconds = fc.integer({ min: 1, max: 999_999_999 });
  fc.assert(fc.property(nanoseconds, nanoseconds, (one, two) => {
    expect(isAfter(written(one), written(two))).toBe(one > two);
  }));
  expect(isAfter('2026-11-26T10:00:00Z', '')).toBe(true);
});
