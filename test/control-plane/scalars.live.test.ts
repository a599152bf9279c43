import { spawnSync } from 'node:child_process';
import { loadManifests } from '../../lib/manifests';
import { ensureClientBinaries } from './binaries/build';
import { NEWEST, versionsOf } from './binaries/versions';

// Scalars without quotes, read by kubectl itself: `label --local` reads a file as `create --dry-run=client` does, and
// asks no server which kinds there are.

const { kubectl } = ensureClientBinaries(versionsOf(NEWEST));

const REFUSED = Symbol('refused');
type Read = ReadonlyMap<string, unknown>;

const documentOf = (scalars: readonly string[]) =>
  `apiVersion: example.com/v1\nkind: Scalars\nmetadata: {name: a}\ndata:\n${
  scalars.map((scalar, index) => `  v${index}: ${scalar}\n`).join('')}`;

/** What kubectl makes of each; of those that it refuses, in halves, that it refuses them. */
function byKubectl(scalars: readonly string[]): Read {
  const { status, stdout } = spawnSync(
    kubectl, ['label', '--local', '-f', '-', '-o', 'json', 'a=b'],
    { input: documentOf(scalars), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status === 0) {
    const { data } = JSON.parse(stdout) as { data: { [key: string]: unknown } };
    return new Map(scalars.map((scalar, index) => [scalar, data[`v${index}`]]));
  }
  if (scalars.length === 1) {
    return new Map([[scalars[0], REFUSED]]);
  }
  const half = scalars.length >> 1;
  return new Map([...byKubectl(scalars.slice(0, half)), ...byKubectl(scalars.slice(half))]);
}

function byUs(scalar: string): unknown {
  try {
    const [{ json }] = loadManifests([{ file: 'a.yaml', text: documentOf([scalar]) }]);
    const { v0 } = json.data as { v0: unknown };
    // No JSON holds it, and kubectl says so.
    return typeof v0 === 'number' && !Number.isFinite(v0) ? REFUSED : v0;
  } catch {
    return REFUSED;
  }
}

/** Every text of up to three signs of which YAML makes numbers. */
function texts(signs: string, longest: number): string[] {
  const all = [...signs];
  let last = all;
  for (let length = 2; length <= longest; length++) {
    last = last.flatMap((text) => [...signs].map((sign) => text + sign));
    all.push(...last);
  }
  return all;
}

/** Signs that make something else of a text than a scalar: lists, objects, comments, what stands behind a colon. */
const isPlain = (text: string) => !/^[-?:](?:$|\s)|:$|^[-.]{3}$/.test(text);

test.each([
  ['words', ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf'].flatMap((word) => [
    word, word.toUpperCase(), `${word[0].toUpperCase()}${word.slice(1)}`, `${word}x`, `.${word}`, `-.${word}`,
    `.${word.toUpperCase()}`, `+.${word}`, `.${word[0].toUpperCase()}${word.slice(1)}`,
  ])],
  ['signs of numbers', texts('017_+-.e~', 4)],
  ['bases', texts('01xob_-+', 4).flatMap((text) => [text, `${text}7`])],
  ['letters of hexadecimals', texts('0xafF_', 4)],
  ['times, dates and amounts', [
    '1:30', '190:20:30', '2001-12-14', '2001-12-14t21:59:43.10-05:00', '1Gi', '100m', '1e3Gi', '9007199254740993',
    '18446744073709551615', '18446744073709551616', '1e309', '-1e309', '1_0e309', '1e-400', '0.1', '=',
    '<<',
  ]],
])('%s are read as kubectl reads them', (_, scalars) => {
  const plain = [...new Set(scalars.filter(isPlain))];
  const theirs = new Map<string, unknown>();
  for (let start = 0; start < plain.length; start += 500) {
    byKubectl(plain.slice(start, start + 500)).forEach((value, scalar) => theirs.set(scalar, value));
  }
  const differ = plain.map((scalar) => ({ scalar, theirs: theirs.get(scalar), ours: byUs(scalar) }))
    .filter(({ theirs: value, ours }) => !Object.is(value, ours) && !(value === 0 && ours === 0));
  expect(differ).toEqual([]);
});
