import { apiGroup } from '../../kubernetes/api-group';
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { GroupKind } from '../../../imports/argoproj.io';
import { CLUSTER_SCOPED_KINDS } from '../../manifests';

/**
 * A kind of Kubernetes objects.
 */
export interface ArgoCdKind {
  /** Kind, such as `Ingress`. */
  readonly kind: string;

  /**
   * API group, such as `networking.k8s.io`.
   *
   * @default '' the core group
   */
  readonly group?: string;
}

/** Custom kinds without a namespace; a built-in one is known by its name. */
const CUSTOM_CLUSTER_SCOPED = new Set([
  'cert-manager.io/ClusterIssuer', 'external-secrets.io/ClusterExternalSecret',
  'external-secrets.io/ClusterSecretStore',
  'gateway.networking.k8s.io/GatewayClass', 'karpenter.k8s.aws/EC2NodeClass', 'karpenter.sh/NodePool',
  'keda.sh/ClusterTriggerAuthentication', 'kueue.x-k8s.io/ClusterQueue', 'kueue.x-k8s.io/ResourceFlavor',
  'nvidia.com/ClusterPolicy',
]);

/** The group of an object, from its `apiVersion`. */
function groupOf(object: ApiObject): string {
  return apiGroup(object.apiVersion);
}

/** Whether objects of a kind belong to no namespace. @internal */
export function isClusterScoped({ group = '', kind }: ArgoCdKind): boolean {
  const isBuiltIn = !group.includes('.') || group.endsWith('.k8s.io');
  return (isBuiltIn && CLUSTER_SCOPED_KINDS.has(kind)) || CUSTOM_CLUSTER_SCOPED.has(`${group}/${kind}`);
}

/** @throws when no kind has that name; `*` stands for any @internal */
export function checkKind(property: string, given: ArgoCdKind): ArgoCdKind {
  const { kind, group = '' } = given;
  if (!/^(?:[A-Z][A-Za-z0-9]*|\*)$/.test(kind)) {
    throw new Error(`${property}: kind '${kind}' is not a kind; write for example Deployment`);
  }
  if (!/^(?:|\*|[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)$/.test(group)) {
    throw new Error(`${property}: group '${group}' of ${kind} is not an API group; write for example apps`);
  }
  return given;
}

/** Kinds of all objects of some constructs, each once, in order. @internal */
export function kindsOf(contents: IConstruct[], more: ArgoCdKind[]): GroupKind[] {
  const objects = contents.flatMap((scope) => scope.node.findAll()).filter((each) => ApiObject.isApiObject(each));
  const kinds = [...objects.map((object) => ({ group: groupOf(object), kind: object.kind })), ...more];
  const byName = kinds.map(({ group = '', kind }) => [`${group}/${kind}`, { group, kind }] as const);
  return [...new Map(byName).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
