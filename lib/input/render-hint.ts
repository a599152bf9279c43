import { basename, dirname } from 'node:path';

/** Files that a tool makes manifests of, and how; `values` may be a manifest after all. */
const TOOLS: readonly [name: RegExp, command: string][] = [
  [/^kustomization(?:\.ya?ml)?$/i, 'kubectl kustomize'],
  [/^Chart\.ya?ml$/, 'helm template'],
  [/^values(?:[-.].*)?\.ya?ml$/i, 'helm template'],
];

/**
 * How to make manifests of a file, or of what stands beside it; undefined for all but the input of kustomize and Helm.
 */
export function renderHint(file: string): string | undefined {
  const [, command] = TOOLS.find(([name]) => name.test(basename(file))) ?? [];
  return command && `render it: ${command} ${dirname(file)} | cdk8s-nim check -`;
}

/** Whether a file is never a manifest, whatever stands in it. */
export function isToolInput(file: string): boolean {
  return TOOLS.slice(0, 2).some(([name]) => name.test(basename(file)));
}
