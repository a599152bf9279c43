import { Violation } from './rule';

/** Violations that are remembered at one time. */
const MOST = 1_000;

/** Makes equal violations one, so that what is said of very many objects is kept once. */
export class SharedViolations {
  private readonly known = new Map<string, Violation>();

  /** The violation itself, or the equal one that came before it. */
  public shared(violation: Violation): Violation {
    const { pointer, message, witness, remediation, because, severity } = violation;
    if (witness !== undefined) {
      return violation;
    }
    const key = [pointer, message, remediation, because, severity].join('\0');
    const known = this.known.get(key);
    if (known) {
      return known;
    }
    if (this.known.size >= MOST) {
      this.known.clear();
    }
    this.known.set(key, violation);
    return violation;
  }
}
