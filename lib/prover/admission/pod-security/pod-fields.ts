import { Field } from '../../../manifests';

/** What the checks look at. */
export interface PodFields {
  readonly spec: Field;
  readonly annotations: ReadonlyMap<string, string>;
  /** Init, app and ephemeral containers: upstream `visitContainers`. */
  readonly containers: Field[];
  /** A pod in a user namespace of its own (`hostUsers: false`) may be root inside it. */
  readonly inUserNamespace: boolean;
  readonly isWindows: boolean;
}

/** @param template holds `metadata` and `spec` */
export function podFields(template: Field, spec: Field = template.get('spec')): PodFields {
  return {
    spec,
    annotations: template.get('metadata', 'annotations').stringMap(),
    containers: ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => spec.get(list).items()),
    inUserNamespace: spec.get('hostUsers').value === false,
    isWindows: spec.get('os', 'name').value === 'windows',
  };
}

/** A field of the security context of every container, and of the pod where it has that field too. */
export function contextFields(
  { spec, containers }: PodFields,
  owners: 'containers' | 'pod and containers',
  ...path: string[]
): Field[] {
  return [...(owners === 'containers' ? [] : [spec]), ...containers].map((owner) =>
    owner.get('securityContext', ...path),
  );
}
