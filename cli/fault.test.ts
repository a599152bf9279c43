import { RULES } from '../lib/prover/engine';
import { TOOL_VERSION } from '../lib/prover/engine/tool-version';
import { run } from './program';

const USES_SECRET = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: ' +
  '{containers: [{name: a, image: a, envFrom: [{secretRef: {name: gone}}]}]}\n';

function cli(
  args: string[],
  input: string,
  writeOut = (text: string) => text,
): { code: number; out: string; err: string } {
  let [out, err] = ['', ''];
  const code = run(args, {
    out: (text) => {
      out += writeOut(text);
    },
    err: (text) => {
      err += text;
    },
    readStandardInput: () => Buffer.from(input),
    colour: false,
  });
  return { code, out, err };
}

afterEach(() => jest.restoreAllMocks());

const crash = (id: string) => jest.spyOn(RULES.find((rule) => rule.id === id)!, 'evaluate').mockImplementation(() => {
  throw new TypeError('x is not a function');
});

test('a rule that crashes exits 70, says version, rule, object, stack and how to report it, and the others still find', () => {
  crash('service-account-missing');
  const { code, out, err } = cli(['check', '-'], USES_SECRET);
  expect(code).toBe(70);
  expect(out).toContain('Secret gone is not among the manifests');
  expect(out).toContain('rules that crashed and found nothing: service-account-missing\n');
  const [first, second, ...rest] = err.trimEnd().split('\n');
  expect(first).toBe(
    `fault: cdk8s-nim ${TOOL_VERSION} rule service-account-missing crashed on default/Pod/p (stdin:1)`,
  );
  expect(second).toBe('TypeError: x is not a function');
  expect(rest.slice(0, -1)).toEqual(expect.arrayContaining([expect.stringMatching(/^ {4}at /)]));
  expect(rest.at(-1)).toMatch(/report it with these lines .*\(npm bugs cdk8s-nim\)$/);
});

test('a rule that crashes on several objects is reported once', () => {
  crash('service-account-missing');
  const { err } = cli(
    ['check', '-'],
    ['p', 'q', 'r'].map((name) => USES_SECRET.replace('name: p', `name: ${name}`)).join('---\n'),
  );
  expect(err.match(/^fault:/gm)).toHaveLength(1);
  expect(err).toContain('crashed on default/Pod/p (stdin:1) and 2 more objects\n');
});

test('anything else that crashes exits 70 too, with its stack', () => {
  const { code, err } = cli(['check', '-'], USES_SECRET, () => {
    throw new TypeError('no stream');
  });
  expect([code, err]).toEqual([
    70,
    expect.stringMatching(/^fault: cdk8s-nim \S+ crashed\nTypeError: no stream\n {4}at .*report it/s),
  ]);
});

test('a file that the system does not let be read is the user\'s error, with its name', () => {
  expect(cli(['check', '/proc/self/mem'], '')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^error: \/proc\/self\/mem: .*\n$/),
  });
});
