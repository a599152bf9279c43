import { Json } from '../../../test/support/rules';
import { refusals } from '../../../test/support/refusals';

test('a claim for one pod has no other access mode', () => {
  const claim = (...accessModes: string[]) => refusals({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'x' },
    spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
  });
  expect([claim('ReadWriteOncePod'), claim('ReadWriteOnce', 'ReadOnlyMany')]).toEqual([[], []]);
  expect(claim('ReadWriteOncePod', 'ReadWriteMany'))
    .toEqual([expect.stringMatching(/accessModes\/1 must not be given beside ReadWriteOncePod/)]);
  expect(claim('ReadWrite')[0]).toMatch(/accessModes\/0 must be ReadOnlyMany, /);
});

test('annotations have 256 KiB, and every object has a name', () => {
  const config = (metadata: Json) => refusals({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
  expect(config({ name: 'x', annotations: { a: 'v'.repeat(256 * 1024 - 1) } })).toEqual([]);
  expect(config({ name: 'x', annotations: { a: 'v'.repeat(256 * 1024) } })).toHaveLength(1);
  expect(config({ generateName: 'x-' })).toEqual([]);
  expect(config({})[0]).toMatch(/name/);
});
