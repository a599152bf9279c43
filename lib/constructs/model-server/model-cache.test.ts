import * as kplus from 'cdk8s-plus-28';
import { ModelCache, Nim, RolloutStrategy } from '../..';
import { aNim, EMBEDDING_IMAGE } from '../../../test/support/examples';
import { mainContainer, newChart, only, podSpec, render, Rendered } from '../../../test/support/synth';

const nimWith = (modelCache: ModelCache): Rendered[] => render((chart) => aNim(chart, 'llm', { modelCache }));
const volume = (manifests: Rendered[]): Rendered =>
  podSpec(manifests).volumes.find(({ name }: Rendered) => name === 'model-cache');
const claims = (manifests: Rendered[]): Rendered[] => manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim');
const SURGE = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });

test('by default a NIM has a claim of its own, as large as its models need, that one node can attach and that outlives its manifests', () => {
  const claim = only(
    render((chart) => aNim(chart, 'embedding', { nim: Nim.fromImage(EMBEDDING_IMAGE) })),
    'PersistentVolumeClaim',
  );
  expect(claim.metadata.name).toBe('embedding-cache');
  expect(claim.spec).toEqual({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } });
  expect(claim.metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'helm.sh/resource-policy': 'keep',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
});

test.each([
  [ModelCache.claim({ size: '80Gi', storageClass: 'gp3', retain: false }), 'ReadWriteOnce'],
  [ModelCache.sharedClaim({ size: '80Gi', storageClass: 'gp3', retain: false }), 'ReadWriteMany'],
])('a claim of its own has size, class and retention as asked for', (cache, accessMode) => {
  const manifests = nimWith(cache);
  const [claim] = claims(manifests);
  expect(claim.spec).toEqual({
    accessModes: [accessMode], storageClassName: 'gp3', resources: { requests: { storage: '80Gi' } },
  });
  expect(claim.metadata.annotations).toBeUndefined();
  expect(volume(manifests).persistentVolumeClaim).toEqual({ claimName: 'llm-cache' });
});

test.each([
  ['an existing claim', ModelCache.existingClaim('models'), { persistentVolumeClaim: { claimName: 'models' } }],
  [
    'an existing shared claim', ModelCache.existingSharedClaim('models'),
    { persistentVolumeClaim: { claimName: 'models' } },
  ],
  ['an empty directory', ModelCache.emptyDir('60Gi'), { emptyDir: { sizeLimit: '60Gi' } }],
  [
    'a directory of the node', ModelCache.hostPath('/var/lib/nim'),
    { hostPath: { path: '/var/lib/nim', type: 'Directory' } },
  ],
])('%s renders no claim', (_, cache, source) => {
  const manifests = nimWith(cache);
  expect(claims(manifests)).toEqual([]);
  expect(volume(manifests)).toEqual({ name: 'model-cache', ...source });
});

test('an empty directory as cache fits into the disk that the pod may use', () => {
  expect(mainContainer(nimWith(ModelCache.emptyDir('60Gi'))).resources.limits['ephemeral-storage']).toBe('80Gi');
});

test.each([
  ['a shared claim', ModelCache.sharedClaim()],
  ['an existing shared claim', ModelCache.existingSharedClaim('models')],
  ['an empty directory', ModelCache.emptyDir('60Gi')],
  ['a directory of the node', ModelCache.hostPath('/var/lib/nim')],
])('%s allows several replicas and pods above them', (_, modelCache) => {
  expect(() => aNim(newChart(), 'llm', { modelCache, replicas: 2, rollout: SURGE })).not.toThrow();
});

