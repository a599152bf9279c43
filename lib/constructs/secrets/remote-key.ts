import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * A value in a secret store outside the cluster, by its place.
 */
export class RemoteKey {
  /**
   * The value at a place.
   *
   * @param key name of the secret in the store, such as `research-ops/ngc`
   * @param property key of the JSON object that the secret holds; by default its whole value
   * @throws when the name is empty
   */
  public static of(key: string, property?: string): RemoteKey {
    checkCall('RemoteKey.of', { key, property });
    if (key === '' || property === '') {
      throw new Error(
        `remote key '${key}'${property === undefined ? '' : ` with property '${property}'`} names no secret; ` +
          `write RemoteKey.of('team/name', 'property')`,
      );
    }
    return new RemoteKey(key, property);
  }

  private constructor(
    /** Name of the secret in the store. */
    public readonly key: string,
    /** Key of the JSON object that the secret holds; undefined for its whole value. */
    public readonly property?: string,
  ) {}
}
