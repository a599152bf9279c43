import { valueText } from '../../util/value-text';
import { allContainers } from '../../manifests';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { SPECIAL_REFUSALS } from '../engine/special-refusals';

export const volumeMissing: Rule = {
  id: 'volume-missing',
  title: 'Volume mount without volume',
  severity: 'error',
  explanation: 'The API server refuses a pod that mounts a volume it does not have.',
  remediation: 'Add the volume to spec.volumes (or volumeClaimTemplates), or correct the name.',
  upstream: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  kinds: SPECIAL_REFUSALS['volume-missing'],
  evaluate({ workload }, context) {
    const podSpec = workload && context.podSpec(workload);
    const mounts = podSpec ? allContainers(podSpec).flatMap((container) => container.get('volumeMounts').items()) : [];
    if (!workload || !podSpec || mounts.length === 0) {
      return NOT_APPLICABLE;
    }
    const names = new Set([
      ...podSpec
        .get('volumes')
        .items()
        .map((volume) => volume.get('name').value),
      ...workload.claimTemplates.map(({ name }) => name),
    ]);
    return mounts
      .map((mount) => mount.get('name'))
      .filter(({ value }) => !names.has(value))
      .map((field) => ({
        pointer: field.pointer,
        message: `there is no volume ${field.string() ?? ''}; the volumes are ${[...names].map(valueText).join(', ') || 'none'}`,
      }));
  },
};
