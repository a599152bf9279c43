import { isConflict, isOwnConflict, readApplied, readApplyErrors } from './apply-errors';

const conflictWith = (
  manager: string,
) => `error: Apply failed with 1 conflict: conflict with ${manager} using apps/v1: .spec.replicas
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
`;

test.each([
  ['"cdk8s-nim"', true],
  ['"kubectl-client-side-apply"', true],
  ['"kubectl"', true],
  ['"kubectl" with subresource "scale"', false],
  ['"kube-controller-manager"', false],
  ['"argocd-controller"', false],
])('a conflict with %s is of our own making: %s', (manager, isOwn) => {
  const [error, ...others] = readApplyErrors(conflictWith(manager));
  expect([others, isConflict(error), isOwnConflict(error)]).toEqual([[], true, isOwn]);
  expect(error.text).not.toContain('Please review');
});

test('each object that is not taken is an error of its own, and warnings are none', () => {
  const errors = readApplyErrors([
    'Warning: would violate PodSecurity "restricted:latest"',
    'Error from server (NotFound): namespaces "a" not found',
    'The Deployment "web" is invalid: spec.selector: field is immutable',
    'error: resource mapping not found for name: "x"',
    'ensure CRDs are installed first',
  ].join('\n'));
  expect(errors.map(({ text }) => text)).toEqual([
    'Error from server (NotFound): namespaces "a" not found',
    'The Deployment "web" is invalid: spec.selector: field is immutable',
    'error: resource mapping not found for name: "x" ensure CRDs are installed first',
  ]);
  expect(errors.some(isConflict)).toBe(false);
});

test('several managers in one conflict are all of our own making, or it is not', () => {
  const text = `error: Apply failed with 2 conflicts: conflicts with "kubectl-rollout" using apps/v1:
- .spec.template
conflicts with "helm" using apps/v1:
- .spec.replicas`;
  const [error] = readApplyErrors(text);
  expect([error.managers, isOwnConflict(error)]).toEqual([['kubectl-rollout', 'helm'], false]);
});

test('objects that were taken are named', () => {
  expect(readApplied('namespace/a serverside-applied\ndeployment.apps/web serverside-applied\n'))
    .toEqual(['namespace/a', 'deployment.apps/web']);
});
