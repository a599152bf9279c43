import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asUserError, isSystemError, UserError } from '../util/user-error';
import { ManifestSource } from '../manifests';
import { decodeText } from './decode-text';
import { readAtMost } from './read-at-most';
import { isToolInput, renderHint } from './render-hint';
import { readStandardInput } from './standard-input';
import { statAt } from './stat-at';

/** Bytes of one input: room for ten thousand workloads. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Characters of one YAML document. The API server takes requests up to 3 MiB; a list of objects may be larger. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** Names of the files of a folder that are read. */
export const MANIFEST_FILE = /\.(ya?ml|json)$/i;

/**
 * Reads files, folders (recursively) and `-` for standard input, each file once.
 *
 * @throws when a path does not exist, is too large, or holds no manifest
 */
export function readManifests(
  paths: string[],
  readInput: (most: number) => Buffer = readStandardInput,
): ManifestSource[] {
  const files = new Map<string, Found>();
  for (const found of paths.flatMap((path) => (path === '-' ? [{ file: '-' }] : manifestFiles(path)))) {
    const key = found.file === '-' ? '-' : resolve(found.file);
    // A file that is named is meant, also where its folder is named before it.
    files.set(key, found.isFromFolder ? files.get(key) ?? found : found);
  }
  return [...files.values()].map((found) =>
    (found.file === '-' ? { file: 'stdin', text: decode('stdin', readInput(MOST_BYTES)) } : readFile(found)));
}

type Found = Omit<ManifestSource, 'text'>;

function manifestFiles(path: string): Found[] {
  const stat = statAt(path);
  if (!stat) {
    throw new UserError(path, 'no such file or folder', 'write files, folders, or - for standard input');
  }
  if (!stat.isDirectory()) {
    if (isToolInput(path)) {
      throw new UserError(path, 'no manifest', renderHint(path));
    }
    return [{ file: path }];
  }
  const files = listFiles(path);
  if (files.length === 0) {
    throw new UserError(path, 'no *.yaml, *.yml or *.json in this folder', 'write where the manifests are');
  }
  return files;
}

/**
 * Sorted, so that the order of findings does not depend on the file system; links to folders are not followed, so it
 * ends.
 */
function listFiles(folder: string, isTemplate = false): Found[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  const isChart = entries.some(({ name }) => name === 'Chart.yaml');
  return entries.flatMap((entry): Found[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' || entry.name.startsWith('.')
        ? []
        : listFiles(path, isTemplate || (isChart && entry.name === 'templates'));
    }
    return MANIFEST_FILE.test(entry.name) && isFile(path) ? [{ file: path, isFromFolder: true, isTemplate }] : [];
  });
}

function isFile(path: string): boolean {
  const found = statAt(path)!;
  if (!found.isFile() && !found.isDirectory()) {
    throw new UserError(
      path, 'is neither a file nor a folder', 'name it by itself to have it read, or remove it',
    );
  }
  return found.isFile();
}

function readFile(found: Found): ManifestSource {
  const { file } = found;
  try {
    const { size } = statSync(file);
    return { ...found, text: decode(file, size > MOST_BYTES ? refuseSize(file, size) : readAtMost(file, MOST_BYTES)) };
  } catch (error) {
    throw isSystemError(error) ? asUserError(file, error) : error;
  }
}

function decode(file: string, bytes: Buffer): string {
  if (bytes.length > MOST_BYTES) {
    return refuseSize(file, bytes.length);
  }
  return requireDocumentSize(file, decodeText(bytes, file));
}

/** A single huge document costs fifty times its size in memory to parse, unlike many small ones. */
function requireDocumentSize(file: string, text: string): string {
  for (let start = 0; text.length - start > MOST_CHARACTERS;) {
    const end = text.lastIndexOf('\n---', start + MOST_CHARACTERS);
    if (end <= start) {
      throw new UserError(
        file,
        `a YAML document of more than ${MOST_CHARACTERS / 2 ** 20} MiB`,
        'the API server takes objects up to 3 MiB, split it into documents',
      );
    }
    start = end + 1;
  }
  return text;
}

function refuseSize(file: string, size: number): never {
  throw new UserError(
    file,
    `${Math.ceil(size / 2 ** 20)} MiB are more than the ${MOST_BYTES / 2 ** 20} MiB one input may have`,
    'split it into files',
  );
}
