import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stand-ins for programs, in a folder that the PATH names first while a test runs. */
export interface ProgramsOnPath {
  readonly folder: string;
  write(name: string, script: string, mode?: number): void;
}

/** Makes the folder before each test of a file, and takes it away after it. */
export function useProgramsOnPath(): ProgramsOnPath {
  const path = process.env.PATH;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'programs-'));
    process.env.PATH = `${folder}:${path}`;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    write(name, script, mode = 0o755) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, name), mode);
    },
  };
}
