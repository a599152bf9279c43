import { jsonOf } from '../../util/json-of';
import { isObject, JsonObject, ServerAnswer } from '../../manifests';

/** What kubectl prints of an answer, one message for each object that was not taken. */
export interface Reply {
  /** Exit status. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Answers that say nothing of the object itself. */
const NOT_ASKED: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  [
    /no matches for kind "([^"]+)" in version "([^"]+)"/,
    ([, kind, version]) => `the server does not serve ${kind} of ${version} yet`,
  ],
  [/namespaces "([^"]+)" not found/, ([, name]) => `namespace ${name} does not exist yet`],
  [
    /User "([^"]+)" cannot (\w+) resource "([^"]+)"/,
    ([, user, verb, resource]) => `${user} may not ${verb} ${resource}`,
  ],
  [/(failed calling webhook "[^"]+".*)/, ([, words]) => words],
  [/(admission webhook "[^"]+" does not support dry run)/, ([, words]) => words],
  [/\((InternalError|ServiceUnavailable|Timeout|ServerTimeout|TooManyRequests)\): (.*)/, ([, , words]) => words],
];

/**
 * Only quota answers so, after everything else has taken the pod (kubernetes pkg/kubeapiserver/options/plugins.go, its
 * order).
 */
const EXCEEDED = /exceeded quota: /;

const FROM_SERVER = /^Error from server(?: \(\w+\))?: |^The \S+ ".*" is invalid: /m;

/** Characters of the server's words that are kept. */
const MOST_WORDS = 500;

/**
 * What became of one object that kubectl was given; undefined when kubectl did not get as far as the server.
 *
 * @param hidesWords the server may repeat values that are nobody's business
 */
export function readAnswer({ status, stdout, stderr }: Reply, hidesWords = false): ServerAnswer | undefined {
  if (status === 0) {
    const [stored] = readStored(stdout);
    return stored === undefined ? { outcome: 'open', words: 'kubectl shows nothing of what would be stored' }
      : { outcome: 'taken', words: '', stored };
  }
  for (const [pattern, words] of NOT_ASKED) {
    const match = pattern.exec(stderr);
    if (match) {
      return { outcome: 'open', words: words(match).slice(0, MOST_WORDS) };
    }
  }
  const words = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^Warning: /.test(line))
    .join(' ');
  return !FROM_SERVER.test(stderr)
    ? undefined
    : {
        outcome: EXCEEDED.test(stderr) ? 'quota' : 'refused',
        words: hidesWords
          ? 'invalid Secret'
          : words.replace(/^Error from server(?: \(\w+\))?: /, '').slice(0, MOST_WORDS),
      };
}

/** The objects that `--output json` shows, in the order in which they were given; none where it shows something else. */
export function readStored(stdout: string): JsonObject[] {
  const parsed = jsonOf(stdout);
  if (!isObject(parsed)) {
    return [];
  }
  return parsed.kind === 'List' && Array.isArray(parsed.items) ? parsed.items.filter(isObject) : [parsed];
}
