import { isToolInput, renderHint } from './render-hint';

test.each<[string, string | undefined]>([
  ['prod/kustomization.yaml', 'render it: kubectl kustomize prod | cdk8s-nim check -'],
  ['C:/a/Chart.yaml', 'render it: helm template C:/a | cdk8s-nim check -'],
  ['origin/main:prod/kustomization.yaml', 'render it as it was: git worktree add ../before origin/main, ' +
    'kubectl kustomize ../before/prod > before.yaml, and write --from before.yaml'],
  ['HEAD:values.yaml', 'render it as it was: git worktree add ../before HEAD, ' +
    'helm template ../before > before.yaml, and write --from before.yaml'],
  ['HEAD:prod/a.yaml', undefined],
])('input of a tool is rendered where it is, of a revision as it was then: %s', (file, hint) => {
  expect(renderHint(file)).toBe(hint);
});

test('at the top of a revision it is known, too', () => {
  expect(['HEAD:kustomization.yaml', 'HEAD:a/Chart.yaml', 'HEAD:values.yaml', 'a.yaml'].map(isToolInput))
    .toEqual([true, true, false, false]);
});
