import { IConstruct } from 'constructs';

const METADATA_TYPE = 'cdk8s-nim:warning';

/**
 * What is allowed and yet will hurt: printed to stderr at synth, never an error.
 */
export class Warnings {
  /** Adds a warning to a construct. */
  public static add(scope: IConstruct, message: string): void {
    scope.node.addMetadata(METADATA_TYPE, message);
  }

  /** The warnings of a construct and of all constructs below it, each with its path. */
  public static of(scope: IConstruct): string[] {
    return scope.node
      .findAll()
      .flatMap((construct) => construct.node.metadata.filter((entry) => entry.type === METADATA_TYPE).map((entry) => `${construct.node.path}: ${entry.data}`));
  }
}
