import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OwnPackage, ownPackage, packageFolder } from './package-folder';

/**
 * The address of a page such as `docs/rules/README.md#secret-missing`: in the repository of this version where
 * package.json names one of GitHub, else in the installed package.
 *
 * @param folder of the package; undefined where there is none, and the page is left as it is
 */
export function pageAddress(page: string, folder = packageFolder()): string {
  if (folder === undefined) {
    return page;
  }
  const { version, repository } = ownPackage(folder);
  const slug = slugOf(repository);
  const [path, fragment] = page.split('#');
  return slug === undefined
    ? `${pathToFileURL(join(folder, path)).href}${fragment === undefined ? '' : `#${fragment}`}`
    : `https://github.com/${slug}/blob/v${version}/${page}`;
}

/** `owner/name` of a repository on GitHub, written as npm takes it. */
function slugOf(repository: OwnPackage['repository']): string | undefined {
  const text = typeof repository === 'string' ? repository : repository?.url ?? '';
  return /^(?:github:|.*\bgithub\.com[/:])?([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(text)?.[1];
}
