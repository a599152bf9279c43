/** One thing that the API server did not take. */
export interface ApplyError {
  readonly text: string;
  /** Who owns the fields, where that is the reason. */
  readonly managers: readonly string[];
}

/**
 * Managers whose fields may be taken over without asking: this program by another verb, and kubectl, by which the same
 * manifests are applied, rolled back and patched by hand.
 */
const OWN_MANAGERS = [
  'cdk8s-nim', 'kubectl', 'kubectl-client-side-apply', 'kubectl-rollout', 'kubectl-patch', 'kubectl-edit',
];

/** What `kubectl apply --server-side` complains of, one object each. */
export function readApplyErrors(stderr: string): ApplyError[] {
  return stderr.split(/^(?=error: |Error from server|Error: |The \S+ "[^"]*" is invalid)/m)
    .map((text) => text.trim()).filter((text) => text !== '' && !text.startsWith('Warning:'))
    .map((text) => ({
      text: text.split('\nPlease review the fields above')[0].replace(/\s+/g, ' '),
      managers: [...text.matchAll(/with "([^"]+)"(?: with subresource "([^"]+)")?(?= using|:)/g)]
        .map(([, manager, subresource]) => subresource === undefined ? manager : `${manager}/${subresource}`),
    }));
}

export function isConflict({ managers }: ApplyError): boolean {
  return managers.length > 0;
}

/** Whether every field in the way was written by this program or by kubectl. */
export function isOwnConflict({ managers }: ApplyError): boolean {
  return managers.length > 0 && managers.every((manager) => OWN_MANAGERS.includes(manager));
}

/** Objects that were taken, of the lines that kubectl prints: `deployment.apps/reasoning-nim`. */
export function readApplied(stdout: string): string[] {
  return [...stdout.matchAll(/^(\S+) serverside-applied/gm)].map(([, name]) => name);
}
