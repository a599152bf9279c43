import { qualifiedNameFault } from '../../prover/validation';

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

/** The annotations by which an Application subscribes. @throws when nobody is told, or no annotation says it @internal */
export function subscriptions(notifications: ArgoCdNotification[]): { [key: string]: string } {
  return Object.fromEntries(notifications.map(({ trigger, service, recipients }) => {
    if (recipients.length === 0) {
      throw new Error(`notification '${trigger}' by ${service} has no recipients; write at least one`);
    }
    const wrong = recipients.find((recipient) => !/^[^\s;](?:[^;\n]*[^\s;])?$/.test(recipient));
    if (wrong !== undefined) {
      throw new Error(`notification '${trigger}' by ${service}: '${wrong}' is no recipient; write one in each text, such as 'my-channel'`);
    }
    const key = `notifications.argoproj.io/subscribe.${trigger}.${service}`;
    if (qualifiedNameFault(key) !== undefined || [trigger, service].includes('')) {
      throw new Error(
        `notification '${trigger}' by '${service}' becomes the annotation ${key}, which no object can have; ` +
          'write for example on-sync-failed and slack',
      );
    }
    return [key, recipients.join(';')];
  }));
}
