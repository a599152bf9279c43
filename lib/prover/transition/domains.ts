import { Spread } from '../placement';

const KNOWN = new WeakMap<readonly number[], Domains>();

/** The nodes of the domains that a spread constraint counts: one list for each set of domains. */
export class Domains {
  private readonly known = new Map<string, readonly number[]>();

  private constructor(private readonly domainOf: readonly number[]) {}

  public static of({ domainOf }: Spread): Domains {
    const domains = KNOWN.get(domainOf) ?? new Domains(domainOf);
    KNOWN.set(domainOf, domains);
    return domains;
  }

  public nodes(domains: readonly number[]): readonly number[] {
    const key = domains.join();
    const chosen = new Set(domains);
    const nodes = this.known.get(key)
      ?? this.domainOf.flatMap((domain, node) => (chosen.has(domain) ? [node] : []));
    this.known.set(key, nodes);
    return nodes;
  }
}
