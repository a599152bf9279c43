import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledgements';
import { findingKey } from './synthesis-report';
import { checkCall } from '../kubernetes/shapes/check-shape';

const METADATA_TYPE = 'cdk8s-nim:warning';

/** What is kept of a warning. */
interface Entry {
  readonly subject: string;
  readonly message: string;
  /** Of the prover's rule that finds the same, and the path of the object it finds it on. */
  readonly finding?: { readonly ruleId: string; readonly path: string };
}

/**
 * What is allowed and yet will hurt: said on stderr when the app is synthesized, never an error.
 */
export class Warnings {
  /**
   * Adds a warning to a construct.
   *
   * @param subject what it is about
   * @param message what will hurt, and what to write instead
   */
  public static add(scope: IConstruct, subject: string, message: string): void {
    checkCall('Warnings.add', { scope, subject, message });
    addEntry(scope, { subject, message });
  }

  /**
   * Adds a warning that says what a rule of the prover finds on an object; whoever acknowledges the rule answers it.
   * @internal
   */
  public static _addFinding(scope: IConstruct, object: ApiObject, ruleId: string, message: string): void {
    addEntry(scope, { subject: object.name, message, finding: { ruleId, path: object.node.path } });
  }

  /** The findings that warnings below a construct say, by rule and object, so that nobody says them again. @internal */
  public static _said(scope: IConstruct): Set<string> {
    const findings = scope.node
      .findAll()
      .flatMap((construct) => entriesOf(construct).flatMap(({ finding }) => finding ?? []));
    return new Set(findings.map(({ ruleId, path }) => findingKey(ruleId, path)));
  }

  /**
   * The warnings of a construct and of all constructs below it, each with its path. Those that somebody has
   * acknowledged for the same reason are one line, so that the reason is said and not drowned.
   */
  public static of(scope: IConstruct): string[] {
    const acknowledged = new Map<string, string[]>();
    const open: string[] = [];
    for (const construct of scope.node.findAll()) {
      for (const { subject, message, finding } of entriesOf(construct)) {
        const reason = finding && Acknowledgements._reasonFor(construct, finding.ruleId);
        if (reason === undefined) {
          open.push(`warning: ${construct.node.path}: ${subject} ${message}`);
        } else {
          const key = `${finding?.ruleId}: ${reason}`;
          acknowledged.set(key, [...(acknowledged.get(key) ?? []), subject]);
        }
      }
    }
    return [...open, ...[...acknowledged].map(([key, subjects]) => `acknowledged: ${key} (${subjects.join(', ')})`)];
  }
}

function addEntry(scope: IConstruct, entry: Entry): void {
  scope.node.addMetadata(METADATA_TYPE, entry);
}

function entriesOf({ node }: IConstruct): Entry[] {
  return node.metadata.filter(({ type }) => type === METADATA_TYPE).map(({ data }) => data as Entry);
}
