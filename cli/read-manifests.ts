import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestSource } from '../lib/rollout/model';
import { InputError } from './input-error';

/** Bytes of one input. An API server keeps objects up to 1.5 MiB, so this is a thousand of them in one file. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Characters of one YAML document. The API server takes requests up to 3 MiB; a list of objects may be larger. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

const MANIFEST_FILE = /\.(ya?ml|json)$/i;

/**
 * Reads files, folders (recursively) and `-` for standard input.
 *
 * @throws InputError when a path does not exist, is too large, or holds no manifest
 */
export function readManifests(paths: string[], readStandardInput: () => Buffer = standardInput): ManifestSource[] {
  return [...new Set(paths)].flatMap((path) => (path === '-' ? [{ file: 'stdin', text: decode('stdin', readStandardInput()) }] : manifestFiles(path).map(readFile)));
}

function manifestFiles(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    throw new InputError(`${path}: no such file or folder; write files, folders, or - for standard input`);
  }
  if (!stat.isDirectory()) {
    return [path];
  }
  const files = listFiles(path);
  if (files.length === 0) {
    throw new InputError(`${path}: no *.yaml, *.yml or *.json in this folder`);
  }
  return files;
}

/** Sorted, so that the order of findings does not depend on the file system; links are not followed, so it ends. */
function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : listFiles(path);
    }
    return entry.isFile() && MANIFEST_FILE.test(entry.name) ? [path] : [];
  });
}

function readFile(file: string): ManifestSource {
  const { size } = statSync(file);
  return { file, text: decode(file, size > MOST_BYTES ? refuseSize(file, size) : readFileSync(file)) };
}

function standardInput(): Buffer {
  return readFileSync(0);
}

function decode(file: string, bytes: Buffer): string {
  if (bytes.length > MOST_BYTES) {
    return refuseSize(file, bytes.length);
  }
  if (bytes.includes(0)) {
    throw new InputError(`${file}: binary, not YAML or JSON in UTF-8`);
  }
  return requireDocumentSize(file, bytes.toString('utf8').replace(/^\uFEFF/, ''));
}

/** A single huge document costs fifty times its size in memory to parse, unlike many small ones. */
function requireDocumentSize(file: string, text: string): string {
  for (let start = 0; text.length - start > MOST_CHARACTERS;) {
    const end = text.lastIndexOf('\n---', start + MOST_CHARACTERS);
    if (end <= start) {
      throw new InputError(`${file}: a YAML document of more than ${MOST_CHARACTERS / 2 ** 20} MiB; the API server takes objects up to 3 MiB, split it into documents`);
    }
    start = end + 1;
  }
  return text;
}

function refuseSize(file: string, size: number): never {
  throw new InputError(`${file}: ${Math.ceil(size / 2 ** 20)} MiB are more than the ${MOST_BYTES / 2 ** 20} MiB one input may have; split it into files`);
}
