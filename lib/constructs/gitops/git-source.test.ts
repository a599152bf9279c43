import { checkBranch, checkRepoUrl, checkRevision } from './git-source';

const refused = (check: (value: string) => string, value: string): string | undefined => {
  try {
    return check(value) === value ? undefined : 'changed';
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  'https://git.example.com/team/apps.git', 'http://a', 'ssh://git@example.com:2222/a.git', 'git://a/b', 'file:///a',
  'git@github.com:team/apps.git',
])('%s is the address of a repository', (url) => expect(refused(checkRepoUrl, url)).toBeUndefined());

test.each([
  '', ' ', 'apps', '/a/b', 'https://', 'ftp://a/b', 'https://a/b c', 'a\nhttps://b', 'git@example.com', '{{ .url }}',
])(
  '%j is no address', (url) =>
    expect(refused(checkRepoUrl, url)).toBe(
      `repoUrl '${url}' is not the address of a repository; write for example https://git.example.com/team/apps.git`,
    ));

test('Flux clones by https and ssh alone', () => {
  const ofFlux = (url: string) => refused((value) => checkRepoUrl(value, true), url);
  expect(['https://a/b', 'http://a/b', 'ssh://git@a/b'].map(ofFlux)).toEqual([undefined, undefined, undefined]);
  expect(ofFlux('git@github.com:a/b.git')).toBe("repoUrl 'git@github.com:a/b.git' is not the address of a " +
    'repository; write for example ssh://git.example.com/team/apps.git');
  expect(['git://a/b', 'file:///a', ''].map(ofFlux)).not.toContain(undefined);
});

test.each(['main', 'v1.2.3', 'HEAD', 'release/1.x', '1.2.*', '>= 1.2.0 < 2', 'a', '0123456789abcdef'])(
  '%s is a revision', (revision) => expect(refused(checkRevision, revision)).toBeUndefined());

test.each(['', ' ', ' main', 'main ', 'a\nb', '-x', '\t'])('%j is none', (revision) =>
  expect(refused(checkRevision, revision))
    .toBe(`targetRevision '${revision}' is no branch, tag or commit; write for example main`));

test.each(['main', 'release/1.x', 'a.b', 'ä', 'a@b', 'lock'])('%s is a branch', (branch) =>
  expect(refused(checkBranch, branch)).toBeUndefined());

test.each([
  '', ' ', 'a b', 'a\nb', '-a', '/a', 'a/', 'a.', '.a', 'a/.b', 'a..b', 'a//b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[b',
  'a\\b', 'a@{1}', 'a.lock', 'a.lock/b',
])('%j is no branch', (branch) =>
  expect(refused(checkBranch, branch)).toBe(`branch '${branch}' is no name of a branch; write for example main`));
