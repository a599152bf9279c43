import { basename, dirname, join } from 'node:path';

/** Files that a tool makes manifests of, and how; `values` may be a manifest after all. */
const TOOLS: readonly [name: RegExp, command: string][] = [
  [/^kustomization(?:\.ya?ml)?$/i, 'kubectl kustomize'],
  [/^Chart\.ya?ml$/, 'helm template'],
  [/^values(?:[-.].*)?\.ya?ml$/i, 'helm template'],
];

/** A file of `filesAtRevision`: no revision has a colon (git check-ref-format), and one letter is a drive. */
const AT_REVISION = /^([^:]{2,}):(.+)$/;

/**
 * How to make manifests of a file, or of what stands beside it; undefined for all but the input of kustomize and Helm.
 */
export function renderHint(file: string): string | undefined {
  const [, revision, inside = file] = AT_REVISION.exec(file) ?? [];
  const [, command] = TOOLS.find(([name]) => name.test(basename(inside))) ?? [];
  if (command === undefined) {
    return undefined;
  }
  return revision === undefined
    ? `render it: ${command} ${dirname(file)} | cdk8s-nim check -`
    : `render it as it was: git worktree add ../before ${revision}, ${command} ${join('../before', dirname(inside))} > before.yaml, and write --from before.yaml`;
}

/** Whether a file is never a manifest, whatever stands in it. */
export function isToolInput(file: string): boolean {
  const [, , inside = file] = AT_REVISION.exec(file) ?? [];
  return TOOLS.slice(0, 2).some(([name]) => name.test(basename(inside)));
}
