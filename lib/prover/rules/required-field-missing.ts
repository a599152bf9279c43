import { Field, groupOf, typeOf } from '../../manifests';
import { allContainers } from '../../manifests/pod-spec';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

const NEEDS_SELECTOR = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Files of tools that look like objects but are never applied. */
const FILE_GROUPS = ['kustomize.config.k8s.io', 'eksctl.io'];

export const requiredFieldMissing: Rule = {
  id: 'required-field-missing',
  title: 'Required field missing',
  severity: 'error',
  explanation: 'The API server refuses the object, so that an apply of several objects stops half-way.',
  remediation: 'Write the field.',
  upstream: 'https://kubernetes.io/docs/reference/kubernetes-api/',
  kinds: [],
  evaluate({ manifest, root, workload }, context) {
    if (context.model.unknownKinds.has(typeOf(manifest)) || FILE_GROUPS.includes(groupOf(manifest))) {
      return NOT_APPLICABLE;
    }
    const spec = root.get('spec');
    const named = root.get('metadata', 'name').isPresent || root.get('metadata', 'generateName').isPresent;
    const needed: Field[] = [root.get('apiVersion')];
    if (workload && NEEDS_SELECTOR.includes(typeOf(manifest))) {
      needed.push(spec.get('selector'));
    }
    if (typeOf(manifest) === 'Service' && spec.get('type').value !== 'ExternalName' && spec.get('clusterIP').value !== 'None') {
      needed.push(spec.get('ports'));
    }
    if (workload) {
      needed.push(...allContainers(context.podSpec(workload)).flatMap((container) => [container.get('name'), container.get('image')]));
    }
    const missing = needed
      .filter((field) => !field.isPresent)
      .map(({ pointer }) => ({ pointer, message: `${pointer} is missing; the API server refuses the object` }));
    return named ? missing : [{ pointer: '/metadata/name', message: 'metadata.name is missing; the API server refuses the object' }, ...missing];
  },
};
