const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const MACROS: { readonly [name: string]: number } = {
  '@hourly': HOUR, '@daily': DAY, '@midnight': DAY, '@weekly': 7 * DAY, '@monthly': 28 * DAY, '@yearly': 365 * DAY,
  '@annually': 365 * DAY,
};

/** Units of a duration of Go, in seconds. */
const UNITS: { readonly [unit: string]: number } = {
  h: HOUR, m: MINUTE, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, μs: 1e-6, ns: 1e-9,
};

/**
 * The shortest time in seconds between two runs of a schedule, of which nobody reads the days; undefined for one that
 * is not understood.
 */
export function shortestInterval(schedule: string): number | undefined {
  const fields = schedule.trim().split(/\s+/);
  if (fields[0].startsWith('@')) {
    return fields[0] === '@every' ? every(fields[1] ?? '') : MACROS[schedule];
  }
  const minutes = values(fields[0], 60);
  const hours = values(fields[1] ?? '', 24);
  if (fields.length !== 5 || !minutes || !hours) {
    return undefined;
  }
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * HOUR + minute * MINUTE));
  // The first run of the next day follows the last one of this day.
  return Math.min(...times.map((time, index) => (times[index + 1] ?? times[0] + DAY) - time));
}

/** Whole seconds, and one at least (github.com/robfig/cron/v3 constantdelay.go `Every`). */
function every(duration: string): number | undefined {
  const parts = [...duration.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)];
  const seconds = parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNITS[unit], 0);
  return parts.map(([text]) => text).join('') === duration.replace(/^[+]/, '') && parts.length > 0
    ? Math.max(1, Math.floor(seconds)) : undefined;
}

/** The values that one field of a schedule stands for, in order. */
function values(field: string, end: number): number[] | undefined {
  const all = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:[*?]|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!match || match[3] === '0') {
      return undefined;
    }
    const [first, step] = [Number(match[1] ?? 0), Number(match[3] ?? 1)];
    const last =
      match[2] !== undefined ? Number(match[2]) : match[1] === undefined || match[3] !== undefined ? end - 1 : first;
    for (let value = first; value <= Math.min(last, end - 1); value += step) {
      all.add(value);
    }
  }
  return all.size > 0 ? [...all].sort((one, two) => one - two) : undefined;
}
