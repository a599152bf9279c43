import { checkUrlPath } from './url-path';

test.each(['/', '/v1', '/a.b/c', '/a%20b', '/.well-known/x', '/a..b'])('%s is a path', (path) => {
  expect(checkUrlPath('path', path)).toBe(path);
});

test.each([
  ['v1', "path 'v1' is not absolute; write '/v1'"],
  ['', "path '' is not absolute; write '/'"],
  ...[['/a//b', '//'], ['/a/../b', '/../'], ['/a/./b', '/./'], ['/a%2fb', '%2f'], ['/a%2Fb', '%2F'], ['/a/..', '/..'],
    ['/a/.', '/.']].map(([path, part]) =>
    [path, `path '${path}' holds '${part}', which the API server refuses; write it plainly, such as /v1/chat`]),
])('fails when a path is %j', (path, message) => {
  expect(() => checkUrlPath('path', path)).toThrow(new Error(message));
});
