import fc from 'fast-check';
import { Quantity } from './quantity';
import { runs } from '../../test/support/sample';

const NANO = 10n ** 9n;
const FACTORS: [string, bigint][] = [
  ['n', 1n],
  ['u', 10n ** 3n],
  ['m', 10n ** 6n],
  ['', NANO],
  ['k', 10n ** 3n * NANO],
  ['M', 10n ** 6n * NANO],
  ['G', 10n ** 9n * NANO],
  ['T', 10n ** 12n * NANO],
  ['P', 10n ** 15n * NANO],
  ['E', 10n ** 18n * NANO],
  ['Ki', 2n ** 10n * NANO],
  ['Mi', 2n ** 20n * NANO],
  ['Gi', 2n ** 30n * NANO],
  ['Ti', 2n ** 40n * NANO],
  ['Pi', 2n ** 50n * NANO],
  ['Ei', 2n ** 60n * NANO],
];

/** The same amount as a number of billionths, which needs no suffix to be read. */
const inNano = (amount: bigint): Quantity => Quantity.parse(`${amount}n`);

test.each(FACTORS)('the suffix "%s" multiplies any whole number exactly', (suffix, factor) => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), (count) => {
      expect(Quantity.parse(`${count}${suffix}`).compare(inNano(count * factor))).toBe(0);
    }),
    { numRuns: runs(50) },
  );
});

test('a decimal exponent moves the point, in both spellings', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 6 }),
      fc.integer({ min: 0, max: 12 }),
      fc.constantFrom('e', 'E'),
      (count, exponent, letter) => {
        const expected = inNano(BigInt(count) * 10n ** BigInt(exponent) * NANO);
        expect(Quantity.parse(`${count}${letter}${exponent}`).compare(expected)).toBe(0);
      },
    ),
  );
});

test('a fraction counts as written', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 6 }), fc.nat({ max: 999_999_999 }), (whole, billionths) => {
      const text = `${whole}.${String(billionths).padStart(9, '0')}`;
      expect(Quantity.parse(text).compare(inNano(BigInt(whole) * NANO + BigInt(billionths)))).toBe(0);
    }),
  );
});

test('comparison and sum agree with the arithmetic of the amounts', () => {
  const amount = fc.bigInt(-(10n ** 30n), 10n ** 30n);
  fc.assert(
    fc.property(amount, amount, (left, right) => {
      expect(Math.sign(inNano(left).compare(inNano(right)))).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});

test('whole units and thousandths are rounded up, as the API server rounds', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 15n), (nano) => {
      expect(inNano(nano).value).toBe(Number((nano + NANO - 1n) / NANO));
      expect(inNano(nano).milliValue).toBe(Number((nano + 10n ** 6n - 1n) / 10n ** 6n));
    }),
  );
});

test.each([
  ['500m', 1, 500],
  ['1.5', 2, 1500],
  ['20Gi', 20 * 2 ** 30, 20 * 2 ** 30 * 1000],
  ['1e3', 1000, 1_000_000],
  ['.5', 1, 500],
  ['5.', 5, 5000],
  ['+2', 2, 2000],
  ['1E', 1e18, 1e21],
  ['1E2', 100, 100_000],
  ['-1500m', -1, -1500],
  ['-1500u', 0, -1],
])('%s is %d units or %d thousandths', (text, value, milliValue) => {
  expect(Quantity.parse(text).value).toBe(value);
  expect(Quantity.parse(text).milliValue).toBe(milliValue);
});

test('a number is read like its text', () => {
  expect(Quantity.parse(2).compare(Quantity.parse('2000m'))).toBe(0);
});

test('the text is kept as it was written', () => {
  expect(`${Quantity.parse('1024Mi')}`).toBe('1024Mi');
});

test.each([
  '',
  ' ',
  '16GB',
  '16 Gi',
  '1,5',
  'ten',
  '0x10',
  '1e',
  '1e3Gi',
  'Gi',
  '.',
  '-',
  '--1',
  '1KI',
  'NaN',
  'Infinity',
  '1\n',
  '1e999',
  '9'.repeat(41),
])('fails when the text is %j', (text) => {
  expect(() => Quantity.parse(text)).toThrow(
    new Error(
      `'${text}' is not a Kubernetes quantity; write a number with an optional suffix, such as 500m, 2 or 20Gi`,
    ),
  );
});

test('fails when it is no text, with the property that it is given in', () => {
  expect(() => Quantity.parse(['1'] as unknown as string, 'resources.cpu'))
    .toThrow("resources.cpu 'a list' is not a Kubernetes quantity; write a number");
});

test('fails when any other text is no quantity, and never hangs or crashes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      try {
        expect(typeof Quantity.parse(text).value).toBe('number');
      } catch (error) {
        expect((error as Error).message).toMatch(/is not a Kubernetes quantity/);
      }
    }),
  );
});
