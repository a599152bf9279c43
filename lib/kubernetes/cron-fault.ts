/** A field of a schedule: its bounds, and names for its values. */
interface Bounds {
  readonly field: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly Bounds[] = [
  { field: 'minute', least: 0, most: 59 },
  { field: 'hour', least: 0, most: 23 },
  { field: 'day of month', least: 1, most: 31 },
  { field: 'month', least: 1, most: 12, names: MONTHS },
  { field: 'day of week', least: 0, most: 6, names: DAYS },
];
const INTERVAL = /^@every [+-]?(?:(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/;
const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * What is wrong with a schedule, as the parser of the API server reads it: github.com/robfig/cron/v3 parser.go
 * `ParseStandard`, and pkg/apis/batch/validation `validateScheduleFormat`, which refuses a time zone in it.
 */
export function cronFault(schedule: string): string | undefined {
  if (schedule === '') {
    return undefined;
  }
  if (schedule.includes('TZ')) {
    return 'must not name a time zone, which is for timeZone to say';
  }
  if (schedule.startsWith('@')) {
    return DESCRIPTORS.includes(schedule) || INTERVAL.test(schedule)
      ? undefined
      : `must be five fields or one of ${DESCRIPTORS.join(', ')}, @every 1h`;
  }
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return `must have five fields (minute, hour, day of month, month, day of week), has ${fields.length}`;
  }
  return fields.map((text, index) => fieldFault(text, FIELDS[index])).find((fault) => fault !== undefined);
}

function fieldFault(text: string, bounds: Bounds): string | undefined {
  // An empty part is skipped, as strings.FieldsFunc does.
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => rangeFault(part, bounds))
    .find((fault) => fault !== undefined);
}

function rangeFault(part: string, bounds: Bounds): string | undefined {
  const wrong = (why: string) => `has the ${bounds.field} '${part}' in it, ${why}`;
  const [range, step, ...more] = part.split('/');
  const [low, high, ...rest] = range.split('-');
  // Of a range that begins with * nobody reads the end.
  const isAny = low === '*' || low === '?';
  if (more.length > 0 || (rest.length > 0 && !isAny)) {
    return wrong("which has too many '/' or '-'");
  }
  if (step !== undefined && !/^\+?\d+$/.test(step)) {
    return wrong('whose step is no number');
  }
  if (Number(step) === 0) {
    return wrong('whose step is 0');
  }
  if (isAny) {
    return undefined;
  }
  const start = numberOf(low, bounds);
  const end = high === undefined ? start : numberOf(high, bounds);
  if (start === undefined || end === undefined) {
    return wrong(`which is no number from ${bounds.least} to ${bounds.most}`);
  }
  return start < bounds.least || end > bounds.most || start > end
    ? wrong(`which is not within ${bounds.least} to ${bounds.most}`)
    : undefined;
}

function numberOf(text: string, { names, least }: Bounds): number | undefined {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  return index >= 0 ? index + least : /^\+?\d{1,9}$/.test(text) ? Number(text) : undefined;
}
