import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = 'cdk8s-nim';

/** What is read of our package.json. */
export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly repository?: string | { readonly url: string };
  readonly devDependencies: { readonly [name: string]: string };
}

/** The folder of this package, installed or cloned; undefined where this code is bundled into something else. */
export function packageFolder(): string | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && ownPackage(folder).name === NAME) {
      return folder;
    }
  }
  return undefined;
}

/** Our package.json. */
export function ownPackage(folder: string): OwnPackage {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as OwnPackage;
}
