import { Manifest } from '../manifests';
import { fieldOf } from './view';

/** What GitOps controllers write on the objects that they keep as Git has them. */
const ARGO_CD_ANNOTATION = 'argocd.argoproj.io/tracking-id';
const ARGO_CD_LABEL = 'argocd.argoproj.io/instance';
const FLUX_LABELS = ['kustomize.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/name'];

/** Who would take back a change that is not in Git; undefined where nobody says so on the object. */
export function gitOpsOf(object: Manifest): string | undefined {
  const metadata = fieldOf(object).get('metadata');
  const text = (map: string, key: string) => metadata.get(map, key).string();
  const application = text('annotations', ARGO_CD_ANNOTATION)?.split(':')[0] ?? text('labels', ARGO_CD_LABEL);
  if (application !== undefined) {
    return `Argo CD (application ${application})`;
  }
  const flux = FLUX_LABELS.map((label) => text('labels', label)).find((name) => name !== undefined);
  return flux && `Flux (${flux})`;
}
