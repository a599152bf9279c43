import { JSON_REPORT_VERSION } from './json-report';

export const text = { type: 'string' } as const;
export const count = { type: 'integer', minimum: 0 } as const;
const counts = { type: 'object', additionalProperties: count } as const;

/** An object of JSON Schema; further fields are allowed everywhere. */
export function object(properties: { readonly [key: string]: object }, optional: string[] = []): object {
  return { type: 'object', properties, required: Object.keys(properties).filter((key) => !optional.includes(key)) };
}

/** JSON Schema of what `check --output json` prints. */
export const JSON_REPORT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'cdk8s-nim check report',
  ...object({
    version: { const: JSON_REPORT_VERSION },
    tool: object({ name: { const: 'cdk8s-nim' }, version: text }),
    summary: object({
      objects: count,
      workloads: count,
      errors: { ...count, description: 'Open findings only.' },
      warnings: { ...count, description: 'Open findings only.' },
      acknowledged: count,
      baselined: count,
      ignoredKinds: { ...counts, description: 'Kinds that were not looked at.' },
      verdicts: { ...counts, description: 'Workloads by verdict; absent when the nodes are not known.' },
    }, ['verdicts']),
    faults: {
      type: 'array',
      description: 'Rules that crashed, a fault of cdk8s-nim: what they would have found is missing.',
      items: object({ rule: text, object: text, place: text, more: count, message: text }),
    },
    findings: {
      type: 'array',
      items: object(
        {
          rule: { type: 'string', pattern: '^[a-z0-9-]{1,63}$' },
          severity: { enum: ['error', 'warning'] },
          status: { enum: ['open', 'acknowledged', 'baselined'] },
          title: text,
          subject: object({ apiVersion: text, kind: text, namespace: text, name: text }),
          pointer: { type: 'string', description: 'JSON pointer (RFC 6901) into the object.', pattern: '^(/.*)?$' },
          location: object({
            file: text, line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 },
          }),
          message: text,
          witness: { type: 'array', items: text, description: 'The placement or steps that show it.' },
          remediation: text,
          docs: text,
          upstream: { type: 'string', format: 'uri' },
          fingerprint: {
            type: 'string', pattern: '^[0-9a-f]{16}$',
            description: 'Stable when lines, files and unrelated fields change.',
          },
          acknowledgement: object({ reason: text, expires: { type: 'string', format: 'date' } }, ['expires']),
          tells: { type: 'array', items: text, description: 'Rules of findings that have this cause, told with it.' },
        },
        ['acknowledgement', 'tells'],
      ),
    },
  }),
};
