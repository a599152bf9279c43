import { randomBytes } from 'node:crypto';
import {
  chmodSync, fstatSync, lstatSync, mkdirSync, readlinkSync, realpathSync, renameSync, rmSync, Stats, statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { asUserError, isSystemError, UserError } from '../util/user-error';
import { MANIFEST_FILE } from './read-manifests';

/** Standard input among the inputs: a file, where the shell made it one. */
const STANDARD_INPUT = '-';

/**
 * Writes a file whole or not at all: beside its place, and then under its name. Folders on the way are made; a link
 * stays one, and a device is written as it is.
 *
 * @param inputs paths that were read, which are never overwritten: `-` is standard input, a folder stands for
 *   the manifests in it
 * @throws when the file is an input, a folder, `-`, or cannot be written
 */
export function writeOutput(file: string, text: string, inputs: readonly string[]): void {
  if (file === STANDARD_INPUT) {
    throw new UserError(file, 'is no file: the report itself goes to standard output', 'write the name of a file');
  }
  try {
    const present = statSync(file, { throwIfNoEntry: false });
    refuseInput(file, inputs);
    if (file === '' || present?.isDirectory()) {
      throw new UserError(
        file === '' ? 'output' : file, file === '' ? 'has no name' : 'is a folder', 'write the name of a file',
      );
    }
    if (present && !present.isFile()) {
      writeFileSync(file, text);
    } else {
      replace(realPathOf(file), text, present);
    }
  } catch (error) {
    throw asOutputError(file, error);
  }
}

/** @throws when a file is one of the inputs, or would be read with them the next time */
export function refuseInput(file: string, inputs: readonly string[]): void {
  const input = inputs.find((each) => isIn(file, each));
  if (input !== undefined) {
    throw new UserError(
      file,
      statOf(input)?.isDirectory()
        ? `would be read as a manifest of the folder ${input}`
        : 'is an input, which would be overwritten',
      'write another name',
    );
  }
}

/** What the operating system refused, in words; anything else as it is. */
export function asOutputError(file: string, error: unknown): unknown {
  return isSystemError(error) ? asUserError(file, error, undefined, 'written') : error;
}

function replace(file: string, text: string, present: Stats | undefined): void {
  makeFolder(dirname(file));
  const beside = join(dirname(file), `.${basename(file).slice(0, 200)}.${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    if (present) {
      chmodSync(beside, present.mode & 0o7777);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Folder by folder: Node's own way does not end where the file system takes no folder, as below /proc. */
export function makeFolder(folder: string): void {
  if (statOf(folder)?.isDirectory()) {
    return;
  }
  if (dirname(folder) !== folder) {
    makeFolder(dirname(folder));
  }
  mkdirSync(folder);
}

/**
 * Whether writing a file changes what an input says: it is that file, by whatever name, or a manifest in that folder.
 */
function isIn(file: string, input: string): boolean {
  const present = input === STANDARD_INPUT ? fstatSync(0) : statOf(input);
  if (!present) {
    return false;
  }
  const own = statOf(file);
  if (own && own.dev === present.dev && own.ino === present.ino && own.isFile()) {
    return true;
  }
  const real = realPathOf(file);
  return present.isDirectory() && MANIFEST_FILE.test(real) && real.startsWith(realpathSync(input) + sep);
}

/** The path of a file that may not be there, with links resolved, also one to it. */
function realPathOf(file: string): string {
  const path = resolve(file);
  if (statSync(path, { throwIfNoEntry: false })) {
    return realpathSync(path);
  }
  const real = join(realPathOf(dirname(path)), basename(path));
  return lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink()
    ? realPathOf(resolve(dirname(real), readlinkSync(real))) : real;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
