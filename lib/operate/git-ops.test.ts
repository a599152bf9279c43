import { liveDeployment, viewOf, WEB } from '../../test/support/operate';
import { gitOpsOf } from './git-ops';

const gitOps = (metadata: object) => gitOpsOf(viewOf(liveDeployment({ metadata })).find(WEB)!);

test.each<[object, string | undefined]>([
  [{}, undefined],
  [{ annotations: { 'argocd.argoproj.io/tracking-id': 'ops:apps/Deployment:a/web' } }, 'Argo CD (application ops)'],
  [{ labels: { 'argocd.argoproj.io/instance': 'ops' } }, 'Argo CD (application ops)'],
  [{ labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } }, 'Flux (apps)'],
  [{ labels: { 'helm.toolkit.fluxcd.io/name': 'web' } }, 'Flux (web)'],
])('an object with %j is kept by %s', (metadata, by) => {
  expect(gitOps(metadata)).toBe(by);
});
