import { WorkloadFacts } from './workload-facts';
import { WorkloadProps } from './workload-props';

/**
 * Refuses a pod that the API server would refuse, where the construct can still be named.
 *
 * @throws when two volumes, containers or mounts have the same name or path, or a mount has no volume
 */
export function checkPod(facts: WorkloadFacts, props: WorkloadProps): void {
  const volumes = [...facts.volumes, ...(props.volumes ?? []), ...(facts.claimTemplates ?? [])].map((volume) => volume.name);
  const mounts = [...facts.volumeMounts, ...(props.volumeMounts ?? [])];
  const containers = [facts.containerName, ...[...(props.initContainers ?? []), ...(props.sidecars ?? [])].map((container) => container.name)];
  const paths = [...mounts, ...(props.configMounts ?? [])].map((mount) => mount.mountPath);
  refuseTwice('volume', volumes);
  refuseTwice('container', containers);
  refuseTwice('mount path', paths);
  const dangling = mounts.find((mount) => !volumes.includes(mount.name));
  if (dangling) {
    throw new Error(`mount ${dangling.mountPath} names volume '${dangling.name}', which the pod does not have; it has ${volumes.map((name) => `'${name}'`).join(', ')}`);
  }
}

function refuseTwice(what: string, names: string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`${what} '${twice}' exists twice in the pod; give one of them another name`);
  }
}
