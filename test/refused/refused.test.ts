import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifest } from '../../lib/manifests';
import { schemaVersion } from '../../lib/manifests/schema';
import { refusalsOf } from '../../lib/prover/validation';
import { casesById } from './mutations';
import { runs, sampleOf } from '../support/sample';

interface Answers {
  readonly kubernetes: string;
  /** One character for each case, in their order: 1 refused, 0 taken. */
  readonly refused: { readonly [object: string]: string };
}

/** What a real API server said (server-side dry run, strict): recorded by test/control-plane/refused.live.test.ts. */
const ANSWERS = JSON.parse(readFileSync(join(__dirname, 'answers.json'), 'utf8')) as Answers;

/**
 * Refused by the server for reasons that are not worth a rule: null where an amount belongs, topologies that repeat,
 * paths of webhooks.
 */
const MISSED =
  /^(storage.k8s.io\/v1 StorageClass\/gp3 \/allowedTopologies|v1 LimitRange\/limits \/spec\/limits.*(= null|"-1")$|v1 Secret\/registry .* = null$|admissionregistration.k8s.io\/v1 Valid.* \/webhooks\/0\/(admissionReviewVersions\/0|clientConfig\/service\/path) = ")/;

const manifestOf = (json: object) =>
  new Manifest(json as never, { file: 'a.yaml', locate: () => ({ file: 'a.yaml', line: 1, column: 1 }) }, 0);
const CASES = [...casesById()];

test('the answers are those of the version that the schema is of, to all cases', () => {
  expect(ANSWERS.kubernetes).toBe(schemaVersion());
  expect(CASES.map(([id, cases]) => [id, cases.length])).toEqual(
    Object.entries(ANSWERS.refused).map(([id, text]) => [id, text.length]),
  );
});

describe.each(CASES)('%s', (id, cases) => {
  const answered = cases.map((each, index) => ({ ...each, theirs: ANSWERS.refused[id][index] === '1' }));
  const judged = () => sampleOf(answered, runs(cases.length)).map(({ title, object, theirs }) => ({
    title: `${id} ${title}`, ours: refusalsOf(manifestOf(object)), theirs,
  }));
  test('no object that the server takes is refused', () =>
    expect(
      judged()
        .filter(({ ours, theirs }) => !theirs && ours.length > 0)
        .map(({ title, ours }) => `${title}: ${ours[0].message}`),
    ).toEqual([]));
  test('every object that the server refuses is found', () =>
    expect(
      judged()
        .filter(({ title, ours, theirs }) => theirs && ours.length === 0 && !MISSED.test(title))
        .map(({ title }) => title),
    ).toEqual([]));
  test('every refusal begins with its place and shows no inside of the program', () => {
    const refusals = judged().flatMap(({ ours }) => ours);
    expect(
      refusals.filter(
        ({ pointer, message }) =>
          !/^[a-z]+ .{5}/.test(message.slice(`${pointer || 'the object'} `.length))
          || !message.startsWith(`${pointer || 'the object'} `) || /undefined|NaN|\[object/.test(message),
      ),
    ).toEqual([]);
  });
});
