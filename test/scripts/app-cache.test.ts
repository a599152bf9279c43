import { utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { inTemporaryFolder } from '../support/workspace';

const { describe: describeInputs, isFresh, isTooYoung, read, save } = require('../../scripts/app-cache') as {
  describe(root: string, files: string[], folders: string[]): object;
  isFresh(root: string, inputs: object): boolean;
  isTooYoung(inputs: object, moment: number): boolean;
  read(outfile: string): { code: string; inputs: object; machineCode: Buffer } | undefined;
  save(outfile: string, code: string, inputs: object, machineCode: Buffer): void;
};

function inFolder<T>(work: (folder: string) => T): T {
  return inTemporaryFolder((folder) => {
    writeFileSync(join(folder, 'a.ts'), 'one');
    return work(folder);
  });
}

test('a file that changed within two seconds before the build, or after its start, is too young', () => {
  inFolder((folder) => {
    const inputs = describeInputs(folder, ['a.ts'], []);
    const now = Date.now();
    expect([now - 1000, now + 1000, now + 3000].map((start) => isTooYoung(inputs, start))).toEqual([true, true, false]);
  });
});

test('a file that is dated ahead is too young', () => {
  inFolder((folder) => {
    utimesSync(join(folder, 'a.ts'), new Date(), new Date(Date.now() + 3_600_000));
    expect(isTooYoung(describeInputs(folder, ['a.ts'], []), Date.now() + 3000)).toBe(true);
  });
});

test('inputs are fresh until a file appears that was absent, or another engine runs', () => {
  inFolder((folder) => {
    const inputs = describeInputs(folder, ['a.ts', 'package-lock.json'], ['.']);
    expect(isFresh(folder, inputs)).toBe(true);
    expect(isFresh(folder, { ...inputs, engine: 'v18.0.0 x64' })).toBe(false);
    writeFileSync(join(folder, 'package-lock.json'), '{}');
    expect(isFresh(folder, inputs)).toBe(false);
  });
});

test('names that no import could find leave inputs fresh, others do not', () => {
  inFolder((folder) => {
    const inputs = describeInputs(folder, ['a.ts'], ['.']);
    writeFileSync(join(folder, 'notes.md'), '');
    expect(isFresh(folder, inputs)).toBe(true);
    writeFileSync(join(folder, 'b.json'), '');
    expect(isFresh(folder, inputs)).toBe(false);
  });
});

test('what is saved is read, and nothing is read where nothing was saved', () => {
  inFolder((folder) => {
    const outfile = join(folder, 'app.js');
    expect(read(outfile)).toBeUndefined();
    writeFileSync(outfile, 'code');
    save(outfile, 'code', { files: [] }, Buffer.from('machine\ncode'));
    expect(read(outfile)).toEqual({ code: 'code', inputs: { files: [] }, machineCode: Buffer.from('machine\ncode') });
  });
});

test('a folder that has gone meanwhile is no error', () => {
  inFolder((folder) => {
    const outfile = join(folder, 'gone', 'app.js');
    save(outfile, 'code', { files: [] }, Buffer.from('machine code'));
    expect(read(outfile)).toBeUndefined();
  });
});
