const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields of a schedule, with the least and most that each may say. */
const FIELDS: readonly [name: string, least: number, most: number, names: readonly string[]][] = [
  ['minute', 0, 59, []], ['hour', 0, 23, []], ['day', 1, 31, []], ['month', 1, 12, MONTHS], ['weekday', 0, 6, DAYS],
];

/** https://pkg.go.dev/github.com/robfig/cron/v3#hdr-Predefined_schedules, which the API server parses schedules with */
/** A duration of Go (time.ParseDuration), as `@every` takes it. */
const EVERY = /^@every [-+]?(?:(?:\d+\.?\d*|\.\d+)(?:h|m|s|ms|us|µs|μs|ns))+$/;

const MACROS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * Refuses a schedule that the API server would refuse (validateScheduleFormat of pkg/apis/batch/validation, and
 * ParseStandard of robfig/cron).
 *
 * @throws with the field that is wrong
 */
export function checkSchedule(schedule: string): string {
  if (MACROS.includes(schedule) || EVERY.test(schedule)) {
    return schedule;
  }
  if (/TZ=/.test(schedule)) {
    throw new Error(`schedule '${schedule}' names a time zone; write timeZone: 'Europe/Berlin' beside it`);
  }
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    throw new Error(
      `schedule '${schedule}' has ${fields.length} fields; write minute, hour, day, month and weekday, such as '0 3 * * *'`,
    );
  }
  FIELDS.forEach(([name, least, most, names], index) => {
    if (!fields[index].toLowerCase().split(',').every((part) => isPart(part, least, most, names))) {
      throw new Error(
        `schedule '${schedule}' has the ${name} '${fields[index]}'; write numbers from ${least} to ${most}, such as '*', '${most}' or '*/2'`,
      );
    }
  });
  return schedule;
}

function isPart(part: string, least: number, most: number, names: readonly string[]): boolean {
  const match = /^(?:[*?]|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
  if (!match || (match[3] !== undefined && Number(match[3]) === 0)) {
    return false;
  }
  const [first, last] = [match[1], match[2]].map((text) => valueOf(text, least, names));
  const inRange = (value: number | undefined): boolean => value === undefined || (value >= least && value <= most);
  return inRange(first) && inRange(last) && (first === undefined || last === undefined || first <= last);
}

/** The number that a field says; undefined when it says none, not a number when it is neither number nor name. */
function valueOf(text: string | undefined, least: number, names: readonly string[]): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  return names.includes(text) ? names.indexOf(text) + least : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
