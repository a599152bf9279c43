import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../util/user-error';
import { asOutputError, makeFolder, refuseInput } from './write-output';

/**
 * Writes files into a folder of their own, all or none: into one beside its place, which then gets its name. Folders on
 * the way are made, and those that the names of files hold.
 *
 * @param inputs paths that were read, among which no file may come to stand
 * @throws when the folder is there and not empty, lies in an input, or cannot be written
 */
export function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  inputs: readonly string[],
): void {
  if (folder === '') {
    throw new UserError('output', 'has no name', 'write the name of a folder');
  }
  if (folder === '-') {
    throw new UserError(folder, 'is no folder', 'write the name of a folder');
  }
  try {
    // A link to an empty folder is none.
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found && (!found.isDirectory() || readdirSync(folder).length > 0)) {
      throw new UserError(folder, 'is there and not an empty folder', 'write another name, or remove it before');
    }
    files.forEach((_, name) => refuseInput(join(folder, name), inputs));
    place(resolve(folder), files, found !== undefined);
  } catch (error) {
    throw asOutputError(folder, error);
  }
}

function place(folder: string, files: ReadonlyMap<string, string | Uint8Array>, isThere: boolean): void {
  makeFolder(dirname(folder));
  const beside = join(dirname(folder), `.${basename(folder).slice(0, 200)}.${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(beside);
    files.forEach((text, name) => {
      mkdirSync(dirname(join(beside, name)), { recursive: true });
      writeFileSync(join(beside, name), text, { flag: 'wx' });
    });
    if (isThere) {
      rmdirSync(folder);
    }
    renameSync(beside, folder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw error;
  }
}
