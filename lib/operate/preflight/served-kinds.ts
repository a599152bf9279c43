import { apiGroup } from '../../kubernetes/api-group';
import { Manifest } from '../../manifests';

/** A kind that the API server serves. */
export interface ServedKind {
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  /** `deployments`. */
  readonly resource: string;
  readonly isNamespaced: boolean;
}

/** Reads the table of `kubectl api-resources --no-headers`; the column of short names is empty for many. */
export function readServedKinds(table: string): ServedKind[] {
  return table.split('\n').flatMap((line) => {
    const cells = line.trim().split(/\s+/);
    const [version, isNamespaced, kind] = cells.slice(-3);
    return cells.length < 4 ? []
      : [{ kind, group: apiGroup(version), resource: cells[0], isNamespaced: isNamespaced === 'true' }];
  });
}

/** The kind of an object among those served; undefined where its definition is not there. */
export function servedKindOf({ apiVersion, kind }: Manifest, served: readonly ServedKind[]): ServedKind | undefined {
  return served.find((each) => each.kind === kind && each.group === apiGroup(apiVersion));
}

/** As kubectl takes it: `deployments.apps`, `services`. */
export function resourceName({ group, resource }: Pick<ServedKind, 'group' | 'resource'>): string {
  return group === '' ? resource : `${resource}.${group}`;
}
