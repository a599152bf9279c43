/** One line of `kubectl logs --timestamps`. */
export interface LogLine {
  /** As it was written, to the nanosecond; empty where kubectl itself says something. */
  readonly at: string;
  readonly text: string;
}

export function readLogLine(line: string): LogLine {
  const [, at, text] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)(?: (.*))?$/.exec(line) ?? [undefined, '', line];
  return { at: at ?? '', text: text ?? '' };
}

/**
 * Whether a line comes after another. Fractions are written without zeros at their end, so that texts are compared with
 * them.
 */
export function isAfter(one: string, two: string): boolean {
  const whole = (at: string): string => {
    const [seconds, fraction = ''] = at.replace('Z', '').split('.');
    return `${seconds}.${fraction.padEnd(9, '0')}`;
  };
  return two === '' || whole(one) > whole(two);
}
