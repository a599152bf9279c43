import { checkSchedule } from './cron-schedule';

test.each([
  '@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly', '@every 5s', '@every 1h30m',
  '@every 1.5h', '@every .5h', '@every 90000ms', '* * * * *', '0 0 1 1 0', '59 23 31 12 6', '5-5 * * * *',
  '0 3 * * sun-SAT', '0 3 1 JAN,dec *', '*/15,7 ? ? * ?', ' 0  3 * * * ',
  '1, * * * *',
])("'%s' is a schedule", (schedule) => {
  expect(checkSchedule(schedule)).toBe(schedule);
});

test.each([
  '@reboot', '@every', '@every 5', '@every h', '@every 5d', '@every 5mx', 'x@every 5m', '@every 5m 1h', '@Daily', '',
  '* * * *',
])("fails when it is '%s', which is neither a macro nor five fields", (schedule) => {
  expect(() => checkSchedule(schedule)).toThrow(/(?:says nothing|must (?:be|have) five fields.*); write five fields, /);
});

test.each([
  ['minute', '60 * * * *'], ['minute', '-1 * * * *'], ['minute', '1-60 * * * *'], ['minute', '*/0 * * * *'],
  ['minute', '1.5 * * * *'], ['minute', 'x5 * * * *'], ['minute', '5x * * * *'], ['minute', '6-5 * * * *'],
  ['minute', '1/2/3 * * * *'], ['minute', '1-2-3 * * * *'], ['minute', '1/x * * * *'], ['hour', '0 24 * * *'],
  ['day of month', '0 0 0 * *'], ['day of month', '0 0 32 * *'],
  ['month', '0 0 1 0 *'], ['month', '0 0 1 13 *'], ['month', '0 0 1 sun *'], ['day of week', '0 0 1 1 7'],
  ['day of week', '0 0 1 1 jan'],
])('fails when the %s is wrong: %s', (field, schedule) => {
  expect(() => checkSchedule(schedule)).toThrow(`schedule '${schedule}' has the ${field} '`);
});

test("fails when it holds a time zone: 'TZ=UTC * * * * *'", () => {
  expect(() => checkSchedule('TZ=UTC * * * * *')).toThrow('must not name a time zone');
});
