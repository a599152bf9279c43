const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const MACROS: { readonly [name: string]: number } = {
  '@hourly': HOUR, '@daily': DAY, '@midnight': DAY, '@weekly': 7 * DAY,
};

/**
 * The shortest time in seconds between two runs of a schedule; undefined for one that runs less than daily or is not
 * understood.
 */
export function shortestInterval(schedule: string): number | undefined {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length === 1) {
    return MACROS[fields[0]];
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

/** The values that one field of a schedule stands for, in order. */
function values(field: string, end: number): number[] | undefined {
  const all = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
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
