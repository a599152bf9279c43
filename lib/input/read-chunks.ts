import { UserError } from '../kubernetes/user-error';
import { closeSync, openSync, readSync, statSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;

/** The content of a file piece by piece, so that its size does not matter. */
export function* readChunks(file: string): Generator<Buffer> {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat || stat.isDirectory()) {
    throw new UserError(
      file, 'no such file', 'write the output of the command that cdk8s-nim snapshot --show-command prints',
    );
  }
  if (!stat.isFile() && !stat.isFIFO()) {
    throw new UserError(file, 'a device', 'write the snapshot to a file');
  }
  const descriptor = openSync(file, 'r');
  try {
    yield* readDescriptor(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The content of an open file from its beginning. */
export function* readDescriptor(descriptor: number): Generator<Buffer> {
  for (let position = 0; ;) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, position);
    if (count === 0) {
      return;
    }
    position += count;
    yield chunk.subarray(0, count);
  }
}
