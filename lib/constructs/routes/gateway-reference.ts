/**
 * The Gateway that a route is attached to.
 */
export interface GatewayReference {
  /** Name of the Gateway. */
  readonly name: string;

  /**
   * Namespace of the Gateway.
   *
   * @default - that of the route
   */
  readonly namespace?: string;

  /**
   * Name of its GatewayClass, which tells who sends the requests.
   *
   * @default - not known: the route says `from`
   */
  readonly className?: string;

  /**
   * Name of one of its listeners.
   *
   * @default - all that take the route
   */
  readonly listener?: string;
}
