import { cronFault } from './cron-fault';

/** What `ParseStandard` of github.com/robfig/cron/v3 3.0.1 takes, asked one by one. */
const TAKEN = [
  '* * * * *', '*/5 * * * *', '0 0 31 2 *', '* * * * sun', '* * * jan-mar *', '* * * JAN *', '* * * * MON-FRI',
  '5/15 * * * *', '5-50/15 * * * *', '*/100 * * * *', '? * * * ?', '*-5 * * * *', '?-5 * * * *', '1,2,,3 * * * *',
  ', * * * *', '@daily', '@every 1h', '@every 1h30m', '@every 1.5h', '@every 0', '@every -1h', '  * * * * *  ',
  '*\t* * * *', '+1 * * * *', '01 * * * *', '*/5,7 * * * *', '0-59 * * * *', '@every 100000h', '@every .5h',
  '@every 1h1h', '@every 1ms', '@every +1h', '@every 15m', '@every .25h', '@every 1.25h', '@every -0', '*  * * * *',
];

/** What it refuses. */
const REFUSED = [
  '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 7', '5-1 * * * *', '*/0 * * * *',
  '1/2/3 * * * *', '1-2-3 * * * *', 'a * * * *', '@every 5', '@every', '@every ', '@every 1d', '@every 1h ',
  '@Daily', '@reboot', '1,99 * * * *', '@@every 1h', '@every x1h', '@every x0', '@every 00', '@every 0 ',
  '* * * *', '* * * * * *', '*/-1 * * * *', '-1 * * * *', '1e1 * * * *', '* * L * *',
  '* * * * 1#2', '* * W * *', '0-60 * * * *', '*/1.5 * * * *', '/5 * * * *', '- * * * *', '1- * * * *',
  '-  * * * *', 'mon * * * *', '* * * mon *', '* * * * january', '* * * * 0-7', '* * * * sat-sun',
  '99999999999999999999 * * * *',
];

test('a schedule is taken where the parser of the API server takes it', () => {
  expect(TAKEN.filter((schedule) => cronFault(schedule) !== undefined)).toEqual([]);
  expect(REFUSED.filter((schedule) => cronFault(schedule) === undefined)).toEqual([]);
});

test.each([
  ['60 * * * *', "has the minute '60' in it, which is not within 0 to 59"],
  ['* * * jan-13 *', "has the month 'jan-13' in it, which is not within 1 to 12"],
  ['* * * * a', "has the day of week 'a' in it, which is no number from 0 to 6"],
  ['*/0 * * * *', "has the minute '*/0' in it, whose step is 0"],
  ['*/x * * * *', "has the minute '*/x' in it, whose step is no number"],
  ['1-2-3 * * * *', "has the minute '1-2-3' in it, which has too many '/' or '-'"],
  ['* * * *', 'must have five fields (minute, hour, day of month, month, day of week), has 4'],
  ['@reboot',
    'must be five fields or one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every 1h'],
  ['CRON_TZ=UTC 0 0 * * *', 'must not name a time zone, which is for timeZone to say'],
])('%s is refused with what is wrong with it', (schedule, fault) => {
  expect(cronFault(schedule)).toBe(fault);
});

test('nothing is left to others', () => expect(cronFault('')).toBeUndefined());
