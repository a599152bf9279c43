import { ResourceAmounts, ResourceQuota } from '../../manifests';

/** How many things of a kind there may be, each taking the same. */
export interface QuotaUser {
  readonly least: number;
  /** `Infinity` where nothing bounds it. */
  readonly most: number;
  /** What one takes; only what this quota counts. */
  readonly usage: ResourceAmounts;
}

/** How many of a user's own a quota lets exist at once. */
export interface QuotaRoom {
  readonly quota: ResourceQuota;
  readonly resource: string;
  readonly hard: number;
  readonly each: number;
  /** Beside all others at their largest: room that is always there. */
  readonly always: number;
  /** Beside all others at their smallest, or without them where not even the smallest of all fit together. */
  readonly atBest: number;
  /** All of them at their smallest exceed the quota: some pods of the namespace are refused even without an update. */
  readonly overfull: boolean;
}

/**
 * The room that one quota leaves to one of its users, by resource; users that take nothing of a resource are not held back
 * by it. Cost: linear in the users, once for each resource.
 */
export class QuotaShares {
  private readonly totals: { resource: string; hard: number; least: number; most: number; unbounded: number }[];

  constructor(private readonly quota: ResourceQuota, users: Iterable<QuotaUser>) {
    const all = [...users];
    this.totals = [...quota.hard].map(([resource, hard]) => {
      const taking = all.map(({ usage, ...count }) => ({ ...count, each: usage.get(resource) ?? 0 })).filter(({ each }) => each > 0);
      const finite = taking.filter(({ most }) => Number.isFinite(most));
      return {
        resource, hard,
        least: taking.reduce((sum, { least, each }) => sum + least * each, 0),
        most: finite.reduce((sum, { most, each }) => sum + most * each, 0),
        unbounded: taking.length - finite.length,
      };
    });
  }

  public roomFor({ least: ownLeast, most: ownMost, usage }: QuotaUser): QuotaRoom[] {
    return this.totals.flatMap(({ resource, hard, least, most, unbounded }) => {
      const each = usage.get(resource) ?? 0;
      if (each === 0) {
        return [];
      }
      const slots = (taken: number) => Math.max(0, Math.floor((hard - taken) / each));
      const ownUnbounded = Number.isFinite(ownMost) ? 0 : 1;
      const overfull = least > hard;
      return [{
        quota: this.quota, resource, hard, each, overfull,
        always: unbounded > ownUnbounded ? 0 : slots(most - (ownUnbounded ? 0 : ownMost * each)),
        atBest: slots(overfull ? 0 : least - ownLeast * each),
      }];
    });
  }
}
