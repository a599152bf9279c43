/**
 * What Argo CD Notifications tells of an Application, and whom:
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/subscriptions/
 */
export interface ArgoCdNotification {
  /** Trigger, such as `on-sync-failed` or `on-health-degraded`. */
  readonly trigger: string;

  /** Service, such as `slack`. */
  readonly service: string;

  /** Recipients, such as channels. */
  readonly recipients: string[];
}

/** The annotations by which an Application subscribes. @throws when nobody is told @internal */
export function subscriptions(notifications: ArgoCdNotification[]): { [key: string]: string } {
  return Object.fromEntries(notifications.map(({ trigger, service, recipients }) => {
    if (recipients.length === 0) {
      throw new Error(`notification '${trigger}' by ${service} has no recipients; write at least one`);
    }
    return [`notifications.argoproj.io/subscribe.${trigger}.${service}`, recipients.join(';')];
  }));
}
