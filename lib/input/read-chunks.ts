import { asUserError, isSystemError, UserError } from '../util/user-error';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { statAt } from './stat-at';

const CHUNK_BYTES = 1024 * 1024;

/** The content of a file piece by piece, so that its size does not matter. */
export function* readChunks(file: string): Generator<Buffer> {
  const stat = statAt(file);
  if (!stat || stat.isDirectory()) {
    throw new UserError(
      file, stat ? 'is a folder' : 'no such file',
      'write the output of the command that cdk8s-nim snapshot --show-command prints',
    );
  }
  if (!stat.isFile() && !stat.isFIFO()) {
    throw new UserError(file, 'is neither a file nor a pipe', 'write the snapshot to a file');
  }
  const descriptor = openSync(file, 'r');
  try {
    yield* readDescriptor(descriptor);
  } catch (error) {
    throw isSystemError(error) ? asUserError(file, error) : error;
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes of a snapshot: what one of the largest clusters has, several times; a pipe may have no end. */
const MOST_BYTES = 4 * 1024 ** 3;

/** The content of an open file from its beginning, or of a pipe from where it is. */
export function* readDescriptor(descriptor: number, most = MOST_BYTES): Generator<Buffer> {
  const isFile = fstatSync(descriptor).isFile();
  for (let size = 0; ;) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, isFile ? size : null);
    if (count === 0) {
      return;
    }
    size += count;
    if (size > most) {
      throw new UserError('snapshot', `more than ${most / 1024 ** 3} GiB`, 'write what cdk8s-nim snapshot prints');
    }
    yield chunk.subarray(0, count);
  }
}
