/** Names of three letters in the IANA database; of the others, such as JST, only the library of the engine knows. */
const SHORT = ['CET', 'EET', 'EST', 'GMT', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET'];

/** What the database no longer has, and that library keeps. */
const GONE = ['US/Pacific-New', 'Canada/East-Saskatchewan'];

/**
 * What is wrong with a time zone: pkg/apis/batch/validation `validateTimeZone`. Its database may know fewer zones than
 * ours.
 */
export function timeZoneFault(zone: string | undefined): string | undefined {
  if (zone === undefined) {
    return undefined;
  }
  const known = zoneOfEngine(zone);
  const isShort = /^[A-Z]{3}$/.test(zone);
  const isLibrarys = (isShort && !SHORT.includes(zone)) || zone.startsWith('SystemV/') || GONE.includes(zone);
  // Some engines take an offset too: +01:00.
  if (known === undefined || !/^[A-Za-z]/.test(zone) || isLibrarys) {
    return 'must be a name of the IANA database, such as Europe/Berlin';
  }
  // Names are looked up as files, so that their case counts there: Europe/Berlin, not Europe/berlin.
  const isOtherCase = known !== zone && known.toLowerCase() === zone.toLowerCase();
  return isOtherCase || /^[a-z]/.test(zone) || (zone.includes('/') && zone === zone.toUpperCase())
    ? 'must be a name of the IANA database in its own case, such as Europe/Berlin' : undefined;
}

/** The zone that the engine means by a name, in any case. */
function zoneOfEngine(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
