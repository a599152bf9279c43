import Ajv from 'ajv';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
const { builtInSchemas, closed, customResourceSchemas, prepareSchemas } = require('./schemas');

const definitions = {
  Widget: {
    'type': 'object',
    'properties': {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      spec: { $ref: '#/definitions/WidgetSpec' },
    },
    'x-kubernetes-group-version-kind': [
      { group: 'shop.example.com', version: 'v1', kind: 'Widget' },
      { group: '', version: 'v1', kind: 'Widget' },
    ],
  },
  WidgetSpec: {
    type: 'object',
    properties: {
      size: { type: 'integer' },
      format: { type: 'string' },
      children: { type: 'array', items: { $ref: '#/definitions/WidgetSpec' } },
    },
  },
  Unrelated: { type: 'object', properties: {} },
};

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: shop.example.com
  names: { kind: Gadget }
  versions:
    - name: v1
      served: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                port: { x-kubernetes-int-or-string: true, anyOf: [{ type: integer }, { type: string }] }
                free: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: {} }
                maybe: { type: string, nullable: true }
                labels: { type: object, additionalProperties: { type: string } }
    - name: v1alpha1
      served: false
      schema: { openAPIV3Schema: { type: object } }
`;

const validator = (schema: object) => new Ajv({ strict: false }).compile(schema);

describe('built-in kinds', () => {
  const schemas = builtInSchemas({ definitions });

  test('one schema for each group and version, with just the definitions that it needs', () => {
    expect([...schemas.keys()]).toEqual(['widget_shop.example.com_v1.json', 'widget_v1_v1.json']);
    expect(Object.keys(schemas.get('widget_v1_v1.json').definitions)).toEqual(['Widget', 'WidgetSpec']);
  });

  test('fails when a field is unknown at any depth, or of another type', () => {
    const valid = validator(schemas.get('widget_v1_v1.json'));
    expect(valid({ kind: 'Widget', spec: { size: 1, format: 'a', children: [{ size: 2 }] } })).toBe(true);
    expect(valid({ spec: { sizes: 1 } })).toBe(false);
    expect(valid({ spec: { children: [{ sizes: 1 }] } })).toBe(false);
    expect(valid({ spec: { size: '1' } })).toBe(false);
  });
});

describe('custom resources', () => {
  const schemas = customResourceSchemas(`${crd}---\nkind: Namespace\n`);

  test('served versions only', () => {
    expect([...schemas.keys()]).toEqual(['gadget_shop.example.com_v1.json']);
  });

  test('int-or-string, nullable, maps and open objects keep their meaning; everything else is closed', () => {
    const valid = validator(schemas.get('gadget_shop.example.com_v1.json'));
    const head = { apiVersion: 'shop.example.com/v1', kind: 'Gadget', metadata: { name: 'a', namespace: 'b' } };
    for (const spec of [
      { port: 80 },
      { port: 'http' },
      { free: { any: 1 } },
      { maybe: null },
      { labels: { a: 'b' } },
    ]) {
      expect([spec, valid({ ...head, spec })]).toEqual([spec, true]);
    }
    for (const spec of [{ port: 1.5 }, { ports: 80 }, { maybe: 1 }, { labels: { a: 1 } }]) {
      expect([spec, valid({ ...head, spec })]).toEqual([spec, false]);
    }
  });
});

test('a field named like a keyword of JSON Schema is a field', () => {
  expect(
    closed({ properties: { properties: { type: 'object', properties: { nullable: { type: 'string' } } } } }),
  ).toEqual({
    properties: {
      properties: { type: 'object', properties: { nullable: { type: 'string' } }, additionalProperties: false },
    },
    additionalProperties: false,
  });
});

test('prepareSchemas gives undefined where the data is absent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-test-'));
  expect(prepareSchemas(folder, '1.36.0', join(folder, 'out'))).toBeUndefined();
  rmSync(folder, { recursive: true });
});
