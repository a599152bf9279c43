import { dev } from './dev';
import { Environment, Release } from './environment';
import { production } from './production';
import { researchOps } from './research-ops';
import { staging } from './staging';

export { argoCdApp, clusterApps, environmentApp, inEnvironment, monitoringApps } from './apps';
export type { Environment, Release } from './environment';

const DESCRIPTIONS: { readonly [name: string]: (release: Release) => Environment } = {
  'research-ops': researchOps, dev, staging, production,
};

/** Names of the environments, in the order in which they are rendered. */
export const ENVIRONMENT_NAMES = Object.keys(DESCRIPTIONS);

/**
 * All environments.
 *
 * @param releaseOf what is released to each
 * @throws when two of them are in one namespace
 */
export function environments(releaseOf: (environment: string) => Release): Environment[] {
  const all = Object.entries(DESCRIPTIONS).map(([name, describe]) => describe(releaseOf(name)));
  checkNamespaces(all);
  return all;
}

/** Two environments in one namespace would take turns in replacing each other. @throws when there are two */
export function checkNamespaces(all: Environment[]): void {
  const owners = new Map<string, string>();
  for (const { name, researchOps: { namespace } } of all) {
    const owner = owners.get(namespace);
    if (owner !== undefined) {
      throw new Error(
        `environment '${name}' is in namespace '${namespace}', as ${owner} is; write a namespace of its own`,
      );
    }
    owners.set(namespace, name);
  }
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
