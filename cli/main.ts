#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { asUserError, isSystemError } from '../lib/util/user-error';
import { execute } from './program';

/** Nobody reads the output any more. */
const gone = new AbortController();

/** Writes all of it, also into a pipe that is read slowly; a reader that has gone away is no error. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') {
        if (descriptor === 1) {
          gone.abort();
        }
        return;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
    }
  }
}

/** @throws when the report cannot be written, so that nobody takes what there is of it for the whole */
function writeReport(text: string): void {
  try {
    write(1, text);
  } catch (error) {
    throw isSystemError(error) ? asUserError('standard output', error, undefined, 'written') : error;
  }
}

/** Where nothing can be said, the exit code says it. */
function writeMessage(text: string): void {
  try {
    write(2, text);
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
  }
}

/**
 * The first Ctrl-C ends the watching, and with it the programs that were started for it; a second one ends the program,
 * as it would any other. So do those who end services, and a terminal that is closed.
 */
function interrupted(): AbortSignal {
  const stop = new AbortController();
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.once(signal, () => stop.abort()));
  return stop.signal;
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

void execute(process.argv.slice(2), {
  out: writeReport,
  err: writeMessage,
  colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  interrupted,
  gone: gone.signal,
  ask: process.stdin.isTTY ? ask : undefined,
}).then((code) => {
  process.exitCode = code;
});
