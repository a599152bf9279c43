import { Field, groupOf, isObject, typeOf } from '../../manifests';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { refusedFor } from '../engine/refused-for';

/** Files of tools that look like objects but are never applied. */
const FILE_GROUPS = ['kustomize.config.k8s.io', 'eksctl.io', 'cdk8s-nim'];

export const requiredFieldMissing: Rule = {
  id: 'required-field-missing',
  title: 'Required field missing',
  severity: 'error',
  explanation: 'The API server refuses the object, so that an apply of several objects stops half-way.',
  remediation: 'Write the field.',
  upstream: 'https://kubernetes.io/docs/reference/kubernetes-api/',
  kinds: [],
  evaluate({ manifest, root }, context) {
    if (FILE_GROUPS.includes(groupOf(manifest))) {
      return NOT_APPLICABLE;
    }
    // A file of a tool has no metadata; of a kind that is not known it may be one.
    const metadata = root.get('metadata');
    const mayBeFile = context.model.unknownKinds.has(typeOf(manifest)) && !metadata.isPresent;
    // Metadata that is a list or a text is told to be unreadable.
    const isUnread = metadata.isPresent && !isObject(metadata.value);
    const violations = refusedFor(manifest, ({ rule }) => rule === 'required-field-missing');
    // Objects of kinds that are not built in have no schema here, but every object has these.
    const names = [root.get('metadata', 'name'), root.get('metadata', 'generateName')];
    const isNamed = mayBeFile || isUnread || names.some(isWritten);
    const missing = [...isNamed ? [] : names.slice(0, 1), root.get('apiVersion')]
      .filter((field) => !isWritten(field) && !violations.some(({ pointer }) => pointer === field.pointer));
    return [
      ...missing.map(({ pointer }) => ({
        pointer, message: `${pointer} is missing; the API server refuses the object`,
      })),
      ...violations,
    ];
  },
};

function isWritten({ isPresent, value }: Field): boolean {
  return isPresent && value !== '';
}
