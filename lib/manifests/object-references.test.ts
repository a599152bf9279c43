import { fieldOf } from '../../test/support/fields';
import { liveObjects } from '../../test/support/admission';
import { holdsKey, ObjectReference, objectReferences } from './object-references';

const KINDS = {
  ConfigMap: { keyRef: 'configMapKeyRef', ref: 'configMapRef', volume: 'configMap', name: 'name' },
  Secret: { keyRef: 'secretKeyRef', ref: 'secretRef', volume: 'secret', name: 'secretName' },
} as const;

describe.each(['ConfigMap', 'Secret'] as const)('references of a %s', (kind) => {
  const { keyRef, ref, volume, name } = KINDS[kind];
  const of = (spec: object, replaced?: string[]) => objectReferences(fieldOf(spec), kind, replaced)
    .map((each: ObjectReference) => [each.name, each.key, each.pointer.slice('/at'.length), each.keyPointer?.slice(3)]);

  test('are keys of variables', () => {
    const env = [{ name: 'A', valueFrom: { [keyRef]: { name: 'one', key: 'k' } } },
      { name: 'B', valueFrom: { [keyRef]: { name: 'two', key: 'k', optional: true } } }, { name: 'C', value: 'x' },
      { name: 'D', valueFrom: { [keyRef]: { name: 'three', optional: false } } },
      { name: 'E', valueFrom: { [keyRef]: { name: '', key: 'k' } } }];
    expect(of({ initContainers: [{ env }], containers: [{}] })).toEqual([
      ['one', 'k', `/initContainers/0/env/0/valueFrom/${keyRef}/name`, `/initContainers/0/env/0/valueFrom/${keyRef}/key`],
      ['three', undefined, `/initContainers/0/env/3/valueFrom/${keyRef}/name`,
        `/initContainers/0/env/3/valueFrom/${keyRef}/key`],
    ]);
    expect(objectReferences(fieldOf({ containers: [{ env }] }), kind)[0].kind).toBe(kind);
  });

  test('are all that variables are made of', () => {
    expect(of({ containers: [{ envFrom: [{ [ref]: { name: 'one' } }, { [ref]: { name: 'two', optional: true } }] }] }))
      .toEqual([['one', undefined, `/containers/0/envFrom/0/${ref}/name`, undefined]]);
  });

  test('are volumes, as a whole or by keys', () => {
    const items = [{ key: 'a', path: 'x' }, { key: 'b', path: 'y' }];
    expect(of({ volumes: [{ name: 'v', [volume]: { [name]: 'one' } }, { name: 'w', [volume]: { [name]: 'two', items } },
      { name: 'x', [volume]: { [name]: 'three', optional: true } }, { name: 'y', emptyDir: {} }] })).toEqual([
      ['one', undefined, `/volumes/0/${volume}/${name}`, undefined],
      ['two', 'a', `/volumes/1/${volume}/${name}`, `/volumes/1/${volume}/items/0/key`],
      ['two', 'b', `/volumes/1/${volume}/${name}`, `/volumes/1/${volume}/items/1/key`],
    ]);
  });

  test('are sources of projected volumes', () => {
    expect(of({ volumes: [{ name: 'v', projected: { sources: [{ [volume]: { name: 'one' } }, { [volume]: {} }] } }] }))
      .toEqual([['one', undefined, `/volumes/0/projected/sources/0/${volume}/name`, undefined]]);
  });

  test('are none of volumes that are replaced, and of the other kind', () => {
    const volumes = ['v', 'w'].map((each) => ({ name: each, [volume]: { [name]: each } }));
    expect(of({ volumes }, ['v']).map(([each]) => each)).toEqual(['w']);
    const other = KINDS[kind === 'Secret' ? 'ConfigMap' : 'Secret'];
    expect(of({ containers: [{ env: [{ name: 'A', valueFrom: { [other.keyRef]: { name: 'one', key: 'k' } } }],
      envFrom: [{ [other.ref]: { name: 'one' } }] }],
    volumes: [{ name: 'v', [other.volume]: { [other.name]: 'one' } }] }))
      .toEqual([]);
  });
});

test.each<[object, string, boolean | undefined]>([
  [{ data: { a: 'x' } }, 'a', true], [{ data: { a: 'x' } }, 'b', false], [{ stringData: { a: 'x' } }, 'a', true],
  [{ binaryData: { a: 'x' } }, 'a', true], [{ data: {}, stringData: { a: '' } }, 'a', true], [{}, 'a', undefined],
  [{ data: null, stringData: 'x' }, 'a', undefined], [{ data: {} }, 'toString', false],
])('%j holds %s: %p', (json, key, expected) =>
  expect(holdsKey(liveObjects([{ kind: 'Secret', ...json }])[0], key)).toBe(expected));
