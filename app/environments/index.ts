import { dev } from './dev';
import { Environment, Release } from './environment';
import { production } from './production';
import { researchOps } from './research-ops';
import { staging } from './staging';

export { argoCdApp, clusterApps, environmentApp } from './apps';
export type { Environment, Release } from './environment';

/** All environments of a release. */
export function environments(release: Release): Environment[] {
  return [researchOps, dev, staging, production].map((describe) => describe(release));
}

/**
 * One environment by its name.
 *
 * @throws when there is none of that name
 */
export function environmentNamed(name: string, all: Environment[]): Environment {
  const found = all.find((environment) => environment.name === name);
  if (!found) {
    throw new Error(
      `environment '${name}' is not known; write one of ${all.map((environment) => environment.name).join(', ')}`,
    );
  }
  return found;
}
