import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 64 * 1024;
const WAIT_MILLISECONDS = 20;

/** Reads a file, a pipe or a device to its end, or until there is more than `most` bytes of it, which are left out. */
export function readAtMost(file: string, most: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    return readDescriptorAtMost(descriptor, most);
  } catch (error) {
    // Reading what is open names no file: a folder, a broken device.
    throw Object.assign(error as Error, { path: file });
  } finally {
    closeSync(descriptor);
  }
}

/** The same of what is open. A pipe that has nothing yet is waited for. */
export function readDescriptorAtMost(descriptor: number, most: number): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  while (size <= most) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const count = readSome(descriptor, chunk);
    if (count === 0) {
      break;
    }
    chunks.push(chunk.subarray(0, count));
    size += count;
  }
  // Of what is too much nobody reads more than its size: it is not held twice.
  return size > most ? Buffer.alloc(size) : Buffer.concat(chunks, size);
}

function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') {
        return 0;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MILLISECONDS);
    }
  }
}
