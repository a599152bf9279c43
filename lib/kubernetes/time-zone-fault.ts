/**
 * What is wrong with a time zone: pkg/apis/batch/validation `validateTimeZone`. Its database may know fewer zones than
 * ours.
 */
export function timeZoneFault(zone: string | undefined): string | undefined {
  if (zone === undefined) {
    return undefined;
  }
  if (
    zone === ''
    || zone.toLowerCase() === 'local'
    || !zone.split('/').every((part) => /^(?!-|\.\.?$)[A-Za-z.\-_0-9+]{1,14}$/.test(part))
  ) {
    return 'must be a name of the IANA database, such as Europe/Berlin';
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    // Names are looked up as files, so that their case counts there: Europe/Berlin, not europe/berlin.
    return /^[a-z]/.test(zone) || (zone.includes('/') && zone === zone.toUpperCase() && !/^Etc/i.test(zone))
      ? 'must be a name of the IANA database in its own case, such as Europe/Berlin' : undefined;
  } catch {
    return 'must be a name of the IANA database, such as Europe/Berlin';
  }
}
