import { timeZoneFault } from '../../kubernetes/time-zone-fault';

/**
 * Only names of the IANA database: everybody who reads them knows them, and `Local` means another zone on every node.
 *
 * @throws when it is none
 */
export function checkTimeZone(timeZone: string): string {
  if (timeZoneFault(timeZone) !== undefined) {
    throw new Error(`timeZone '${timeZone}' is not in the IANA database; write a name such as 'Etc/UTC' or 'Europe/Berlin'`);
  }
  return timeZone;
}
