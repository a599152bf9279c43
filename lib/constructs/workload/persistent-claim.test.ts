import { checkSize, claimMetadata, claimSpec, RETAIN_ANNOTATIONS } from './persistent-claim';

const FACTS = { name: 'cache', size: '50Gi', accessMode: 'ReadWriteOnce', retain: true };

test('Argo CD, Flux and Helm are each told to leave a retained claim alone', () => {
  expect(claimMetadata(FACTS, { app: 'llm' })).toEqual({
    name: 'cache', labels: { app: 'llm' }, annotations: RETAIN_ANNOTATIONS,
  });
  expect(RETAIN_ANNOTATIONS).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    'helm.sh/resource-policy': 'keep',
  });
});

test('a claim that may go has no such annotations', () => {
  expect(claimMetadata({ ...FACTS, retain: false }, {})).toEqual({ name: 'cache', labels: {} });
});

test('the class of the cluster is used when none is named', () => {
  expect(claimSpec(FACTS).storageClassName).toBeUndefined();
  expect(claimSpec({ ...FACTS, storageClass: 'gp3' })).toEqual({
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'gp3',
    resources: { requests: { storage: '50Gi' } },
  });
});

test.each(['0', '-1Gi'])('fails when the size is %s', (size) => {
  expect(() => checkSize('storageSize', size)).toThrow(
    new Error(`storageSize '${size}' is not positive; write a size such as 50Gi`),
  );
});

test('fails when the size is no quantity', () => {
  expect(() => checkSize('storageSize', '50GB')).toThrow(
    new Error(
      "storageSize '50GB' is not a Kubernetes quantity; write a number with an optional suffix, such as 500m, 2 or 20Gi",
    ),
  );
});
