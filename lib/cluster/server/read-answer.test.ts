import { readAnswer } from './read-answer';

/** What kubectl 1.37 printed beside exit status 1. */
const RECORDED: [string, string, string][] = [
  [
    'Pod Security',
    'Error from server (Forbidden): pods "a" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
    'refused',
  ],
  [
    'a LimitRange',
    'Error from server (Forbidden): pods "a" is forbidden: maximum cpu usage per Container is 2, but limit is 3',
    'refused',
  ],
  [
    'a class', 'Error from server (Forbidden): pods "a" is forbidden: no PriorityClass with name nope was found',
    'refused',
  ],
  [
    'validation',
    'The Deployment "old" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"x"}}: field is immutable',
    'refused',
  ],
  [
    'the schema',
    'Error from server: failed to create typed patch object (shop/a; apps/v1, Kind=Deployment): .spec.foo: field not declared in schema',
    'refused',
  ],
  [
    'a quota',
    'Error from server (Forbidden): pods "a" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0',
    'quota',
  ],
  [
    'a quota that wants amounts',
    'Error from server (Forbidden): pods "a" is forbidden: failed quota: q: must specify limits.cpu', 'refused',
  ],
  ['no namespace', 'Error from server (NotFound): namespaces "gone" not found', 'open'],
  [
    'no definition',
    'error: resource mapping not found for name: "a" namespace: "shop" from "STDIN": no matches for kind "Foo" in version "example.com/v1"\n' +
      'ensure CRDs are installed first',
    'open',
  ],
  [
    'no right',
    'Error from server (Forbidden): pods "a" is forbidden: User "bob" cannot patch resource "pods" in API group "" in the namespace "shop"',
    'open',
  ],
  [
    'a webhook that is away',
    'Error from server (InternalError): Internal error occurred: failed calling webhook "a.b": failed to call webhook: ' +
      'Post "https://a.b.svc:443/": no endpoints available',
    'open',
  ],
];

test.each(RECORDED)('an answer because of %s is told from the others', (_, stderr, outcome) =>
  expect(readAnswer({ status: 1, stdout: '', stderr: `Warning: old\n${stderr}\n` })!.outcome).toBe(outcome));

test("the words are the server's own, without what kubectl puts before them and without warnings", () => {
  const stderr =
    'Warning: deprecated\nError from server (Forbidden): pods "a" is forbidden: no PriorityClass with name x was found\n';
  expect(readAnswer({ status: 1, stdout: '', stderr })!.words).toBe(
    'pods "a" is forbidden: no PriorityClass with name x was found',
  );
});

test('what could not be asked is said in plain words', () => {
  const words = (index: number) => readAnswer({ status: 1, stdout: '', stderr: RECORDED[index][1] })!.words;
  expect([7, 8, 9].map(words)).toEqual([
    'namespace gone does not exist yet', 'the server does not serve Foo of example.com/v1 yet',
    'bob may not patch pods',
  ]);
});

test('no answer is read from a kubectl that did not reach the server', () => {
  const stderr =
    'error: error validating "STDIN": failed to download openapi: dial tcp 127.0.0.1:1: connect: connection refused';
  expect(readAnswer({ status: 1, stdout: '', stderr })).toBeUndefined();
});

test('the words about a Secret are not kept', () => {
  const stderr =
    'Error from server: failed to create typed patch object (shop/s; /v1, Kind=Secret): .stringData.a: expected string, got 12345';
  expect(readAnswer({ status: 1, stdout: '', stderr }, true)!.words).toBe('invalid Secret');
});

test('what was taken comes with what would be stored', () => {
  const stdout = JSON.stringify({ kind: 'Pod', spec: { priority: 0 } });
  expect(readAnswer({ status: 0, stdout, stderr: '' })).toEqual({
    outcome: 'taken', words: '', stored: { kind: 'Pod', spec: { priority: 0 } },
  });
});

test.each(['', 'a line of a wrapper', '[]', '{"kind":"List","items":[null]}'])(
  'what is taken without a word of what would be stored is not decided: %j', (stdout) =>
    expect(readAnswer({ status: 0, stdout, stderr: '' })).toEqual({
      outcome: 'open', words: 'kubectl shows nothing of what would be stored',
    }),
);
