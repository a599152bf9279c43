import { CLUSTER_SCOPED_KINDS, isObject, Manifest } from '../../manifests';
import { WorkloadRef } from '../workload-ref';

/** By which the API server knows what this program wrote. */
export const FIELD_MANAGER = 'cdk8s-nim';

/** Kinds without which others are not taken. */
const FIRST = ['Namespace', 'CustomResourceDefinition'];

/** One file that is applied, with its objects. */
export interface AppliedFile {
  /** `-` where it is given on standard input. */
  readonly file: string;
  readonly manifests: readonly Manifest[];
  readonly input?: string;
}

/** The files in the order in which they are applied: as they were read, those with namespaces and definitions first. */
export function filesOf(manifests: readonly Manifest[]): AppliedFile[] {
  const files = [...new Set(manifests.map(({ file }) => file))].map((file) =>
    ({ file, manifests: manifests.filter((each) => each.file === file) }));
  const isFirst = ({ manifests: list }: AppliedFile) => list.some(({ kind }) => FIRST.includes(kind));
  return [...files.filter(isFirst), ...files.filter((each) => !isFirst(each))];
}

/** What applies a file; the namespace is said where an object of it names none. */
export function applyCommand({ file, manifests }: AppliedFile, ...more: string[]): string[] {
  const open = manifests.find(({ json, kind }) =>
    !CLUSTER_SCOPED_KINDS.has(kind) && !(isObject(json.metadata) && typeof json.metadata.namespace === 'string'));
  return [
    'apply', '--server-side', '--field-manager', FIELD_MANAGER,
    ...(open === undefined ? [] : ['--namespace', open.namespace]), ...more, '--filename', file,
  ];
}

/**
 * Takes a Deployment from RollingUpdate to Recreate. Server-side apply is refused that: the API server has filled in a
 * `rollingUpdate` that no manager owns and that Recreate may not have (kubernetes pkg/apis/apps/validation
 * `ValidateDeploymentStrategy`).
 */
export function switchCommand({ namespace, name }: WorkloadRef): string[] {
  const patch = { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } };
  return [
    '--namespace', namespace, 'patch', 'deployment', name, '--type', 'merge', '--field-manager', FIELD_MANAGER,
    '--patch', JSON.stringify(patch),
  ];
}
