import { CLUSTER_SCOPED_KINDS } from '../../manifests';
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
    const same = (context.duplicates.get(manifest) ?? []).filter(
      (other) => other.apiVersion.split('/')[0] === manifest.apiVersion.split('/')[0],
    );
    // Reported once, at the later one: the first would be right on its own.
    if (same.indexOf(manifest) < 1) {
      return [];
    }
    const { file, line } = same[0].locate();
    const space = CLUSTER_SCOPED_KINDS.has(manifest.kind) ? '' : ` in namespace ${manifest.namespace}`;
    // An object of an app stands at a construct path, and on no line.
    const place = line > 0 ? `${file}:${line}` : file;
    return [{
      pointer: '/metadata/name',
      message: `${manifest.id}${space} is already defined at ${place}; the last one applied wins`,
    }];
  },
};
