import { ResourceAmounts, ResourceQuota } from '../../manifests';

/** How many things of a kind there may be, each taking the same. */
export interface QuotaUser {
  readonly least: number;
  /** `Infinity` where nothing bounds it. */
  readonly most: number;
  /** How many are known to exist. */
  readonly there: number;
  /** What one takes; only what this quota counts. */
  readonly usage: ResourceAmounts;
}

/** How many of a user's own a quota lets exist at once. */
export interface QuotaRoom {
  readonly quota: ResourceQuota;
  readonly resource: string;
  readonly hard: number;
  readonly each: number;
  /** Taken by what is outside the manifests. */
  readonly outside: number;
  /** Beside all others at their largest: room that is always there. */
  readonly always: number;
  /** The same as an amount; below zero where the others alone exceed the quota. */
  readonly free: number;
  /**
   * Beside all others at their smallest, or only what is outside the manifests where not even the smallest of all fit
   * together.
   */
  readonly atBest: number;
  /** All of them at their smallest exceed the quota: some pods of the namespace are refused even without an update. */
  readonly overfull: boolean;
}

/** What of a quota is taken. */
export interface QuotaUsers {
  /** What the manifests describe. */
  readonly own: readonly QuotaUser[];
  /** What is there besides, and stays. */
  readonly outside: readonly QuotaUser[];
  /** Whether these are all that takes of a resource; otherwise the quota's own `used` tells what else there is. */
  readonly areAllOf: (resource: string) => boolean;
}

/**
 * The room that one quota leaves to one of its users, by resource; users that take nothing of a resource are not held
 * back by it. Of what a quota says is used, those users account for part that are known to exist, and others may. Cost:
 * linear in the users, once for each resource.
 */
export class QuotaShares {
  private readonly totals: {
    resource: string;
    hard: number;
    fixed: number;
    least: number;
    most: number;
    unbounded: number;
  }[];

  constructor(private readonly quota: ResourceQuota, { own, outside, areAllOf }: QuotaUsers) {
    this.totals = [...quota.hard].map(([resource, hard]) => {
      const finite = own.filter(({ most, usage }) => Number.isFinite(most) && usage.has(resource));
      const unbounded = own.filter(({ most, usage }) => !Number.isFinite(most) && usage.has(resource)).length;
      const known = total(outside, resource, ({ most }) => most);
      const [least, most] = [total(own, resource, (user) => user.least), total(finite, resource, (user) => user.most)];
      const unexplained = areAllOf(resource) ? 0 : (quota.used.get(resource) ?? 0) - known;
      const fixed = known + (unbounded > 0 ? 0 : Math.max(0, unexplained - most));
      return {
        resource, hard, unbounded, fixed,
        least: fixed + least,
        most: known + Math.max(0, unexplained - total(own, resource, ({ there }) => there)) + most,
      };
    });
  }

  public roomFor({ least: ownLeast, most: ownMost, usage }: QuotaUser): QuotaRoom[] {
    return this.totals.flatMap(({ resource, hard, fixed, least, most, unbounded }) => {
      const each = usage.get(resource) ?? 0;
      if (each === 0) {
        return [];
      }
      const slots = (amount: number) => Math.max(0, Math.floor(amount / each));
      const ownUnbounded = Number.isFinite(ownMost) ? 0 : 1;
      const overfull = least > hard;
      const free = unbounded > ownUnbounded ? -Infinity : hard - most + (ownUnbounded ? 0 : ownMost * each);
      return [{
        quota: this.quota, resource, hard, each, overfull, free, outside: fixed, always: slots(free),
        atBest: slots(hard - (overfull ? fixed : least - ownLeast * each)),
      }];
    });
  }
}

function total(users: readonly QuotaUser[], resource: string, count: (user: QuotaUser) => number): number {
  return users.reduce((sum, user) => sum + count(user) * (user.usage.get(resource) ?? 0), 0);
}
