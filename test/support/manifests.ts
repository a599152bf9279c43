import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { parseAllDocuments } from 'yaml';

/** Any Kubernetes object, as a test reads it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    name: string;
    namespace?: string;
    labels: { [key: string]: string };
    annotations?: { [key: string]: string };
  };
  // The tests read arbitrary fields of arbitrary kinds.
  readonly spec: any;
  readonly data?: any;
  readonly stringData?: any;
}

export const ROOT = resolve(__dirname, '../..');

/** Files below a folder, in the order in which `kubectl apply -f` reads them. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The objects of all files below a folder. */
export function readManifests(folder: string): Manifest[] {
  return filesBelow(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest),
  );
}

/** The committed manifests of an environment. */
export function distManifests(environment: string = 'research-ops'): Manifest[] {
  return readManifests(join(ROOT, 'dist', environment));
}
