import { isObject, Manifest } from '../../manifests';
import { resourceName, ServedKind, servedKindOf } from './served-kinds';

/** A right that is asked about, as `kubectl auth can-i` asks. */
export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** Undefined for kinds that belong to no namespace. */
  readonly namespace?: string;
}

/** What applying objects needs: server-side apply patches, and creates what is not there. */
export function rightsFor(manifests: readonly Manifest[], served: readonly ServedKind[]): Right[] {
  const rights = manifests.flatMap((manifest): Right[] => {
    const kind = servedKindOf(manifest, served);
    const namespace = kind?.isNamespaced ? manifest.namespace : undefined;
    return kind === undefined ? []
      : ['get', 'create', 'patch'].map((verb) => ({ verb, group: kind.group, resource: kind.resource, namespace }));
  });
  return [...new Map(rights.map((right) => [rightText(right), right])).values()];
}

/** A question for each right, for `kubectl create --filename -`: it is answered and nothing is stored. */
export function accessReviews(rights: readonly Right[]): string {
  const items = rights.map(({ verb, group, resource, namespace }) => ({
    apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { verb, group, resource, namespace } },
  }));
  return JSON.stringify(items.length === 1 ? items[0] : { apiVersion: 'v1', kind: 'List', items });
}

/** Rights that are missing, of the answers in the order of the questions. */
export function missingRights(rights: readonly Right[], answers: readonly unknown[]): Right[] {
  return rights.filter((_, index) => {
    const answer = answers[index];
    return !(isObject(answer) && isObject(answer.status) && answer.status.allowed === true);
  });
}

/** `create deployments.apps in namespace research-ops`. */
export function rightText({ verb, namespace, ...what }: Right): string {
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `${verb} ${resourceName(what)}${where}`;
}
