import { asList, asText, JsonMap } from '../json';

/** Stands before the objects of a snapshot and says what was asked for, so that what is not there is known to be none. */
const KIND = 'SnapshotQuery';

/** The record of a query for all objects of some kinds. */
export function queryOf(kinds: readonly string[]): JsonMap {
  return { apiVersion: 'cdk8s-nim/v1', kind: KIND, kinds: [...kinds] };
}

export function isQuery({ kind }: JsonMap): boolean {
  return kind === KIND;
}

/** Kinds of which all objects were asked for, as far as a record says. */
export function kindsAsked(objects: readonly JsonMap[]): string[] {
  return objects.filter(isQuery).flatMap(({ kinds }) => asList(kinds).map(asText));
}
