import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageAddress } from './page-address';
import { packageFolder } from './package-folder';

const PAGE = 'docs/rules/README.md#secret-missing';
const folder = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(folder, { recursive: true }));

const addressWith = (repository?: unknown): string => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'cdk8s-nim', version: '1.2.3', repository }));
  return pageAddress(PAGE, folder);
};

test.each([
  ['team/apps'], ['github:team/apps'], ['https://github.com/team/apps'], ['git@github.com:team/apps.git'],
  [{ type: 'git', url: 'git+https://github.com/team/apps.git' }],
])('a page is that of the version in the repository %j', (repository) => {
  expect(addressWith(repository)).toBe(`https://github.com/team/apps/blob/v1.2.3/${PAGE}`);
});

test('a page is that of the package where no repository is named, or one that is not on GitHub', () => {
  const address = `${pathToFileURL(join(folder, 'docs/rules/README.md')).href}#secret-missing`;
  expect([addressWith(), addressWith('gitlab:team/apps'), addressWith('https://git.example.com/team/apps.git')])
    .toEqual([address, address, address]);
});

test('the folder of this package is found from its sources', () => {
  expect(packageFolder()).toBe(join(__dirname, '..', '..'));
});