describe.each([
  ['an own claim', ModelCache.claim(), 'llm-cache'],
  ['an existing claim', ModelCache.existingClaim('models'), 'models'],
])('%s that one node can attach', (_, modelCache, claim) => {
  test.each([
    ['a number', SURGE, 'rollingUpdate with maxSurge 1 and maxUnavailable 0'],
    [
      'a percentage',
      RolloutStrategy.rollingUpdatePercent({ maxSurge: 1, maxUnavailable: 50 }),
      'rollingUpdate with maxSurge 1% and maxUnavailable 50%',
    ],
  ])('fails when an update adds %s of pods', (__, rollout, words) => {
    expect(() => aNim(newChart(), 'llm', { modelCache, rollout })).toThrow(
      new Error(
        `lab/llm: ${words} cannot finish: claim ${claim} is ReadWriteOnce, and the old pod holds it; ` +
          'use maxSurge 0, RolloutStrategy.recreate() or ModelCache.sharedClaim()',
      ),
    );
  });

  test('fails when there are several replicas', () => {
    expect(() => aNim(newChart(), 'llm', { modelCache, replicas: 2 })).toThrow(
      new Error(
        `lab/llm: replicas 2 cannot share claim ${claim}, which is ReadWriteOnce; use ModelCache.sharedClaim() or one replica`,
      ),
    );
  });

  test('can be replaced in place', () => {
    expect(() =>
      aNim(newChart(), 'llm', {
        modelCache,
        rollout: RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 1 }),
      }),
    ).not.toThrow();
  });
});

test.each([
  [
    'the size of a claim is zero', () => ModelCache.claim({ size: '0' }),
    "cache size '0' is not positive; write a size such as 50Gi",
  ],
  [
    'the limit of an empty directory is negative', () => ModelCache.emptyDir('-1Gi'),
    "cache size '-1Gi' is not positive; write a size such as 50Gi",
  ],
  [
    'the name of a claim is no object name', () => ModelCache.existingClaim('My_Claim'),
    "claim name 'My_Claim' is not a Kubernetes object name; write at most 253 lower-case letters, digits, '-' and '.'",
  ],
  [
    'a directory of the node is not absolute',
    () => ModelCache.hostPath('cache'),
    "host path 'cache' is not absolute; write a path such as /var/lib/nim-cache",
  ],
])('fails when %s', (_, create, message) => {
  expect(create).toThrow(new Error(message));
});

test('a cache on the node is warned of, because restricted namespaces refuse it', () => {
  render((chart) => aNim(chart, 'llm', { modelCache: ModelCache.hostPath('/var/lib/nim-cache') }));
  expect(jest.mocked(console.warn).mock.calls.flat()).toContain(
    'warning: lab/llm: the model cache is a directory of the node, which Pod Security restricted and baseline refuse; write ModelCache.claim(), or label the namespace privileged',
  );
});

test.each([
  ['a claim', ModelCache.claim()], ['a shared claim', ModelCache.sharedClaim()],
  ['scratch space', ModelCache.emptyDir('20Gi')],
])('%s as cache is not warned of', (_, modelCache) => {
  nimWith(modelCache);
  expect(jest.mocked(console.warn).mock.calls.flat().join()).not.toContain('model cache');
});

test('a claim of cdk8s-plus is shared by as many nodes as its access modes say', () => {
  const chart = newChart();
  const { READ_WRITE_MANY, READ_WRITE_ONCE } = kplus.PersistentVolumeAccessMode;
  const claimWith = (mode: kplus.PersistentVolumeAccessMode): kplus.PersistentVolumeClaim =>
    new kplus.PersistentVolumeClaim(chart, mode, { metadata: { name: 'models' }, accessModes: [mode] });
  const named = kplus.PersistentVolumeClaim.fromClaimName(chart, 'named', 'models');
  const caches = [claimWith(READ_WRITE_MANY), claimWith(READ_WRITE_ONCE), named].map((each) => ModelCache.of(each));
  expect(caches.map(({ isSingleNode }) => isSingleNode)).toEqual([false, true, true]);
  expect(volume(nimWith(caches[0])).persistentVolumeClaim).toEqual({ claimName: 'models' });
  expect(claims(nimWith(caches[0]))).toEqual([]);
});
