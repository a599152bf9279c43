import { deployment, modelOf, statefulSet } from '../../../test/support/rules';
import { isSecret, objectQuestions, podQuestions, withoutTemplate } from './questions';

test('an object is asked for in its namespace, one of the cluster in none, and one without a name by some name', () => {
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b' } },
    { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'load-', namespace: 'shop' } },
  ];
  expect(objectQuestions(modelOf(objects)).map(({ object }) => object.metadata)).toEqual([
    { name: 'a', namespace: 'default' }, { name: 'b' },
    { generateName: 'load-', namespace: 'shop', name: 'load-dry-run' },
  ]);
});

test('a pod is asked for as its controller would, with labels and annotations of the template', () => {
  const web = deployment(
    {},
    {
      template: {
        metadata: { labels: { app: 'web' }, annotations: { a: 'b' } },
        spec: { containers: [{ name: 'c', image: 'i' }] },
      },
    },
  );
  expect(podQuestions(modelOf([web]))).toEqual([
    expect.objectContaining({
      pointer: '/spec/template/spec',
      object: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web-cdk8s-nim-dry-run', namespace: 'shop', labels: { app: 'web' }, annotations: { a: 'b' } },
        spec: { containers: [{ name: 'c', image: 'i' }] },
      },
    }),
  ]);
});

test('a pod of a StatefulSet has the volumes of its claim templates in place of those that bear their names', () => {
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const db = statefulSet(
    { volumeClaimTemplates: [claim] },
    {
      volumes: [
        { name: 'data', emptyDir: {} }, { name: 'tmp', emptyDir: {} },
      ],
    },
  );
  expect(podQuestions(modelOf([db]))[0].object.spec).toMatchObject({
    volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }],
  });
});

test('a pod that is written itself is asked for once, as an object', () => {
  const pod = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'c', image: 'i' }] },
  };
  expect([objectQuestions(modelOf([pod])).length, podQuestions(modelOf([pod])).length]).toEqual([1, 0]);
});

test('pods of a kind that writes no template are named as not asked for', () => {
  const nim = {
    apiVersion: 'apps.nvidia.com/v1alpha1', kind: 'NIMService', metadata: { name: 'llm' },
    spec: { image: { repository: 'a', tag: 'b' }, replicas: 1, resources: { limits: { 'nvidia.com/gpu': 1 } } },
  };
  expect(podQuestions(modelOf([nim]))).toEqual([]);
  expect(withoutTemplate(modelOf([nim])).map(({ kind }) => kind)).toEqual(['NIMService']);
});

test('a Secret is told from all else', () => {
  const objects = ['Secret', 'ConfigMap'].map((kind) => ({ apiVersion: 'v1', kind, metadata: { name: 'a' } }));
  expect(objectQuestions(modelOf(objects)).map(isSecret)).toEqual([true, false]);
});
