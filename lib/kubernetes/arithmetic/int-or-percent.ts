/** `maxSurge`, `maxUnavailable`, `minAvailable`: a count, or a percentage such as `25%`. */
export type IntOrPercent = number | string;

/** Upstream `GetScaledValueFromIntOrPercent` (apimachinery pkg/util/intstr/intstr.go). */
export function scaledValue(value: IntOrPercent, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') {
    return value;
  }
  const hundredfold = Number.parseInt(value, 10) * total;
  return round === 'up' ? Math.ceil(hundredfold / 100) : Math.floor(hundredfold / 100);
}
