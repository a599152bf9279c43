/** One limit of a quota, and what a pod of each kind takes of it: by number of the actor, or of the DaemonSet. */
export interface Limit {
  readonly hard: number;
  /** What is taken by pods that neither come nor go. */
  readonly base: number;
  readonly actors: readonly Takes[];
  readonly daemons: readonly Takes[];
}

export interface Takes {
  readonly old: number;
  readonly fresh: number;
}

/** Pods that exist, whether they have found a node or not. */
export interface Made {
  oldOf(actor: number): number;
  freshOf(actor: number): number;
  oldOfDaemon(daemon: number): number;
  freshOfDaemon(daemon: number): number;
}

/**
 * Whether the API server lets a further pod exist (kubernetes plugin/pkg/admission/resourcequota `checkRequest`: what
 * is used and what is asked for together stay within the limit). Its controller tries again for ever.
 */
export class QuotaMeter {
  constructor(private readonly limits: readonly Limit[]) {}

  /** Nothing is ever refused. */
  public get isIdle(): boolean {
    return this.limits.length === 0;
  }

  public allows(made: Made, actor: number, which: keyof Takes): boolean {
    return this.limits.every((limit) => this.fits(limit, made, limit.actors[actor][which]));
  }

  public allowsDaemon(made: Made, daemon: number): boolean {
    return this.limits.every((limit) => this.fits(limit, made, limit.daemons[daemon].fresh));
  }

  private fits({ hard, base, actors, daemons }: Limit, made: Made, asked: number): boolean {
    return asked === 0
      || hard >= base + asked +
        actors.reduce((sum, { old, fresh }, at) => sum + made.oldOf(at) * old + made.freshOf(at) * fresh, 0) +
        daemons.reduce(
          (sum, { old, fresh }, at) => sum + made.oldOfDaemon(at) * old + made.freshOfDaemon(at) * fresh, 0);
  }
}
