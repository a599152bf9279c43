import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { blocksOf } from '../support/pages';
import { longTest } from '../support/test-with';
import { inCopyOfProject, run } from '../support/workspace';

/** What a reader is told to see, in the order of the commands. */
const SEEN: [status: number, text: string][] = [
  [1, 'update impossible\n    - a new models/Deployment/chat pod needs 1 nvidia.com/gpu and stays Pending'],
  [0, 'update proven'],
  [0, ''],
  [0, 'strategy   Recreate'],
  [0, ''],
  [0, 'strategy   RollingUpdate, maxSurge 1, maxUnavailable 0'],
  [0, 'updates: 1 proven'],
  [0, 'next: cd tutorial/my-models && npm install && npm run synth && npm run prove'],
];

longTest('the tutorial does what it says, from the first file to the last command', () => {
  inCopyOfProject((folder) => {
    const outcomes = blocksOf('docs/tutorial.md').flatMap(({ info, code }) => {
      const [, file] = info.split(' ');
      if (file === 'tutorial') {
        const commands = [...code.matchAll(/^\$ (.*)$/gm)].map(([, command]) => command);
        return commands.map((command) => ({ command, ...run(folder, 'bash', '-c', command) }));
      }
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
      return [];
    });
    expect(outcomes.map(({ command, status, stdout }, index) => [command, status, stdout.includes(SEEN[index][1])]))
      .toEqual(outcomes.map(({ command }, index) => [command, SEEN[index][0], true]));
    expect(outcomes).toHaveLength(SEEN.length);
  });
}, 120_000);

test('with one node less, the last app of the tutorial is recreated', () => {
  inCopyOfProject((folder) => {
    const block = blocksOf('docs/tutorial.md').find(({ info }) => info.endsWith('tutorial/proven.ts'))!;
    mkdirSync(join(folder, 'tutorial'));
    writeFileSync(join(folder, 'tutorial/proven.ts'), block.code.replace('nodes: 2', 'nodes: 1'));
    expect(run(folder, process.execPath, 'scripts/app.js', 'tutorial/proven.ts')).toMatchObject({ status: 0 });
    expect(run(folder, 'grep', '-rh', 'type: Recreate', 'tutorial/proven').stdout.trim()).toBe('type: Recreate');
  });
}, 60_000);
