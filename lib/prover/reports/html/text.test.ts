import fc from 'fast-check';
import { distinctTexts, fitText, listText, shortName, textWidth, unbroken, wrapText } from './text';

describe('text', () => {
  test('that is shortened stays distinct where its start, its middle or its end is, and in its room', () => {
    const NAMES = fc.uniqueArray(fc.stringMatching(/^[a-w]{3}$/), { minLength: 2, maxLength: 8 });
    const around = (part: string): string[] => [`${part}${'x'.repeat(40)}`, `${'x'.repeat(40)}${part}`];
    fc.assert(fc.property(NAMES, (parts) => {
      for (const index of [0, 1]) {
        const short = distinctTexts(parts.map((part) => around(part)[index]), 150, 13);
        expect(new Set(short.values()).size).toBe(parts.length);
        short.forEach((text) => expect(textWidth(text, 13)).toBeLessThanOrEqual(150));
      }
    }));
  });

  test('is never wider than its room, and whole where it fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom(10, 11, 13),
        (text, width, size) => {
          const shown = fitText(text, width, size);
          expect(textWidth(shown, size)).toBeLessThanOrEqual(Math.max(width, 0));
          expect(shown === text).toBe(textWidth(text, size) <= width);
          wrapText(text, width, size).forEach((line) => expect(textWidth(line, size)).toBeLessThanOrEqual(width));
        },
      ),
    );
  });

  test('is broken between words', () => {
    expect(wrapText('a new pod is made and starts', 70, 10)).toEqual(['a new pod is', 'made and', 'starts']);
    expect(fitText('embedding-nim', 60, 11)).toBe('embeddin…');
    expect(fitText('embedding-nim', 12, 11)).toBe('');
  });

  test('is cut at its end; where that would be alike in its middle, and where that would be alike at its start', () => {
    const short = (...texts: string[]) => [...distinctTexts(texts, textWidth('123456', 10) + 0.1, 10).values()];
    expect(short('abcdef', 'abcde')).toEqual(['abcdef', 'abcde']);
    expect(short('abcdefghij', 'klmnopqrst')).toEqual(['abcde…', 'klmno…']);
    expect(short('xxxxxxxxxa', 'xxxxxxxxxb')).toEqual(['xx…xa', 'xx…xb']);
    expect(short('xxxxxxxaxx', 'xxxxxxxbxx')).toEqual(['…xxaxx', '…xxbxx']);
    // Nothing tells these apart.
    expect(short(`${'x'.repeat(9)}a${'x'.repeat(9)}`, `${'x'.repeat(9)}b${'x'.repeat(9)}`)).toEqual(['xx…xx', 'xx…xx']);
    // Each is cut where it alone has to be.
    expect(short('xxxxxxxxxa', 'xxxxxxxxxb', 'klmnopqrst', 'k')).toEqual(['xx…xa', 'xx…xb', 'klmno…', 'k']);
  });

  test('fills a line to its very end, and takes two places for a letter of East Asia', () => {
    expect(wrapText('ab cd ef', textWidth('ab cd', 10), 10)).toEqual(['ab cd', 'ef']);
    expect(wrapText('ab cd', textWidth('ab cd', 10) - 0.1, 10)).toEqual(['ab', 'cd']);
    expect(wrapText('abcdefgh i', textWidth('abcd', 10), 10)).toEqual(['abc…', 'i']);
    expect(wrapText('', 100, 10)).toEqual(['']);
    expect(textWidth('模型', 10)).toBeCloseTo(textWidth('abcd', 10));
    expect(fitText('abc', textWidth('abc', 10), 10)).toBe('abc');
    expect(fitText('abcd', textWidth('abc', 10), 10)).toBe('ab…');
    expect(fitText('abcd', textWidth('ab', 10), 10)).toBe('');
  });

  test('names a workload by its own name', () => {
    expect(['research-ops/Deployment/qdrant', 'qdrant'].map(shortName)).toEqual(['qdrant', 'qdrant']);
  });

  test('keeps a number of a duration beside its unit', () => {
    expect(unbroken('at least 21 min 25 s of 2 steps')).toBe('at least 21\u00a0min 25\u00a0s of 2 steps');
    expect(unbroken('12 h or h s min 3 hours')).toBe('12\u00a0h or h s min 3 hours');
  });

  test('lists names, and counts the rest', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map((names) => listText(names)))
      .toEqual(['', 'a', 'a and b', 'a, b and c', 'a, b and 2 more']);
  });
});
