import { UserError } from '../../util/user-error';
import { asMap, asText, JsonMap } from '../json';
import { project, ReadOptions } from './project';
import { ObjectSplitter } from './split-objects';

/** How to come by a complete snapshot. */
export const AGAIN = 'make it again with the command that cdk8s-nim snapshot --show-command prints';

/**
 * The objects in the output of kubectl, each reduced to what is read of it.
 *
 * @param name shown in messages: the file, or `the live cluster`
 * @throws when the text is cut off or is no JSON
 */
export function* readObjects(
  name: string, chunks: Iterable<Buffer>, options: ReadOptions = {},
): Generator<JsonMap> {
  const counts = new Map<string, number>();
  let found: JsonMap[] = [];
  const splitter = new ObjectSplitter((object) => {
    found.push(project(asMap(object), options));
    const kind = asText(asMap(object).kind) || 'without kind';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  });
  for (const chunk of chunks) {
    try {
      splitter.write(chunk);
    } catch (error) {
      const problem = error instanceof UserError ? `: ${error.problem}` : '';
      throw new UserError(name, `not the output of kubectl get -o json${problem}`, AGAIN);
    }
    yield* found;
    found = [];
  }
  const cutOff = splitter.end();
  if (cutOff) {
    const after = `cut off in the middle, after ${cutOff.objects} complete objects (${countText(counts)})`;
    throw new UserError(name, `${after}; what is missing might be pods that take room`, AGAIN);
  }
}

/** The reduced objects as JSON text again, piece by piece. */
export function* projectChunks(name: string, chunks: Iterable<Buffer>): Generator<string> {
  let separator = '{"apiVersion": "v1", "kind": "List", "items": [\n';
  for (const object of readObjects(name, chunks)) {
    yield `${separator}${JSON.stringify(object)}`;
    separator = ',\n';
  }
  yield separator.startsWith('{') ? `${separator}]}\n` : '\n]}\n';
}

/** `3 Node, 40 Pod`. */
function countText(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none';
}
