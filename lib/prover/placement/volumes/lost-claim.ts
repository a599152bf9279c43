import { oncePer } from '../../../util/once-per';
import { Field, isBeingDeleted, isBuiltIn, liveTwin, Manifest, Model } from '../../../manifests';

/**
 * Why no new pod of a claim is scheduled, whatever room there is (kubernetes
 * pkg/scheduler/framework/plugins/volumebinding/volume_binding.go `podHasPVCs`): what the cluster has of it decides, as
 * an apply brings nothing back that is being deleted. Manifests that were read from a cluster say it themselves.
 */
export function lostClaim(model: Model, namespace: string, name: string): string | undefined {
  const { options } = model;
  const claim = liveTwin(options, 'PersistentVolumeClaim', namespace, name)
    ?? model.find('PersistentVolumeClaim', namespace, name);
  if (claim === undefined) {
    return isAbsent(model, namespace, name) ? `claim ${name} does not exist, and nothing of the input makes it`
      : undefined;
  }
  if (isBeingDeleted(claim)) {
    return `claim ${name} is being deleted, and stays so until no pod mounts it: it takes no new pod`;
  }
  return Field.of(claim, []).get('status', 'phase').value === 'Lost'
    ? `claim ${name} is bound to a volume that is gone (phase Lost)` : undefined;
}

/**
 * Whether a snapshot shows that there is no such claim: it has all claims of a namespace of which it has the accounts
 * (each has one). One that a StatefulSet makes, or an object of its name may (a DataVolume), is left open.
 */
function isAbsent(model: Model, namespace: string, name: string): boolean {
  const { asked, live = NONE } = model.options;
  return asked?.has('PersistentVolumeClaim') === true && namespacesKnown(live).has(namespace)
    && ![live, model.manifests].some((each) => makersAmong(each).has(`${namespace}/${name}`))
    && !templatesOf(model).has(`${namespace}/${name.replace(/-\d+$/, '')}`);
}

const NONE: readonly Manifest[] = [];

const namespacesKnown = oncePer((live: readonly Manifest[]) =>
  new Set(live.flatMap(({ kind, namespace }) => (kind === 'ServiceAccount' ? [namespace] : []))));

const makersAmong = oncePer((objects: readonly Manifest[]) =>
  new Set(objects.filter((each) => !isBuiltIn(each)).map(({ namespace, name }) => `${namespace}/${name}`)));

const templatesOf = oncePer(({ workloads }: Model) => new Set(workloads.flatMap(({ namespace, name, claimTemplates }) =>
  claimTemplates.map((template) => `${namespace}/${template.name}-${name}`))));
