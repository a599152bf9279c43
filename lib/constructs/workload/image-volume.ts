import { Volume, VolumeMount } from '../../../imports/kubernetes';
import { parsePinnedImage } from './image';

/**
 * Files of an image, such as the weights of a model, mounted as a directory that nobody can write to.
 *
 * Kubernetes 1.35 has them; before, the gate ImageVolume must be switched on.
 */
export interface ImageVolume {
  /** Name of the volume in the pod. */
  readonly name: string;

  /** Image or artifact of an OCI registry, with an exact tag or digest. */
  readonly image: string;

  /** Directory of the container in which its files are. */
  readonly mountPath: string;

  /**
   * Directory of the image to mount alone.
   *
   * @default - all of it
   */
  readonly subPath?: string;
}

/**
 * @throws when an image has no exact tag
 *
 * @internal
 */
export function imageVolumes(volumes: readonly ImageVolume[] = []): Volume[] {
  return volumes.map(({ name, image }) => {
    parsePinnedImage(image);
    return { name, image: { reference: image, pullPolicy: 'IfNotPresent' } };
  });
}

/** Their mounts in the main container. @internal */
export function imageVolumeMounts(volumes: readonly ImageVolume[] = []): VolumeMount[] {
  return volumes.map(({ name, mountPath, subPath }) => ({ name, mountPath, subPath, readOnly: true }));
}
