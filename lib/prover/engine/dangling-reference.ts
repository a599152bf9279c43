import { holdsKey, ObjectReference, objectReferences, Workload } from '../../manifests';
import { makerOf } from './makers';
import { NOT_APPLICABLE, Violation } from './rule';
import { RuleContext } from './rule-context';

/** Violations for references to objects that do not exist, or lack the key. */
export function danglingReferences(
  workload: Workload | undefined,
  kind: ObjectReference['kind'],
  context: RuleContext,
  exists: (namespace: string, name: string) => boolean,
): Violation[] | undefined {
  const references = workload
    ? objectReferences(
        context.podSpec(workload), kind, workload.claimTemplates.map(({ name }) => name),
      )
    : [];
  if (!workload || references.length === 0) {
    return NOT_APPLICABLE;
  }
  const { namespace } = workload;
  const missing = new Set<string>();
  return references.flatMap(({ name, key, pointer, keyPointer }): Violation[] => {
    if (!exists(namespace, name)) {
      // Named in several places it is still one thing to add.
      const places = references.filter((each) => each.name === name).map((each) => each.pointer);
      const maker = makerOf(context, kind, workload, name, places);
      return missing.size === missing.add(name).size || maker?.isCertain
        ? []
        : [{
            pointer,
            message: `${kind} ${name} is not among the manifests of namespace ${namespace}` +
              `${elsewhere(context, kind, namespace, name)}${maker ? `; ${maker.id} may make it` : ''}`,
            severity: maker ? 'warning' : undefined,
          }];
    }
    const target = context.model.find(kind, namespace, name);
    return key !== undefined && target && holdsKey(target, key) === false
      ? [{ pointer: keyPointer ?? pointer, message: `${kind} ${name} has no key ${key}` }]
      : [];
  });
}

function elsewhere({ model }: RuleContext, kind: string, namespace: string, name: string): string {
  const other = model.byKind(kind).find((manifest) => manifest.name === name && manifest.namespace !== namespace);
  return other ? `; there is one in namespace ${other.namespace}, which pods of ${namespace} cannot read` : '';
}
