import { Json } from '../cluster/api';

const OPEN = { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true };

function object(properties: { [name: string]: Json }): Json {
  return { ...OPEN, properties };
}

function text(value: string): Json {
  return { type: 'string', default: value };
}

/**
 * Defaults that the definition of a kind writes into objects, because they are what a GitOps tool sees as differences;
 * everything else may have any form. External Secrets Operator from v1 on:
 * https://github.com/external-secrets/external-secrets/blob/v0.16.2/apis/externalsecrets/v1/externalsecret_types.go
 */
const SCHEMAS: { readonly [kind: string]: Json } = {
  ExternalSecret: object({
    spec: object({
      refreshInterval: text('1h0m0s'),
      target: object({
        creationPolicy: text('Owner'),
        deletionPolicy: text('Retain'),
        template: object({ engineVersion: text('v2'), mergePolicy: text('Replace') }),
      }),
      data: {
        type: 'array',
        items: object({
          remoteRef: object({
            conversionStrategy: text('Default'),
            decodingStrategy: text('None'),
            metadataPolicy: text('None'),
          }),
        }),
      },
    }),
  }),
  SecretStore: object({
    spec: object({ provider: object({ aws: object({ sessionTagsPolicy: text('None') }) }) }),
  }),
};

/** The schema of a kind, or one that takes anything. */
export function schemaOf(kind: string): Json {
  return SCHEMAS[kind] ?? OPEN;
}
