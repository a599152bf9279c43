import { UserError } from '../../util/user-error';
import { Manifest } from '../../manifests';
import { RuleDescription } from './rule';

/**
 * A rule that crashed: a fault of this package. The other rules went on, and the rule said nothing of these objects.
 */
export interface Fault {
  readonly rule: string;
  /** The first object it crashed on, as `namespace/Kind/name`. */
  readonly object: string;
  /** Where that object stands, as `file:line`. */
  readonly place: string;
  /** How many further objects it crashed on. */
  readonly more: number;
  readonly error: Error;
}

/** Gathers the faults of one run, one for each rule. */
export class FaultList {
  private readonly byRule = new Map<string, Fault>();

  /** What `evaluate` returns; undefined when it crashes, which is noted. An error of the user's passes. */
  public guard<T>({ id }: RuleDescription, manifest: Manifest, evaluate: () => T): T | undefined {
    try {
      return evaluate();
    } catch (error) {
      if (error instanceof UserError) {
        throw error;
      }
      this.add(id, manifest, error);
      return undefined;
    }
  }

  public get all(): Fault[] {
    return [...this.byRule.values()];
  }

  private add(rule: string, manifest: Manifest, thrown: unknown): void {
    const known = this.byRule.get(rule);
    const { file, line } = manifest.locate();
    this.byRule.set(rule, known ? { ...known, more: known.more + 1 } : {
      rule,
      object: `${manifest.namespace}/${manifest.id}`,
      place: `${file}:${line}`,
      more: 0,
      error: thrown instanceof Error ? thrown : new Error(String(thrown)),
    });
  }
}
