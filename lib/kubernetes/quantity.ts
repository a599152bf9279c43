import { UserError } from '../util/user-error';
import { valueText } from '../util/value-text';
const SUFFIXES: Record<string, bigint> = {
  'n': 1n,
  'u': 1_000n,
  'm': 1_000_000n,
  '': 10n ** 9n,
  'k': 10n ** 12n,
  'M': 10n ** 15n,
  'G': 10n ** 18n,
  'T': 10n ** 21n,
  'P': 10n ** 24n,
  'E': 10n ** 27n,
  'Ki': 10n ** 9n * 2n ** 10n,
  'Mi': 10n ** 9n * 2n ** 20n,
  'Gi': 10n ** 9n * 2n ** 30n,
  'Ti': 10n ** 9n * 2n ** 40n,
  'Pi': 10n ** 9n * 2n ** 50n,
  'Ei': 10n ** 9n * 2n ** 60n,
};

/** Longer digit strings than the API server would keep are refused, so that hostile input cannot cost time. */
const FORM = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,2})|(n|u|m|k|Ki|Mi|Gi|Ti|Pi|Ei|M|G|T|P|E))?$/;

/**
 * A Kubernetes resource quantity (`500m`, `20Gi`, `1e3`), exact.
 *
 * Kept in billionths because that is the finest unit the API server keeps:
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export class Quantity {
  /**
   * Parses a quantity.
   *
   * @param text the quantity in any notation Kubernetes accepts
   * @param what it is, such as the property that it is given in
   * @throws when the text is not a quantity
   */
  public static parse(text: string | number, what?: string): Quantity {
    const match = typeof text === 'string' || typeof text === 'number' ? FORM.exec(String(text)) : undefined;
    if (!match || (!match[2] && !match[3])) {
      throw new UserError(
        undefined,
        `${what === undefined ? '' : `${what} `}'${valueText(text)}' is not a Kubernetes quantity`,
        'write a number with an optional suffix, such as 500m, 2 or 20Gi',
      );
    }
    const [, sign, whole, fraction = '', exponent, suffix = ''] = match;
    const digits = BigInt(whole + fraction);
    const power = Number(exponent ?? 0) - fraction.length;
    const scaled = digits * SUFFIXES[suffix];
    const nano = power >= 0 ? scaled * 10n ** BigInt(power) : ceilDivide(scaled, 10n ** BigInt(-power));
    return new Quantity(sign === '-' ? -nano : nano, String(text));
  }

  private constructor(private readonly nano: bigint, private readonly text: string) {}

  /** The value in whole units, rounded up: bytes of memory, number of GPUs. */
  public get value(): number {
    return Number(ceilDivide(this.nano, 10n ** 9n));
  }

  /** The value in thousandths, rounded up: millicores of CPU. */
  public get milliValue(): number {
    return Number(ceilDivide(this.nano, 10n ** 6n));
  }

  /** Negative, zero or positive as this quantity is less than, equal to or more than the other. */
  public compare(other: Quantity): number {
    return this.nano < other.nano ? -1 : this.nano > other.nano ? 1 : 0;
  }

  /** The text it was parsed from. */
  public toString(): string {
    return this.text;
  }
}

function ceilDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor > 0n ? quotient + 1n : quotient;
}
