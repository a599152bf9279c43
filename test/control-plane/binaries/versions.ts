/** What is built for one minor of Kubernetes. */
export interface Versions {
  readonly kubernetes: string;
  readonly etcd: string;
}

/** Exact versions by minor, newest first. */
export const VERSIONS: { readonly [minor: string]: Versions } = {
  '1.37': { kubernetes: '1.37.2', etcd: '3.7.3' },
  // The oldest that builds from Go modules: those of 1.29 need k8s.io/legacy-cloud-providers, which is not served.
  '1.30': { kubernetes: '1.30.14', etcd: '3.7.3' },
};

export const NEWEST = Object.keys(VERSIONS)[0];

/** @throws when no version of that minor is pinned */
export function versionsOf(minor: string): Versions {
  const versions = VERSIONS[minor];
  if (versions === undefined) {
    throw new Error(
      `--kubernetes '${minor}': no version of that minor is pinned; write one of ${Object.keys(VERSIONS).join(', ')}`,
    );
  }
  return versions;
}
