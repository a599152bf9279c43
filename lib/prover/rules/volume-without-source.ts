import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const volumeWithoutSource: Rule = {
  id: 'volume-without-source',
  title: 'Volume that does not say what it holds',
  severity: 'warning',
  explanation:
    'The API server makes an emptyDir of it. Often a generator of YAML has dropped a field that it does not know: classes that are generated ' +
    'from an older Kubernetes, as cdk8s-plus-28 has them, write an image volume as its name alone, and the container finds an empty directory.',
  remediation: 'Write emptyDir: {} where it is meant, else what the generator has dropped.',
  upstream: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const volumes = (workload && context.podSpec(workload)?.get('volumes').items()) ?? [];
    if (volumes.length === 0) {
      return NOT_APPLICABLE;
    }
    return volumes
      .filter((volume) => volume.entries().every(([key, { isPresent }]) => key === 'name' || !isPresent))
      .map((volume) => ({
        pointer: volume.pointer,
        message: `volume ${volume.get('name').string() ?? ''} says nothing of what it holds, and becomes an empty directory`,
      }));
  },
};
