import {
  isKindOfGroup, kindsOfGroup, removedKind, schemaFields, schemaKind, schemaKinds, SchemaType, schemaVersion,
} from './schema';

const typeOf = (type: string, field: string): SchemaType => schemaFields(type)!.get(field)!.type;

test('every kind has its type and its scope', () => {
  expect(schemaKind('apps/v1', 'Deployment')).toEqual({ type: 'apps.v1.Deployment', isNamespaced: true });
  expect(schemaKind('v1', 'Namespace')).toEqual({ type: 'core.v1.Namespace', isNamespaced: false });
  expect(schemaKind('argoproj.io/v1alpha1', 'Rollout')).toBeUndefined();
  expect(schemaKind('v1', 'constructor')).toBeUndefined();
  expect(schemaKinds().length).toBeGreaterThan(80);
});

test('fields have the types that Go decodes', () => {
  expect(typeOf('apps.v1.DeploymentSpec', 'replicas')).toEqual({ form: 'scalar', scalar: 'int32' });
  expect(typeOf('apps.v1.RollingUpdateDeployment', 'maxSurge')).toEqual({ form: 'scalar', scalar: 'intOrString' });
  expect(typeOf('core.v1.ResourceRequirements', 'limits')).toEqual({
    form: 'map', of: { form: 'scalar', scalar: 'quantity' },
  });
  expect(typeOf('core.v1.Secret', 'data')).toEqual({ form: 'map', of: { form: 'scalar', scalar: 'bytes' } });
  expect(typeOf('core.v1.PodSpec', 'containers')).toEqual({
    form: 'list', of: { form: 'struct', name: 'core.v1.Container' },
  });
  expect(typeOf('core.v1.Container', 'imagePullPolicy')).toEqual({
    form: 'enum', values: ['Always', 'IfNotPresent', 'Never'],
  });
  expect(typeOf('apps.v1.ControllerRevision', 'data')).toEqual({ form: 'object' });
  expect(typeOf('apiextensions.v1.JSONSchemaProps', 'enum')).toEqual({ form: 'list', of: { form: 'any' } });
  expect(typeOf('apiextensions.v1.JSONSchemaProps', 'default')).toEqual({ form: 'any' });
  expect(schemaFields('apps.v1.DeploymentSpec')!.get('selector')!.isRequired).toBe(true);
  expect(schemaFields('apps.v1.DeploymentSpec')!.get('replicas')!.isRequired).toBe(false);
});

test('any JSON has no fields', () => {
  expect(schemaFields('apiextensions.v1.JSON')).toBeUndefined();
  expect(schemaFields('nothing')).toBeUndefined();
});

test('every type that is named is there', () => {
  const seen = new Set<string>();
  const visit = (type: SchemaType): void => {
    if (type.form === 'list' || type.form === 'map') {
      visit(type.of);
    } else if (type.form === 'struct' && seen.size < seen.add(type.name).size) {
      [...schemaFields(type.name)?.values() ?? []].forEach((field) => visit(field.type));
    }
    // A name with a dot that is no type would read as an enum of one value.
    expect(type.form === 'enum' && type.values.some((value) => /^\w+\.v\d/.test(value))).toBe(false);
  };
  schemaKinds()
    .map((kind) => schemaKind(...(kind.split(' ') as [string, string]))!)
    .forEach(({ type }) => visit({ form: 'struct', name: type }));
  expect(seen.size).toBeGreaterThan(400);
});

test('versions that are served no more say since when, and what to write', () => {
  expect(removedKind('policy/v1beta1', 'PodDisruptionBudget')).toEqual({
    minor: 25, instead: 'policy/v1 PodDisruptionBudget',
  });
  expect(removedKind('events.k8s.io/v1beta1', 'Event')).toEqual({ minor: 25, instead: '' });
  expect(removedKind('apps/v1', 'Deployment')).toBeUndefined();
});

test('a group has its kinds, in any version', () => {
  expect(isKindOfGroup('apps', 'Deployment')).toBe(true);
  expect(isKindOfGroup('', 'Pod')).toBe(true);
  expect(isKindOfGroup('apps', 'Pod')).toBe(false);
  expect(isKindOfGroup('apps/v1', 'Deployment')).toBe(false);
  expect(isKindOfGroup('events.k8s.io', 'Event')).toBe(true);
  expect(isKindOfGroup('', 'Event')).toBe(true);
  expect(isKindOfGroup('apps', 'NoKind')).toBe(false);
  expect(kindsOfGroup('apps')).toContain('apps/v1 StatefulSet');
  expect(kindsOfGroup('')).toContain('v1 Pod');
  expect(kindsOfGroup('')).not.toContain('apps/v1 StatefulSet');
  expect(kindsOfGroup('nothing')).toEqual([]);
  expect(kindsOfGroup('apps')).toHaveLength(new Set(kindsOfGroup('apps')).size);
});

test('the schema says of which version it is', () => expect(schemaVersion()).toMatch(/^1\.\d+\.\d+$/));

test('what nothing took the place of has nothing to write instead', () => {
  expect(removedKind('admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy')).toEqual({
    minor: 34, instead: '',
  });
  expect(removedKind('policy/v1beta1', 'constructor')).toBeUndefined();
});
