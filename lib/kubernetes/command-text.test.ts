import { execFileSync } from 'node:child_process';
import { commandText } from './command-text';

test('a shell reads the words that were meant', () => {
  const words = ['a', 'a b', `it's`, '$HOME', '`id`', '', 'a"b', 'x=1', '@%+=:,./-_', '*', 'a\\b', 'ä', '-', ';', 'a\nb'];
  const read = execFileSync('sh', ['-c', commandText(['printf', '%s|', ...words])], { encoding: 'utf8' });
  expect(read).toBe(`${words.join('|')}|`);
});

test('plain words stay as they are', () => {
  expect(commandText(['kubectl', 'get', 'pods', '--output=json', 'a b'])).toBe(`kubectl get pods --output=json 'a b'`);
});
