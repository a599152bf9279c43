import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Whether a workload has a network policy.
 */
export class NetworkIsolation {
  /** A NetworkPolicy that lets pass what is declared, and nothing else. */
  public static readonly POLICY = new NetworkIsolation();

  /**
   * No NetworkPolicy: everybody may call the workload, and it may call everybody, as far as other policies let them.
   *
   * @param reason such as 'the service mesh decides who calls whom'; it is written into the manifest
   * @throws when there is no reason
   */
  public static none(reason: string): NetworkIsolation {
    checkCall('NetworkIsolation.none', { reason });
    if (reason.trim().length < 5) {
      throw new Error(
        `NetworkIsolation.none has the reason '${reason}'; write why nothing is closed, such as 'the service mesh decides who calls whom'`,
      );
    }
    return new NetworkIsolation(reason.trim());
  }

  private constructor(
    /** Why there is no policy; undefined where there is one. */
    public readonly reasonForNone?: string,
  ) {}

  /** Whether there is a policy. */
  public get isClosed(): boolean {
    return this.reasonForNone === undefined;
  }
}
