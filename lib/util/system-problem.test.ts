import { getSystemErrorMap } from 'node:util';
import { Attempt, systemProblem } from './system-problem';

const refused = (code: string, attempt: Attempt, remedy?: string): string => {
  const { problem, remedy: instead } =
    systemProblem(Object.assign(new Error(`${code}: words, open /a`), { code, syscall: 'open' }), attempt, remedy);
  return `${problem}; ${instead}`;
};

test.each<[string, Attempt, string]>([
  ['EACCES', 'read', 'may not be read; ask for the right to (chmod, chown), or write another path'],
  ['EPERM', 'written', 'may not be written; write it where you have the right to'],
  ['EACCES', 'run', 'may not be run; make it one that may be (chmod +x)'],
  ['ENOENT', 'read', 'is not there; write another path'],
  ['ENOENT', 'written', 'lies where no folder can be made; write it somewhere else'],
  ['ENOTDIR', 'read', 'lies below something that is no folder; write the path of a file in a folder'],
  ['EEXIST', 'written', 'lies below something that is no folder; write the path of a file in a folder'],
  ['EISDIR', 'written', 'is a folder; write it somewhere else'],
  ['ELOOP', 'read', 'is a link that leads to itself; remove it, or write what it should lead to'],
  ['ENAMETOOLONG', 'written', 'has a name that is too long; write a shorter one'],
  ['EMFILE', 'run',
    'cannot be opened, as too many files are open; raise the limit with ulimit -n, or end other programs'],
  ['ENXIO', 'read', 'is a socket, or a device that is not there; write the name of a file'],
  ['ENOSPC', 'written', 'does not fit on the disk, which is full; make room, or write it somewhere else'],
  ['EROFS', 'written', 'lies on a file system that is read-only; write it somewhere else'],
  ['EBUSY', 'written', 'is in use by another program; end that program, or try again later'],
  ['EAGAIN', 'run', 'cannot be run beside all that runs; raise the limit with ulimit -u, or end other programs'],
  ['E2BIG', 'run', 'cannot be run with so much on its command line; name fewer files or objects'],
  ['EOTHER', 'run', 'cannot be run: not supported; run it by itself, which may tell more'],
])('%s of what is %s', (code, attempt, said) => expect(refused(code, attempt)).toBe(said));

test('what to write instead is the caller\'s where it is a matter of what the file is for, and no other', () => {
  expect(refused('EISDIR', 'read', 'write pools')).toBe('is a folder; write pools');
  expect(refused('EACCES', 'read', 'write pools')).toBe(refused('EACCES', 'read'));
});

const ATTEMPTS: Attempt[] = ['read', 'written', 'run'];

test.each(ATTEMPTS)('all that may be refused to be %s is said in words, without codes and calls', (attempt) => {
  const said = [...getSystemErrorMap()].map(([errno, [code]]) => {
    const error = Object.assign(new Error(`${code}: words, open '/a'`), { code, errno, syscall: 'open' });
    const { problem, remedy } = systemProblem(error, attempt);
    return `${problem}; ${remedy}`;
  });
  const inside = /\bE[A-Z]{3,}|\bopen '|undefined|: not supported/;
  expect(said.filter((text) => !/^[a-z][^\n]+; [a-z]/.test(text) || inside.test(text))).toEqual([]);
});
