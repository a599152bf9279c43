import { Model } from '../../manifests';
import { accessReviews, missingRights, rightsFor, rightText } from './permissions';
import { neededSecrets, secretKeysCommand, secretProblem } from './secret-keys';
import { readServedKinds, servedKindOf } from './served-kinds';

const SERVED =
  readServedKinds(`bindings                                          v1                 true         Binding
namespaces                          ns           v1                 false        Namespace
secrets                                          v1                 true         Secret
deployments                         deploy       apps/v1            true         Deployment
`);
const model = Model.load([{
  file: 'a.yaml',
  text: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: a, annotations: {cdk8s-nim/declared-secrets: 'pull'}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      imagePullSecrets: [{name: pull}]
      containers:
      - name: main
        env:
        - {name: A, valueFrom: {secretKeyRef: {name: token, key: a}}}
        - {name: B, valueFrom: {secretKeyRef: {name: token, key: b}}}
        - {name: C, valueFrom: {secretKeyRef: {name: made, key: c}}}
        - {name: D, valueFrom: {secretKeyRef: {name: perhaps, key: d, optional: true}}}
---
apiVersion: v1
kind: Secret
metadata: {name: made, namespace: a}
`,
}]);
const [deployment] = model.manifests;

test('kinds are found among those that are served, by group and not by version', () => {
  expect(servedKindOf(deployment, SERVED)).toEqual({
    kind: 'Deployment', group: 'apps', resource: 'deployments', isNamespaced: true,
  });
  expect(servedKindOf(deployment, SERVED.slice(0, 3))).toBeUndefined();
});

test('rights are asked once for each kind and namespace, and those that are missing are named', () => {
  const rights = rightsFor(model.manifests, SERVED);
  expect(rights.map(rightText)).toEqual(
    ['get', 'create', 'patch']
      .map((verb) => `${verb} deployments.apps in namespace a`)
      .concat(['get', 'create', 'patch'].map((verb) => `${verb} secrets in namespace a`)),
  );
  const { items } = JSON.parse(accessReviews(rights));
  expect(items[1].spec.resourceAttributes).toEqual({
    verb: 'create', group: 'apps', resource: 'deployments', namespace: 'a',
  });
  const answers = rights.map((_, index) => ({ status: { allowed: index !== 4 } }));
  expect(missingRights(rights, answers).map(rightText)).toEqual(['create secrets in namespace a']);
  expect(missingRights(rights, []).length).toBe(rights.length);
});

test('Secrets from outside are needed with the keys that are named; what the manifests bring and what is optional is not', () => {
  expect(neededSecrets(model)).toEqual([
    { namespace: 'a', name: 'token', keys: ['a', 'b'] }, { namespace: 'a', name: 'pull', keys: [] },
  ]);
});

test('only keys of a Secret are asked for, and a key or Secret that is not there is named', () => {
  const secret = { namespace: 'a', name: 'token', keys: ['a', 'b'] };
  expect(secretKeysCommand(secret).at(-1)).toBe('go-template={{range $key, $value := .data}}{{$key}}{{"\\n"}}{{end}}');
  expect(secretProblem(secret, 'a\nb\n')).toBeUndefined();
  expect(secretProblem(secret, 'a\n')).toBe('Secret token in namespace a has no key b');
  expect(secretProblem(secret, '')).toBe('Secret token is not in namespace a');
});
