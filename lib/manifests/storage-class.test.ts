import { Manifest } from './manifest';
import { defaultStorageClass } from './storage-class';

const MARK = 'storageclass.kubernetes.io/is-default-class';

function storageClass(name: string, value: unknown, creationTimestamp?: string, key = MARK): Manifest {
  const json = { kind: 'StorageClass', metadata: { name, creationTimestamp, annotations: { [key]: value } } };
  return new Manifest(json, { file: 'a.yaml', locate: () => ({ file: 'a.yaml', line: 1, column: 1 }) }, 0);
}

test('a class is the default by its annotation, or by the beta form of it', () => {
  expect(defaultStorageClass([])).toBeUndefined();
  expect(defaultStorageClass([storageClass('a', 'false'), storageClass('b', undefined)])).toBeUndefined();
  expect(defaultStorageClass([storageClass('a', 'false'), storageClass('b', 'true')])).toBe('b');
  const beta = storageClass('c', 'true', undefined, 'storageclass.beta.kubernetes.io/is-default-class');
  expect(defaultStorageClass([storageClass('a', 'false'), beta])).toBe('c');
});

test('of several the newest counts, and of equally old ones the first by name', () => {
  const [old, young] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'];
  expect(defaultStorageClass([storageClass('a', 'true', old), storageClass('b', 'true', young)])).toBe('b');
  expect(defaultStorageClass([storageClass('b', 'true', old), storageClass('a', 'true', old)])).toBe('a');
});

test('a class that is still to be created will be the newest', () => {
  const live = storageClass('a', 'true', '2026-02-01T00:00:00Z');
  expect(defaultStorageClass([storageClass('z', 'true'), live])).toBe('z');
  expect(defaultStorageClass([storageClass('z', 'true'), live, storageClass('y', 'true')])).toBe('y');
});
