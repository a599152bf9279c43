import fc from 'fast-check';
import { downtimeText, durationText, fitText, listText, textWidth, wrapText } from './text';

describe('text', () => {
  test('is never wider than its room, and whole where it fits', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 300 }), fc.constantFrom(10, 11, 13), (text, width, size) => {
      const shown = fitText(text, width, size);
      expect(textWidth(shown, size)).toBeLessThanOrEqual(Math.max(width, 0));
      expect(shown === text).toBe(textWidth(text, size) <= width);
      wrapText(text, width, size).forEach((line) => expect(textWidth(line, size)).toBeLessThanOrEqual(width));
    }));
  });

  test('is broken between words', () => {
    expect(wrapText('a new pod is made and starts', 70, 10)).toEqual(['a new pod is', 'made and', 'starts']);
    expect(fitText('embedding-nim', 60, 11)).toBe('embeddin…');
    expect(fitText('embedding-nim', 12, 11)).toBe('');
  });

  test('gives a duration in its two largest units', () => {
    expect([0, 45, 60, 1285, 3600, 7500, 7325].map(durationText).map((text) => text.replaceAll('\u00a0', ' ')))
      .toEqual(['0 s', '45 s', '1 min', '21 min 25 s', '1 h', '2 h 5 min', '2 h 2 min']);
  });

  test('tells a bound of the downtime that is not known from one that is', () => {
    const ranges = [{ least: 0, most: 0 }, { least: 0 }, { least: 5 }, { least: 0, most: 9 }, { least: 5, most: 9 }];
    expect(ranges.map(downtimeText).map((text) => text.replaceAll('\u00a0', ' ')))
      .toEqual(['no downtime', 'downtime without a bound', 'downtime of 5 s or more', 'downtime up to 9 s', 'downtime 5 s to 9 s']);
  });

  test('lists names, and counts the rest', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map((names) => listText(names)))
      .toEqual(['', 'a', 'a and b', 'a, b and c', 'a, b and 2 more']);
  });
});
