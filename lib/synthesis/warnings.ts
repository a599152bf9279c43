import { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';

const METADATA_TYPE = 'cdk8s-nim:warning';

/** What is kept of a warning. */
interface Entry {
  readonly ruleId?: string;
  readonly subject: string;
  readonly message: string;
}

/**
 * What is allowed and yet will hurt: said on stderr when the app is synthesized, never an error.
 */
export class Warnings {
  /**
   * Adds a warning to a construct.
   *
   * @param subject the object it is about
   * @param message what will hurt, and what to write instead
   * @param ruleId of the prover's rule that finds the same; by it the warning can be acknowledged
   */
  public static add(scope: IConstruct, subject: string, message: string, ruleId?: string): void {
    const entry: Entry = { ruleId, subject, message };
    scope.node.addMetadata(METADATA_TYPE, entry);
  }

  /** What the warnings below a construct say, as rule, construct and subject, so that nobody says it again. @internal */
  public static _said(scope: IConstruct): Set<string> {
    const entries = scope.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === METADATA_TYPE).map(({ data }) => ({ path: node.path, ...(data as Entry) })));
    return new Set(entries.map(({ path, ruleId, subject }) => `${ruleId} ${path} ${subject}`));
  }

  /**
   * The warnings of a construct and of all constructs below it, each with its path. Those that somebody has acknowledged
   * for the same reason are one line, so that the reason is said and not drowned.
   */
  public static of(scope: IConstruct): string[] {
    const acknowledged = new Map<string, string[]>();
    const open: string[] = [];
    for (const construct of scope.node.findAll()) {
      for (const { data } of construct.node.metadata.filter(({ type }) => type === METADATA_TYPE)) {
        const { ruleId, subject, message } = data as Entry;
        const reason = ruleId && Acknowledgements._reasonFor(construct, ruleId);
        if (reason === undefined) {
          open.push(`warning: ${construct.node.path}: ${subject} ${message}`);
        } else {
          const key = `${ruleId}: ${reason}`;
          acknowledged.set(key, [...(acknowledged.get(key) ?? []), subject]);
        }
      }
    }
    return [...open, ...[...acknowledged].map(([key, subjects]) => `acknowledged: ${key} (${subjects.join(', ')})`)];
  }
}
