import { checkTimeZone } from './time-zone';

test.each(['Europe/Berlin', 'Etc/UTC', 'UTC'])('%s is a time zone', (zone) => expect(checkTimeZone(zone)).toBe(zone));

test.each(['', 'Local', 'Europe/berlin', '+01:00'])('%j is none', (zone) => expect(() => checkTimeZone(zone)).toThrow(
  `timeZone '${zone}' is not in the IANA database; write a name such as 'Etc/UTC' or 'Europe/Berlin'`));
