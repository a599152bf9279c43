import { acceleratorsOf, Field, runningContainers } from '../../manifests';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';

export const sharedMemoryTooSmall: Rule = {
  id: 'shared-memory-too-small',
  title: 'Several GPUs with 64 MiB of shared memory',
  severity: 'warning',
  explanation:
    'Processes that serve one model on several GPUs exchange data through /dev/shm, which container runtimes limit to 64 MiB. NCCL then ' +
    'fails with a bus error or stops at start.',
  remediation: 'Mount an emptyDir with medium: Memory and a sizeLimit at /dev/shm.',
  upstream: 'https://docs.nvidia.com/deeplearning/nccl/user-guide/docs/troubleshooting.html#shared-memory',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const podSpec = workload && context.podSpec(workload);
    const parallel = podSpec ? runningContainers(podSpec).filter((container) => acceleratorsOf(container) > 1) : [];
    if (!podSpec || parallel.length === 0) {
      return NOT_APPLICABLE;
    }
    if (podSpec.get('hostIPC').value === true) {
      return [];
    }
    return parallel
      .filter((container) => !mountsSharedMemory(container, podSpec))
      .map((container) => ({
        pointer: `${container.pointer}/volumeMounts`,
        message: `container ${container.get('name').string() ?? ''} has ${acceleratorsOf(container)} accelerators and the default /dev/shm of 64 MiB`,
      }));
  },
};

function mountsSharedMemory(container: Field, podSpec: Field): boolean {
  const volumes = new Map(
    podSpec
      .get('volumes')
      .items()
      .map((volume) => [volume.get('name').string(), volume]),
  );
  return container
    .get('volumeMounts')
    .items()
    .some((mount) => {
      const volume = volumes.get(mount.get('name').string());
      return (
        mount.get('mountPath').value === '/dev/shm'
        && (volume?.get('emptyDir', 'medium').value === 'Memory' || volume?.get('hostPath').isPresent === true)
      );
    });
}
