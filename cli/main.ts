#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { run } from './program';

/** Writes all of it, also into a pipe that is read slowly; a reader that has gone away is no error. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') {
        return;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
    }
  }
}

process.exitCode = run(process.argv.slice(2), {
  out: (text) => write(1, text),
  err: (text) => write(2, text),
  colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
});
