import { Model } from '../../manifests';
import { firstStartWords } from './first-start';

type Json = any;

const claim = (status: object) => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'nim-cache', namespace: 'a' }, status,
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

function nim({ image = 'nvcr.io/nim/nvidia/a:1', budget = '1200', env = [], volumes }: Json = {}): Json {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment',
    metadata: {
      name: 'nim', namespace: 'a', annotations: budget ? { 'cdk8s-nim/startup-budget-seconds': budget } : {},
    },
    spec: {
      selector: { matchLabels: { app: 'nim' } },
      template: {
        metadata: { labels: { app: 'nim' } },
        spec: {
          containers: [{
            name: 'nim', image, env: [{ name: 'NIM_CACHE_PATH', value: '/cache' }, ...env],
            resources: { limits: { 'nvidia.com/gpu': 1 } },
            volumeMounts: [{ name: 'data', mountPath: '/data' }, { name: 'cache', mountPath: '/cache' }],
          }],
          volumes: volumes ?? [
            { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
            { name: 'cache', persistentVolumeClaim: { claimName: 'nim-cache' } },
          ],
        },
      },
    },
  };
}

const manifests = (objects: object[]) =>
  Model.load([{ file: 'a.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) }]).manifests;

function words(deployment: object, ...live: object[]): string {
  const model = new Model(manifests([deployment]), { live: manifests(live) });
  return firstStartWords(model.workloads[0], model);
}

test('the first start takes as long as the manifests allow it, and the claim at the path of the cache keeps it', () => {
  expect(words(nim())).toBe('; the first start takes up to 20 min, and downloads the model and may compile a TensorRT ' +
    'engine for this GPU; later starts read it from claim nim-cache');
  expect(words(nim({ budget: '90' }))).toContain('takes up to 1 min 30 s, and');
});

test('where nothing bounds it no number is said', () => {
  expect(words(nim({ budget: '' }))).toMatch(/^; the first start downloads the model/);
});

test('a claim that an earlier start of the same image has had is read; of another image, or not bound, it is not', () => {
  const bound = claim({ phase: 'Bound' });
  expect(words(nim(), nim(), bound))
    .toBe('; claim nim-cache is bound, and what an earlier start has put there is read from it');
  const first = /^; the first start takes/;
  expect(words(nim({ image: 'nvcr.io/nim/nvidia/a:2' }), nim(), bound)).toMatch(first);
  expect(words(nim(), nim(), claim({ phase: 'Pending' }))).toMatch(first);
  expect(words(nim(), bound)).toMatch(first);
});

test('without a claim every start is a first one, and a model of an image is not downloaded', () => {
  const volumes = [{ name: 'cache', emptyDir: {} }];
  expect(words(nim({ volumes }))).toBe('; every start takes up to 20 min, and downloads the model and may compile a ' +
    'TensorRT engine for this GPU, as no claim keeps it');
  expect(words(nim({ volumes, env: [{ name: 'NIM_MODEL_NAME', value: '/model-repository' }] })))
    .toBe('; every start takes up to 20 min, and may compile a TensorRT engine for this GPU, as no claim keeps it');
});

test('of what is no NIM nothing is said', () => {
  expect(words(nim({ image: 'registry.example.com/a:1' }))).toBe('');
});
