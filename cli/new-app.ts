import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ownPackage, packageFolder } from '../lib/input/package-folder';
import { asUserError, UserError } from '../lib/util/user-error';

/** Where each service looks for its CI file. */
export const CI_FILES: { readonly [service: string]: string } = {
  github: '.github/workflows/rollout.yml',
  gitlab: '.gitlab-ci.yml',
};

/** Packages that the app needs besides ours, by the versions that ours is tested with. */
const LIBRARIES = ['cdk8s', 'cdk8s-plus-28', 'constructs'];
const TOOLS = ['@types/node', 'cdk8s-cli', 'typescript'];

/** What names the app in template/, and nothing else. */
const PLACEHOLDER = /\bmy-app\b/g;

/** What is asked for. */
interface NewApp {
  /** Name of the namespace, and of the package. */
  readonly name: string;
  /** Key of `CI_FILES`. */
  readonly ci: string;
  /** From where cdk8s-nim is installed. */
  readonly spec: string;
}

/**
 * The files of a new app by their path in its folder.
 *
 * @throws when `spec` looks like a tarball and is none
 */
export function newApp({ name, ci, spec }: NewApp): Map<string, string | Uint8Array> {
  const { devDependencies } = ownPackage(packageFolder()!);
  const pinned = (names: string[]) => Object.fromEntries(names.map((each) => [each, devDependencies[each]]));
  const tarball = tarballOf(spec);
  const packageJson = {
    name,
    private: true,
    scripts: {
      synth: 'tsc && cdk8s synth --no-check-upgrade',
      prove: 'cdk8s-nim plan dist/app --nodes dist/cluster/eksctl.yaml',
    },
    dependencies: { ...pinned(LIBRARIES), 'cdk8s-nim': tarball ? `file:${tarball.name}` : spec },
    devDependencies: pinned(TOOLS),
  };
  return new Map<string, string | Uint8Array>([
    ['main.ts', template('main.ts').replace(PLACEHOLDER, name)],
    ['package.json', `${JSON.stringify(packageJson, undefined, 2)}\n`],
    ['tsconfig.json', template('tsconfig.json')],
    ['cdk8s.yaml', template('cdk8s.yaml')],
    // npm leaves a .gitignore out of packages.
    ['.gitignore', template('gitignore')],
    [CI_FILES[ci], template(join('ci', `${ci}.yml`))],
    ...tarball ? [[tarball.name, tarball.content] as const] : [],
  ]);
}

function template(path: string): string {
  return readFileSync(join(packageFolder()!, 'template', path), 'utf8');
}

/** The tarball that a spec names; undefined for a version, or an address from which npm takes the package. */
function tarballOf(spec: string): { readonly name: string; readonly content: Uint8Array } | undefined {
  const remedy = 'write the file that npm pack made, a version or an address';
  if (/\.(tgz|tar\.gz)$/.test(spec) && !/^[a-z+]+:/.test(spec)) {
    try {
      return { name: basename(spec), content: readFileSync(spec) };
    } catch (error) {
      throw asUserError(`--package ${spec}`, error, remedy);
    }
  }
  if (spec === '' || existsSync(spec)) {
    throw new UserError('--package', `'${spec}' is no tarball`, remedy);
  }
  return undefined;
}
