const { readEnums, typeOf } = require('./generate-schema');

test('enums are read by type and field, of fields and of their items', () => {
  const source = [
    'func schema_k8sio_api_apps_v1_DeploymentStrategy(ref common.ReferenceCallback) common.OpenAPIDefinition {',
    '\t\t\t\t\t"type": {',
    '\t\t\t\t\t\t\tEnum:        []interface{}{"Recreate", "RollingUpdate"},',
    'func schema_pkg_of_somebody_else(ref common.ReferenceCallback) common.OpenAPIDefinition {',
    '\t\t\t\t\t"type": {',
    '\t\t\t\t\t\t\tEnum:        []interface{}{"x"},',
  ].join('\n');
  expect(readEnums(source).get('apps.v1.DeploymentStrategy.type')).toBe('Recreate|RollingUpdate');
});

test.each([
  ['string', { type: 'string' }],
  ['bytes', { type: 'string', format: 'byte' }],
  ['time', { type: 'string', format: 'date-time' }],
  ['int32', { type: 'integer', format: 'int32' }],
  ['[string]', { type: 'array', items: { type: 'string' } }],
  [
    '{quantity}',
    { type: 'object', additionalProperties: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' } },
  ],
  ['core.v1.Container', { $ref: '#/definitions/io.k8s.api.core.v1.Container' }],
  ['object', { type: 'object' }],
  ['any', {}],
])('%s is the type of its schema', (type, schema) => expect(typeOf(schema)).toBe(type));
