import { VolumeMount } from '../../../imports/kubernetes';
import { checkConfigMap } from './config-map-reference';
import { configVolumeMounts, configVolumes } from './config-mount';
import { checkFileMounts, checkOwnNamespace, fileMounts } from './file-mounts';
import { imageVolumeMounts, imageVolumes } from './image-volume';
import { podResources } from './pod-resources';
import { parsePinnedImage } from './image';
import { refuseSecretLiteral } from './secret-guard';
import { PodSpecSource } from './workload-spec';
import { WorkloadProps } from './workload-props';

/**
 * Refuses a pod that the API server would refuse or that could never be ready, where the construct can still be named.
 *
 * @throws when two volumes, containers or mounts have the same name or path, a mount has no volume, a container holds a
 * secret as a literal, or a ConfigMap lies in another namespace
 */
export function checkPod(resolved: PodSpecSource, props: WorkloadProps, namespace: string | undefined): void {
  props.configMounts?.forEach(({ configMap }) => checkConfigMap(configMap, namespace));
  checkFileMounts(namespace, props.secretMounts, props.claimMounts);
  checkServiceAccount(props, namespace);
  const files = fileMounts(props.secretMounts, props.claimMounts);
  const own = [...resolved.volumes, ...(resolved.claimTemplates ?? [])];
  const given = [
    ...configVolumes(props.configMounts), ...imageVolumes(props.imageVolumes), ...files.volumes,
    ...(props.volumes ?? []),
  ];
  const volumes = [...own, ...given].map((volume) => volume.name);
  const foreign = [...(props.initContainers ?? []), ...(props.sidecars ?? [])];
  const mounts = [
    ...resolved.volumeMounts, ...configVolumeMounts(props.configMounts), ...imageVolumeMounts(props.imageVolumes),
    ...files.volumeMounts, ...(props.volumeMounts ?? []),
  ];
  if (props.podResources) {
    podResources(props.podResources, resolved.resources);
  }
  refuseTwice('device claim', (props.deviceClaims ?? []).map((claim) => claim._forPod().name));
  refuseTwice('volume', volumes);
  refuseTwice('container', [resolved.containerName, ...foreign.map((container) => container.name)]);
  checkMounts(mounts, volumes);
  for (const container of foreign) {
    checkMounts(container.volumeMounts ?? [], volumes);
    if (typeof container.image === 'string') {
      parsePinnedImage(container.image, `container '${container.name}': image`);
    }
    container.env?.forEach(({ name, value }) => value !== undefined && refuseSecretLiteral(name, value));
  }
}

function checkServiceAccount(
  { serviceAccount, serviceAccountAnnotations }: WorkloadProps, namespace: string | undefined,
): void {
  if (serviceAccount && serviceAccountAnnotations) {
    throw new Error(
      `serviceAccountAnnotations stand beside serviceAccount '${serviceAccount.name}', which is not written; write them where it is made`,
    );
  }
  if (serviceAccount) {
    checkOwnNamespace('service account', serviceAccount, namespace);
  }
}

function checkMounts(mounts: VolumeMount[], volumes: string[]): void {
  // To the kubelet `/tmp/` is `/tmp`: one mount hides the other.
  refuseTwice('mount path', mounts.map((mount) => mount.mountPath.replace(/\/+$/, '').replace(/\/{2,}/g, '/') || '/'));
  const odd = mounts.find(({ mountPath }) => !/^\/[^:]*$/.test(mountPath));
  if (odd) {
    throw new Error(`mount path '${odd.mountPath}' is no absolute path without ':'; write such as /data`);
  }
  const dangling = mounts.find((mount) => !volumes.includes(mount.name));
  if (dangling) {
    throw new Error(
      `mount ${dangling.mountPath} names volume '${dangling.name}', which the pod does not have; it has ${quoted(volumes)}`,
    );
  }
}

function refuseTwice(what: string, names: string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`${what} '${twice}' exists twice in the pod; give one of them another name`);
  }
}

function quoted(names: string[]): string {
  return names.map((name) => `'${name}'`).join(', ') || 'none';
}
