import Ajv, { ValidateFunction } from 'ajv';
import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { filesBelow, ROOT } from '../support/manifests';
import { isAtHand } from '../support/test-with';
import { CustomResource } from './custom-resource';

/** Where the upstream CustomResourceDefinitions lie when they are at hand; they are not part of this repository. */
const DATA = join(ROOT, '..', 'shared', 'data');

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
let definitions: Map<string, () => ValidateFunction> | undefined;

/**
 * What the upstream definitions find wrong with objects, unknown fields included.
 *
 * @returns undefined when the definitions are not at hand
 */
export function upstreamProblems(manifests: CustomResource[]): string[] | undefined {
  if (!isAtHand('the definitions of Kubernetes')) {
    return undefined;
  }
  return manifests.flatMap((manifest) => {
    const validate = validatorOf(manifest);
    validate?.(manifest);
    return (validate?.errors ?? []).map(
      (error) =>
        `${manifest.kind}/${manifest.metadata.name}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`,
    );
  });
}

/** Whether the definitions at hand know a kind. */
export function hasUpstreamSchema(manifest: CustomResource): boolean {
  return isAtHand('the definitions of Kubernetes') && validatorOf(manifest) !== undefined;
}

function validatorOf({ apiVersion, kind }: CustomResource): ValidateFunction | undefined {
  definitions ??= readDefinitions();
  return definitions.get(`${apiVersion}/${kind}`)?.();
}

function readDefinitions(): Map<string, () => ValidateFunction> {
  const found = new Map<string, () => ValidateFunction>();
  for (const file of filesBelow(join(DATA, 'crds'))) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      const spec = document.toJS()?.spec;
      for (const version of spec?.versions ?? []) {
        found.set(
          `${spec.group}/${version.name}/${spec.names.kind}`,
          once(() => closed(version.schema.openAPIV3Schema)),
        );
      }
    }
  }
  found.set(
    'eksctl.io/v1alpha5/ClusterConfig',
    once(() => JSON.parse(readFileSync(join(DATA, 'eksctl', 'schema.json'), 'utf8'))),
  );
  return found;
}

function once(schema: () => object): () => ValidateFunction {
  let validate: ValidateFunction | undefined;
  return () => (validate ??= ajv.compile(schema()));
}

/** A copy of a schema in which an object that lists its fields has no others. */
export function closed(schema: any): any {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const readable = Object.entries(schema).filter(([key, value]) => key !== 'pattern' || !isGoPattern(value));
  const copy = Object.fromEntries(readable.map(([key, value]) => [key, closed(value)]));
  const isOpen = schema.additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'];
  return schema.type === 'object' && schema.properties && !isOpen ? { ...copy, additionalProperties: false } : copy;
}

/** Go has flags inside of a pattern, such as `(?i)`, which JavaScript cannot read. */
function isGoPattern(pattern: unknown): boolean {
  return typeof pattern === 'string' && pattern.includes('(?i)');
}
