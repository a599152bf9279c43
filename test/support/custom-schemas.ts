import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { closed } from '../imports/upstream-schemas';
import { ROOT } from './manifests';
import { Rendered } from './synth';

const FOLDER = join(ROOT, 'test', 'fixtures', 'custom-resources');
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
const schemas = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));

/** What the schemas of other projects in `test/fixtures` find wrong with an object, unknown fields included. */
export function customProblems(manifest: Rendered): string[] {
  const found = schemas.find(({ group, version, kind }) =>
    manifest.apiVersion === `${group}/${version}` && manifest.kind === kind);
  if (!found) {
    throw new Error(`no schema of ${manifest.apiVersion} ${manifest.kind} in ${FOLDER}`);
  }
  const validate = ajv.compile(closed(found.schema));
  validate(manifest);
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath}: ${message} ${JSON.stringify(params)}`);
}
