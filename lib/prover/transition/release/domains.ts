import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Spread } from '../../placement';

/** The nodes of the domains that a spread constraint counts: one list for each set of domains. */
export class Domains {
  private readonly known = new Map<string, readonly number[]>();

  private constructor(private readonly domainOf: readonly number[]) {}

  public static of({ domainOf }: Spread): Domains {
    return Domains.made(domainOf);
  }

  private static readonly made = oncePer((domainOf: readonly number[]) => new Domains(domainOf));

  public nodes(domains: readonly number[]): readonly number[] {
    const key = domains.join();
    const chosen = new Set(domains);
    return getOrMake(this.known, key, () =>
      this.domainOf.flatMap((domain, node) => (chosen.has(domain) ? [node] : [])));
  }
}
