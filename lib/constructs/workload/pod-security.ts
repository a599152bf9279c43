import { Container, PodSecurityContext, SecurityContext } from '../../../imports/kubernetes';

/** The namespace label that admission reads; the pods of this library pass its strictest level. */
export const POD_SECURITY_LEVEL = 'restricted';

/** User and group a container runs as. */
export interface PodUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Pod-level half of the restricted Pod Security Standard:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function podSecurityContext(user: PodUser): PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user.uid,
    runAsGroup: user.gid,
    fsGroup: user.gid,
    // The default, Always, changes the owner of every file of the volume at every start: minutes on a model cache.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Container-level half of the restricted Pod Security Standard. */
export function containerSecurityContext(readOnlyRootFilesystem: boolean): SecurityContext {
  return {
    allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem,
  };
}

/** A container from outside the library, restricted in every field that its own security context leaves open. */
export function restricted(container: Container): Container {
  return { ...container, securityContext: { ...containerSecurityContext(false), ...container.securityContext } };
}
