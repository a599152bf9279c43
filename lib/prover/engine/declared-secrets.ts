import { DECLARED_SECRETS_ANNOTATION } from '../../kubernetes/annotations';
import { UserError } from '../../util/user-error';
import { isObject, Manifest } from '../../manifests';

/** Secrets known to exist outside the manifests. */
export class DeclaredSecrets {
  /**
   * Secrets named on the command line and in annotations.
   *
   * @throws when an entry is neither `namespace/name` nor a name
   */
  public static of(entries: string[], manifests: Manifest[]): DeclaredSecrets {
    const malformed = entries.find((entry) => !/^(?:[a-z0-9-]{1,63}\/)?[a-z0-9.-]{1,253}$/.test(entry));
    if (malformed !== undefined) {
      throw new UserError(
        undefined,
        `declared secret '${malformed}' is no name`,
        'write namespace/name, or a name for every namespace',
      );
    }
    const annotated = manifests.flatMap((manifest) => {
      const namespace = manifest.kind === 'Namespace' ? manifest.name : manifest.namespace;
      return annotatedNames(manifest).map((name) => `${namespace}/${name}`);
    });
    return new DeclaredSecrets(new Set([...entries, ...annotated]));
  }

  private constructor(private readonly names: ReadonlySet<string>) {}

  public has(namespace: string, name: string): boolean {
    return this.names.has(name) || this.names.has(`${namespace}/${name}`);
  }
}

function annotatedNames({ json }: Manifest): string[] {
  const annotations = isObject(json.metadata) ? json.metadata.annotations : undefined;
  const value = isObject(annotations) ? annotations[DECLARED_SECRETS_ANNOTATION] : undefined;
  return typeof value === 'string' ? value.split(',').map((name) => name.trim()).filter(Boolean) : [];
}
