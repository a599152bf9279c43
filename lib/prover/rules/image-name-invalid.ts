import { isImageName } from '../../kubernetes/image-name';
import { valueText } from '../../util/value-text';
import { allContainers } from '../../manifests';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const imageNameInvalid: Rule = {
  id: 'image-name-invalid',
  title: 'Image whose name nobody can read',
  severity: 'error',
  explanation:
    'The API server takes any text as an image. By one that is no reference (registry/repository:tag, in lower case) the kubelet starts ' +
    'no container: the pod stays in InvalidImageName, and the update never finishes. A template that was not rendered is one.',
  remediation: 'Write registry/repository:tag or @sha256:digest; render templates and variables before (helm template, envsubst).',
  upstream: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    if (!workload) {
      return NOT_APPLICABLE;
    }
    const podSpec = context.podSpec(workload);
    const images = [
      ...allContainers(podSpec).map((container) => container.get('image')),
      ...podSpec.get('volumes').items().map((volume) => volume.get('image', 'reference')),
    ].filter(({ value }) => typeof value === 'string' && value.trim() === value && value !== '');
    return images.length === 0 ? NOT_APPLICABLE
      : images.filter(({ value }) => !isImageName(value as string)).map(({ pointer, value }) => ({
          pointer, message: `'${valueText(value)}' is no name of an image: no container starts (InvalidImageName)`,
        }));
  },
};
