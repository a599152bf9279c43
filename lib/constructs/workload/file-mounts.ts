import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { KeyToPath, Volume, VolumeMount } from '../../../imports/kubernetes';
import { ClaimMount } from './claim-mount';
import { SecretMount } from './secret-mount';

/** What the pod and its main container have of mounted Secrets and claims. */
export interface FileMounts {
  readonly volumes: Volume[];
  readonly volumeMounts: VolumeMount[];
}

/** The same Secret with other files is another volume; a claim is one, however often it is mounted. */
export function fileMounts(secrets: SecretMount[] = [], claims: ClaimMount[] = []): FileMounts {
  const secretVolumes = secrets.map(({ secret, files }, index): Volume => ({
    name: volumeName('secret', numbered(secret.name, secrets.slice(0, index).map((before) => before.secret.name))),
    secret: { secretName: secret.name, items: files && itemsOf(files) },
  }));
  const claimNames = [...new Set(claims.map(({ claim }) => claim.name))];
  return {
    volumes: [
      ...secretVolumes,
      ...claimNames.map((claimName): Volume => ({
        name: volumeName('claim', claimName), persistentVolumeClaim: { claimName },
      })),
    ],
    volumeMounts: [
      ...secrets.map(({ mountPath }, index) => ({ name: secretVolumes[index].name, mountPath, readOnly: true })),
      ...claims.map(({ claim, mountPath, subPath, readOnly }) => ({
        name: volumeName('claim', claim.name), mountPath, subPath, readOnly,
      })),
    ],
  };
}

/**
 * Checks that pods of a namespace can mount them.
 *
 * @throws when a Secret or claim lies in another namespace
 */
export function checkFileMounts(
  namespace: string | undefined, secrets: SecretMount[] = [], claims: ClaimMount[] = [],
): void {
  secrets.forEach(({ secret }) => secret._checkUsableFrom(namespace));
  claims.forEach(({ claim }) => checkOwnNamespace('claim', claim, namespace));
}

/**
 * Checks that an object of cdk8s-plus lies in the namespace of who uses it; one that is only named does.
 *
 * @throws when it does not
 */
export function checkOwnNamespace(what: string, given: kplus.IResource, namespace: string | undefined): void {
  const object = given.node.defaultChild;
  if (object !== undefined && ApiObject.isApiObject(object) && object.metadata.namespace !== namespace) {
    throw new Error(
      `${what} ${given.node.path} lies in namespace '${object.metadata.namespace ?? ''}', and pods of namespace '${namespace ?? ''}' cannot use it; put it into their chart`,
    );
  }
}

/** `tls`, then `tls-2`: names that a mount of another Secret does not change. */
function numbered(name: string, before: string[]): string {
  const count = before.filter((each) => each === name).length;
  return count === 0 ? name : `${name}-${count + 1}`;
}

function itemsOf(files: { readonly [key: string]: string }): KeyToPath[] {
  return Object.entries(files).map(([key, path]) => ({ key, path }));
}

/** A volume name is a DNS label, the name of an object may be longer and hold dots. */
export function volumeName(what: string, name: string): string {
  return `${what}-${name.replace(/\./g, '-')}`.slice(0, 63).replace(/-+$/, '');
}
