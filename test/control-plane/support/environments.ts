import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment, ENVIRONMENT_NAMES, environments } from '../../../app/environments';
import { RELEASE_FILE, Releases } from '../../../app/release';
import { distManifests, Manifest, ROOT } from '../../support/manifests';
import { Json } from '../cluster/api';
import { pluralOf } from '../cluster/objects';
import { schemaOf } from './definitions';

/** The environments of dist/, with the nodes that they are made for. */
const releases = Releases.parse(readFileSync(join(ROOT, RELEASE_FILE), 'utf8'), ENVIRONMENT_NAMES);
export const ENVIRONMENTS: Environment[] = environments((name) => releases.of(name));

export function environment(name: string): Environment {
  return ENVIRONMENTS.find((each) => each.name === name)!;
}

/** Groups that the API server knows by itself. */
const BUILT_IN = /^(?:v1|(?:apps|batch|policy|autoscaling)\/v\d|(?!gateway\.).*\.k8s\.io\/v\d)$/;

/**
 * Definitions, with any schema, of the kinds of others that the manifests hold: that the API server takes these objects
 * says nothing, that it takes all others does.
 */
export function definitionsFor(manifests: Manifest[]): Json[] {
  const foreign = new Map(
    manifests
      .filter(({ apiVersion }) => !BUILT_IN.test(apiVersion))
      .map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }]),
  );
  return [...foreign.values()].map(({ apiVersion, kind }) => {
    const [group, version] = apiVersion.split('/');
    const [singular, plural] = [kind.toLowerCase(), pluralOf(kind)];
    const openAPIV3Schema = schemaOf(kind);
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      // Groups of k8s.io that were not approved are refused without it.
      metadata: { name: `${plural}.${group}`, annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' } },
      spec: {
        group,
        scope: 'Namespaced',
        names: { kind, singular, plural },
        versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema } }],
      },
    };
  });
}

export const namespaceOf = ({ researchOps }: Environment): string => researchOps.namespace;

export { distManifests };

export { nodesOf } from './nodes-of';
