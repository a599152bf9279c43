import Ajv, { ValidateFunction } from 'ajv';
import { readFileSync } from 'fs';
import { join } from 'path';
import { Manifest, ROOT } from '../support/manifests';

/** Where the definitions of the API server lie when they are at hand; they are not part of this repository. */
const FOLDER = join(ROOT, '..', 'shared', 'data', 'kubernetes-schemas');

/** What nobody names a version for is valid from 1.30 on; older ones are rendered for. */
export const VERSIONS = ['1.28.0', '1.36.0'];
export const [OLD_VERSION, VERSION] = VERSIONS;

export function definitionsFile(version: string): string {
  return join(FOLDER, `v${version}.json`);
}

/** Checks an object against the definitions of one Kubernetes version, in which unknown fields are errors. */
export class ClosedSchemas {
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  private readonly definitions: { [name: string]: any };
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(file: string) {
    const { definitions } = JSON.parse(readFileSync(file, 'utf8'));
    this.definitions = definitions;
    for (const definition of Object.values<any>(definitions)) {
      if (definition.properties && definition.additionalProperties === undefined) {
        definition.additionalProperties = false;
      }
    }
    this.ajv.addSchema({ $id: 'kubernetes', definitions });
  }

  /** Empty when the object is valid. */
  public problems(manifest: Manifest): string[] {
    const validate = this.validatorOf(manifest);
    validate(manifest);
    return (validate.errors ?? []).map(
      (error) =>
        `${manifest.kind}/${manifest.metadata.name}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`,
    );
  }

  private validatorOf({ apiVersion, kind }: Manifest): ValidateFunction {
    const key = `${apiVersion}/${kind}`;
    const existing = this.validators.get(key);
    if (existing) {
      return existing;
    }
    const [version, group = ''] = apiVersion.split('/').reverse();
    const name = Object.keys(this.definitions).find((candidate) =>
      this.definitions[candidate]['x-kubernetes-group-version-kind']?.some(
        (gvk: any) => gvk.group === group && gvk.version === version && gvk.kind === kind,
      ),
    );
    if (!name) {
      throw new Error(`${key} is no kind of this Kubernetes version`);
    }
    const validate = this.ajv.compile({ $ref: `kubernetes#/definitions/${name}` });
    this.validators.set(key, validate);
    return validate;
  }
}
