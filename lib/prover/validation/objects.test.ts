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

test('a path of an Ingress begins with /, and leads nowhere else', () => {
  const backend = { service: { name: 's', port: { number: 80 } } };
  const ingress = (path: string | undefined, pathType = 'Prefix') => refusals({
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'x' },
    spec: { rules: [{ http: { paths: [{ path, pathType, backend }] } }] },
  });
  expect([ingress('/'), ingress('/a/b'), ingress(undefined, 'ImplementationSpecific')]).toEqual([[], [], []]);
  expect(ingress('a')).toEqual([expect.stringMatching(/path must start with \//)]);
  expect(ingress(undefined)).toEqual([expect.stringMatching(/path is missing/)]);
  expect(ingress('a', 'ImplementationSpecific')).toEqual([expect.stringMatching(/path must start with \//)]);
  for (const part of ['//', '/./', '/../', '%2f', '%2F']) {
    expect(ingress(`/a${part}b`)).toEqual([expect.stringContaining(`path must not contain '${part}'`)]);
  }
  expect(ingress('/a/..')).toEqual([expect.stringMatching(/path must not end with '\/\.\.'/)]);
  expect(ingress('/a/.')).toEqual([expect.stringMatching(/path must not end with '\/\.'/)]);
});

test('a DaemonSet surges or gives up, and does one of them', () => {
  const set = (rollingUpdate: Json, type = 'RollingUpdate') => refusals({
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'x' },
    spec: {
      selector: { matchLabels: { a: 'b' } }, updateStrategy: { type, rollingUpdate },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'c:1' }] } },
    },
  });
  expect([{}, { maxSurge: 1, maxUnavailable: 0 }, { maxSurge: 0, maxUnavailable: 2 }].map((each) => set(each)))
    .toEqual([[], [], []]);
  expect(set({ maxSurge: 1 }))
    .toEqual([expect.stringMatching(/maxSurge must be 0 where maxUnavailable is 1, as it is where none is given/)]);
  expect(set({ maxSurge: 1, maxUnavailable: 2 }))
    .toEqual([expect.stringMatching(/maxSurge must be 0 where maxUnavailable is 2/)]);
  expect(set({ maxUnavailable: 0 })).toHaveLength(1);
  expect(set({ maxSurge: 1, maxUnavailable: 2 }, 'OnDelete')).toEqual([]);
});

test('what a ConfigMap and a Secret hold is 1 MiB at most, together', () => {
  const config = (bytes: number, more: Json = {}) =>
    refusals({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 'v'.repeat(bytes) }, ...more });
  expect(config(1024 * 1024)).toEqual([]);
  expect(config(1024 * 1024 + 1)).toEqual([expect.stringMatching(/data must be no more than 1 MiB together with/)]);
  expect(config(1024 * 1024, { binaryData: { b: 'YQ==' } })).toHaveLength(1);
  expect(config(1024 * 1024 - 1, { binaryData: { b: 'YQ==' } })).toEqual([]);
});

test.each([
  ['a'.repeat(63), undefined], ['a'.repeat(254), 'must be no more than 253 characters'], ['A', 'must '],
  ['a_b', 'must '],
  ['a..b', 'must '], ['-a', 'must '], ['a.', 'must '],
])('%s as the name of a ConfigMap: %s', (name, fault) => {
  expect(refusals({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }))
    .toEqual(fault === undefined ? [] : [expect.stringContaining(`/metadata/name ${fault}`)]);
});
