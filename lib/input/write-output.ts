import { randomBytes } from 'node:crypto';
import {
  chmodSync, fstatSync, mkdirSync, realpathSync, renameSync, rmSync, Stats, statSync, writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { isSystemError, UserError } from '../kubernetes/user-error';
import { MANIFEST_FILE } from './read-manifests';

/** Standard input among the inputs: a file, where the shell made it one. */
const STANDARD_INPUT = '-';

/** What the operating system refuses, in words, with what to do. */
const REASONS: { readonly [code: string]: readonly [problem: string, remedy: string] } = {
  EACCES: ['may not be written', 'write it where you have the right to'],
  EPERM: ['may not be written', 'write it where you have the right to'],
  EROFS: ['lies on a file system that is read-only', 'write it somewhere else'],
  ENOSPC: ['does not fit on the disk, which is full', 'make room, or write it somewhere else'],
  EDQUOT: ['does not fit into your quota of the disk', 'make room, or write it somewhere else'],
  ENOENT: ['lies where no folder can be made', 'write it somewhere else'],
  ENOTDIR: ['lies below something that is no folder', 'write the path of a file in a folder'],
  EEXIST: ['lies below something that is no folder', 'write the path of a file in a folder'],
  ENAMETOOLONG: ['has a name that is too long', 'write a shorter one'],
};

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
  refuseInput(file, inputs);
  const present = statOf(file);
  if (file === '' || present?.isDirectory()) {
    throw new UserError(
      file === '' ? 'output' : file, file === '' ? 'has no name' : 'is a folder', 'write the name of a file',
    );
  }
  try {
    if (present && !present.isFile()) {
      writeFileSync(file, text);
    } else {
      replace(present ? realpathSync(file) : resolve(file), text, present);
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
  return isSystemError(error)
    ? new UserError(
        file, ...(REASONS[error.code ?? ''] ?? [`cannot be written (${error.code})`, 'write it somewhere else']),
      )
    : error;
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
  return present.isDirectory() && MANIFEST_FILE.test(file) && realPathOf(file).startsWith(realpathSync(input) + sep);
}

/** The path of a file that may not be there, with links on the way resolved as far as they exist. */
function realPathOf(file: string): string {
  const path = resolve(file);
  const parent = dirname(path);
  return parent === path ? path : statOf(path) ? realpathSync(path) : join(realPathOf(parent), basename(path));
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
