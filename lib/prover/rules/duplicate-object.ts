import { getOrMake } from '../../util/get-or-make';
import { CLUSTER_SCOPED_KINDS, Manifest, SourceLocation } from '../../manifests';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

export const duplicateObject: Rule = {
  id: 'duplicate-object',
  title: 'Two objects of the same kind and name',
  severity: 'error',
  explanation:
    'kubectl apply takes both, one after the other, and the last one silently wins; which one that is depends on the order of files.',
  remediation: 'Delete one of them, or give it another name or namespace.',
  upstream: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  kinds: [],
  evaluate({ manifest }, context) {
    if (manifest.name === '') {
      return NOT_APPLICABLE;
    }
    // Reported at the later one: the first would be right on its own.
    const first = context.firstOf.get(manifest);
    if (!first) {
      return [];
    }
    const { file, line } = context.once(placesOfFirst)(first);
    const space = CLUSTER_SCOPED_KINDS.has(manifest.kind) ? '' : ` in namespace ${manifest.namespace}`;
    // An object of an app stands at a construct path, and on no line.
    const place = line > 0 ? `${file}:${line}` : file;
    return [{
      pointer: '/metadata/name',
      message: `${manifest.id}${space} is already defined at ${place}; the last one applied wins`,
    }];
  },
};

/** Where the first one stands, asked once for all that bear its name: every question may read a file again. */
function placesOfFirst(): (first: Manifest) => SourceLocation {
  const known = new Map<Manifest, SourceLocation>();
  return (first) => getOrMake(known, first, () => first.locate());
}
