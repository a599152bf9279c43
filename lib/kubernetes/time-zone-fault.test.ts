import { timeZoneFault } from './time-zone-fault';

const FAULT = 'must be a name of the IANA database, such as Europe/Berlin';
const OF_OTHER_CASE = 'must be a name of the IANA database in its own case, such as Europe/Berlin';

// What `validateTimeZone` takes with the database that Go brings.
test.each([
  undefined, 'Etc/UTC', 'UTC', 'GMT+0', 'Etc/GMT+5', 'Etc/GMT-14', 'Europe/Berlin', 'Asia/Calcutta', 'Asia/Kolkata',
  'US/Eastern', 'EST5EDT', 'W-SU', 'PRC', 'EST', 'CET', 'GB-Eire', 'America/Argentina/Buenos_Aires', 'NZ-CHAT',
])('%s is a time zone', (zone) => expect(timeZoneFault(zone)).toBeUndefined());

// What it refuses.
test.each([
  '', 'Local', 'local', 'LOCAL', 'Mars/Olympus', '+01:00', '/Europe/Berlin', 'Europe/Berlin/', '../Europe/Berlin', '.',
  'Europe/./Berlin', '-05:00', 'Europe/Berlin ', 'Europe/-Berlin', 'Berlin',
  'JST', 'IST', 'PST', 'SystemV/EST5', 'US/Pacific-New',
])('fails when the time zone is %j', (zone) => expect(timeZoneFault(zone)).toBe(FAULT));

test.each(['europe/berlin', 'Europe/berlin', 'EUROPE/BERLIN', 'ETC/UTC', 'utc', 'Utc', 'prc', 'asia/Calcutta'])(
  'fails when the time zone is written %s, since its name is looked up as a file',
  (zone) => expect(timeZoneFault(zone)).toBe(OF_OTHER_CASE),
);
