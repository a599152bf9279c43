import { lstatSync, readlinkSync, Stats, statSync } from 'node:fs';
import { asUserError, isSystemError, UserError } from '../util/user-error';

/**
 * What stands at a path that is read; undefined where nothing does.
 *
 * @param place how messages call it
 * @throws when it is a link that leads nowhere, or the operating system does not tell
 */
export function statAt(path: string, place = path): Stats | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new UserError(
        place, `is a link to ${readlinkSync(path)}, which is not there`,
        'mend the link, or remove it and write another path',
      );
    }
    return found;
  } catch (error) {
    throw isSystemError(error) ? asUserError(place, error) : error;
  }
}
