import { valueText } from '../../util/value-text';
import { NOT_APPLICABLE, POD_KINDS, Rule, Violation } from '../engine/rule';
import { Field, runningContainers } from '../../manifests';

export const memoryVolumeExceedsMemoryLimit: Rule = {
  id: 'memory-volume-exceeds-memory-limit',
  title: 'Memory-backed volume against the memory limit',
  severity: 'warning',
  explanation:
    'Pages of an emptyDir with medium: Memory count against the memory limit of the container that wrote them. A sizeLimit that is ' +
    'absent or not below that limit lets writing to /dev/shm end in an OOM kill.',
  remediation: 'Write a sizeLimit well below the memory limit of every container that mounts the volume.',
  upstream: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const podSpec = workload && context.podSpec(workload);
    const isReplaced = (volume: Field) =>
      workload?.claimTemplates.some(({ name }) => name === volume.get('name').value) ?? false;
    const volumes =
      podSpec
        ?.get('volumes')
        .items()
        .filter((volume) => volume.get('emptyDir', 'medium').value === 'Memory' && !isReplaced(volume)) ?? [];
    if (!podSpec || volumes.length === 0) {
      return NOT_APPLICABLE;
    }
    return volumes.flatMap((volume) => {
      const name = volume.get('name').string() ?? '';
      const size = volume.get('emptyDir', 'sizeLimit');
      const bytes = size.quantity('value');
      const mounting = runningContainers(podSpec).filter((container) =>
        container
          .get('volumeMounts')
          .items()
          .some((mount) => mount.get('name').value === name),
      );
      return mounting.flatMap((container): Violation[] => {
        const limit = container.get('resources', 'limits', 'memory');
        const limitBytes = limit.quantity('value');
        if (limitBytes === undefined || (bytes !== undefined && bytes < limitBytes)) {
          return [];
        }
        const label = container.get('name').string() ?? '';
        const sized = bytes === undefined ? 'without sizeLimit' : `of ${valueText(size.value)}`;
        return [
          {
            pointer: size.pointer,
            message: `memory-backed volume ${name} ${sized} can fill the whole memory limit ${valueText(limit.value)} of container ${label}`,
          },
        ];
      });
    });
  },
};
