import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Cluster } from '../../lib/cluster';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover';
import { plan } from '../../lib/prover/plan';
import { FORMATS, ReportInput, viewOf } from '../../lib/prover/reports';
import { places, replaced } from '../support/json-places';
import { runs } from '../support/sample';

type Json = { readonly [key: string]: unknown };

/** What makes pods: one of it at a time, as each is judged beside all others. */
const CONTROLLERS = new Set([
  'Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'LeaderWorkerSet', 'Rollout', 'InferenceService', 'NIMService',
  'RayService', 'Job', 'Pod',
]);

/** One object of each kind that is read, all fields of it that matter to somebody. */
const OBJECTS = parseAllDocuments(readFileSync(join(__dirname, 'objects.yaml'), 'utf8'))
  .map((document) => document.toJS() as Json);

/** What nobody expects at a place. `toString` that is no function is what `String(value)` stumbles over. */
const ODD: readonly unknown[] = [
  null, '', 'x', 0, -1, 1.5, 1e21, true, [], {}, [null], [[]], { toString: 1, valueOf: 2 }, [{ toString: 1 }],
  { length: -1 }, { constructor: null },
];

/** Words of JavaScript, of Node and of its parsers that say nothing to a reader of manifests. */
const INSIDES =
  /TypeError|RangeError|\bundefined\b|\[object|\bNaN\b|is not a function|Cannot (?:read|convert)|E(?:ISDIR|NOENT|ACCES)\b/;

const allocatable = {
  'cpu': '8', 'memory': '32Gi', 'pods': '20', 'nvidia.com/gpu': '2', 'nvidia.com/mig-1g.5gb': '1',
};
const CLUSTER = Cluster.fromNodeList(JSON.stringify({
  apiVersion: 'v1', kind: 'List', items: ['gpu-0', 'gpu-1'].map((name) => ({
    kind: 'Node', metadata: { name, labels: { 'pool': 'gpu', 'kubernetes.io/hostname': name } },
    spec: { taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }] }, status: { allocatable },
  })),
}));

const CASES = OBJECTS.flatMap((object, index) => places(object).map((path) => ({ index, path })));

/** The objects with one of them changed, and of those that make pods that one, or the first. */
function beside(changed: number, object: unknown): unknown[] {
  const isController = ({ kind }: Json) => CONTROLLERS.has(kind as string);
  const only = isController(OBJECTS[changed]) ? changed : 0;
  return OBJECTS.flatMap((each, at) =>
    isController(each) && at !== only ? [] : [at === changed ? object : each]);
}

function modelOf(objects: readonly unknown[]): Model {
  return Model.load([{ file: 'a.yaml', text: objects.map((each) => JSON.stringify(each)).join('\n---\n') }], 'shop');
}

/**
 * Everything that is said of objects, or of a change from others, in every form; where they are refused, why. Remedies
 * take most of its time.
 */
function said(
  objects: readonly unknown[], remedies = true, from?: readonly unknown[], prune = false,
): { readonly faults: readonly unknown[]; readonly text: string } {
  try {
    const model = modelOf(objects);
    const before = from && { model: modelOf(from), prune, name: 'before' };
    const report = plan(model, { cluster: CLUSTER, remedies, from: before });
    const result = check(model, { cluster: CLUSTER, plan: report });
    const input: ReportInput = { plan: () => report, view: () => viewOf(result), title: 'a', colour: false };
    const texts = Object.values(FORMATS).flatMap((format) => [format.check(input), format.plan?.(input) ?? '']);
    return { faults: result.faults.map(({ rule, error }) => [rule, error.stack]), text: texts.join('\n') };
  } catch (error) {
    const { name, message, stack } = error as Error;
    return { faults: name.endsWith('SyntaxError') && message.startsWith('a.yaml') ? [] : [stack], text: message };
  }
}

/** What shows an inside of the tool, with what stands around it. */
function insideOf(text: string): string | undefined {
  const at = text.search(INSIDES);
  return at < 0 ? undefined : text.slice(Math.max(0, at - 100), at + 60);
}

test('all objects are read, and nothing is wrong with the tool', () => {
  const { faults, text } = said(OBJECTS);
  expect(faults).toEqual([]);
  expect(insideOf(text)).toBeUndefined();
  expect(CASES.length).toBeGreaterThan(900);
});

test('no odd value at any place crashes a rule or shows an inside of the tool, in any form of output', () => {
  fc.assert(
    fc.property(fc.nat(CASES.length - 1), fc.constantFrom(...ODD), (number, odd) => {
      const { index, path } = CASES[number];
      const { faults, text } = said(beside(index, replaced(OBJECTS[index], path, odd)), number % 8 === 0);
      expect({ path, odd, faults, inside: insideOf(text) }).toEqual({ path, odd, faults: [], inside: undefined });
    }),
    { numRuns: runs(200) },
  );
});

test('nor does one in what runs, or in what is asked for instead', () => {
  fc.assert(
    fc.property(fc.nat(CASES.length - 1), fc.constantFrom(...ODD), fc.nat(3), (number, odd, way) => {
      const { index, path } = CASES[number];
      const [isNew, prune] = [way % 2 === 0, way < 2];
      const [sound, changed] = [OBJECTS[index], replaced(OBJECTS[index], path, odd)]
        .map((each) => beside(index, each));
      const { faults, text } = isNew ? said(changed, false, sound, prune) : said(sound, false, changed, prune);
      const input = { path, odd, isNew, prune };
      expect({ ...input, faults, inside: insideOf(text) }).toEqual({ ...input, faults: [], inside: undefined });
    }),
    { numRuns: runs(200) },
  );
});

describe('what may be a secret is never repeated, whatever is wrong with it', () => {
  const CANARY = 48151623;
  const container = { name: 'web', image: 'web:1' };
  const secret = (parts: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, ...parts });
  const pod = (parts: object) =>
    ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ ...container, ...parts }] } });
  const shapes = [CANARY, String(CANARY), `${CANARY} words!`, [CANARY], { [`a ${CANARY}`]: CANARY }, [String(CANARY)]];
  test.each<[string, (value: unknown) => Json]>([
    ['data of a Secret', (value) => secret({ data: { a: value } })],
    ['text of a Secret', (value) => secret({ stringData: { a: value } })],
    ['all of the data', (value) => secret({ data: value })],
    ['all of the text', (value) => secret({ stringData: value })],
    ['a login of a registry', (value) =>
      secret({ type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': value } })],
    ['a variable', (value) => pod({ env: [{ name: 'A', value }] })],
    ['a part of a command', (value) => pod({ command: ['a', value] })],
    ['an argument', (value) => pod({ args: ['--password', value] })],
    ['a header', (value) =>
      pod({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Authorization', value }] } } })],
  ])('%s', (_, make) => {
    for (const value of shapes) {
      const { faults, text } = said([make(value)]);
      const at = text.indexOf(String(CANARY));
      const told = at < 0 ? '' : text.slice(at - 100, at + 30);
      expect({ value, faults, told }).toEqual({ value, faults: [], told: '' });
    }
  });
});
