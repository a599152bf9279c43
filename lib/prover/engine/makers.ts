import { allContainers, isBuiltIn, Manifest, ObjectReference, objectReferences, Workload } from '../../manifests';
import { creatorsOf } from './permissions';
import { RuleContext } from './rule-context';

/** Who may make an object that is not among the manifests, in the namespace of the pods that need it. */
export interface Maker {
  readonly id: string;
  /** It names the object, so that it is known to make it, as far as can be read. */
  readonly isCertain: boolean;
}

/**
 * What may make a Secret or ConfigMap: a Job, hook or operator of the manifests whose ServiceAccount may create it, or
 * a custom resource of a kind whose controller is not known. The pods that wait for it are no help, as they do not
 * start before it is there; unless only their containers wait, which start behind an init container that may make it.
 *
 * @param pointers where the pods name the object
 */
export function makerOf(
  context: RuleContext,
  kind: ObjectReference['kind'],
  user: Workload,
  name: string,
  pointers: readonly string[] = [],
): Maker | undefined {
  const { namespace } = user;
  const mayMakeItself = context.podSpec(user).get('initContainers').items().length > 0
    && pointers.length > 0 && pointers.every((pointer) => pointer.includes('/containers/'));
  const creators = creatorsOf(context, namespace, `${kind.toLowerCase()}s`).filter(
    (workload) => (workload.manifest !== user.manifest || mayMakeItself) && workload.hook !== 'never',
  );
  const writer = creators.find((workload) => workload.manifest !== user.manifest && isNamedBy(workload, name, context));
  if (writer) {
    return { id: writer.manifest.id, isCertain: true };
  }
  const maker =
    creators[0]?.manifest
    ?? context.model.uncounted.map(({ manifest }) => manifest).find((manifest) => mayOwn(manifest, namespace));
  return maker && { id: maker.id, isCertain: false };
}

function mayOwn(manifest: Manifest, namespace: string): boolean {
  return !isBuiltIn(manifest) && manifest.namespace === namespace;
}

/** Whether command, arguments, environment or a script in a ConfigMap that the pods read say the name as a word. */
function isNamedBy(workload: Workload, name: string, context: RuleContext): boolean {
  const spec = context.podSpec(workload);
  const scripts = objectReferences(spec, 'ConfigMap').map(
    (reference) => context.model.find('ConfigMap', workload.namespace, reference.name)?.json.data,
  );
  const texts = allContainers(spec).flatMap((container) => [
    container.get('command').value,
    container.get('args').value,
    ...container
      .get('env')
      .items()
      .map((variable) => variable.get('value').value),
  ]);
  return [...texts, ...scripts].some(
    (text) => text !== undefined && text !== null && words(JSON.stringify(text)).has(name),
  );
}

function words(text: string): Set<string> {
  return new Set(text.split(/\\[nrt"]|[^a-z0-9.-]+/));
}

/** Kinds, read or not, whose controllers make Services of their own. */
export function makesServices({ model }: RuleContext): boolean {
  return model.uncounted.length > 0 || model.workloads.some(({ manifest }) => !isBuiltIn(manifest));
}
