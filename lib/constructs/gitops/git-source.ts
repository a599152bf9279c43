/** With a scheme, or as scp writes it: `git@example.com:team/apps.git`. */
const ADDRESS = /^(?:(?:https?|ssh|git|file):\/\/\S+|[\w.-]+@[\w.-]+:\S+)$/;

/** Flux takes no other: spec.url of GitRepository. */
const ADDRESS_OF_FLUX = /^(?:https?|ssh):\/\/\S+$/;

/** A commit, a branch, a tag, or a range of versions such as `>= 1.2.0 < 2`, in one line. */
const REVISION = /^(?!-)[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u;

/** What `git check-ref-format --branch` refuses. */
const NO_BRANCH = /^$|^[-/]|[\s\p{Cc}~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$|^\./u;

/** @throws when git could not clone from it, or Flux would not take it */
export function checkRepoUrl(repoUrl: string, isFlux = false): string {
  if (!(isFlux ? ADDRESS_OF_FLUX : ADDRESS).test(repoUrl)) {
    throw new Error(
      `repoUrl '${repoUrl}' is not the address of a repository; write for example ` +
        `${isFlux ? 'ssh' : 'https'}://git.example.com/team/apps.git`,
    );
  }
  return repoUrl;
}

/** @throws when no revision has that name */
export function checkRevision(revision: string): string {
  if (!REVISION.test(revision)) {
    throw new Error(`targetRevision '${revision}' is no branch, tag or commit; write for example main`);
  }
  return revision;
}

/** @throws when git would not make a branch of that name */
export function checkBranch(branch: string): string {
  if (NO_BRANCH.test(branch)) {
    throw new Error(`branch '${branch}' is no name of a branch; write for example main`);
  }
  return branch;
}
