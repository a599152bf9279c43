import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { isAmbiguous } from './ambiguous-text';
import { keyScalar, stringScalar } from './yaml-scalar';
import { runs } from '../../test/support/sample';

test.each([
  ['web-ui', 'web-ui'],
  ['--port', '--port'],
  ['$(POD_IP)', '$(POD_IP)'],
  ['500m', '500m'],
  ['1.8.4', '1.8.4'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['123456789012.dkr.ecr.us-east-2.amazonaws.com/a/b:1.0.0', '123456789012.dkr.ecr.us-east-2.amazonaws.com/a/b:1.0.0'],
  ['8080', '"8080"'],
  ['', '""'],
  ['no', '"no"'],
  ['0o7', '"0o7"'],
  ['-0o7', '"-0o7"'],
  ['0X1F', '"0X1F"'],
  ['=', '"="'],
  ['e3', '"e3"'],
  ['*', '"*"'],
  ['./qdrant', './qdrant'],
  ['%TAG', '"%TAG"'],
  ['because: reasons', '"because: reasons"'],
])('%j is written as %s', (text, written) => {
  expect(stringScalar(text)).toBe(written);
});

test.each(['a\nb', 'a\rb', '---', '...', 'a\u2028b', 'a\u007f'])('%j depends on its place', (text) => {
  expect(stringScalar(text)).toBeUndefined();
});

test.each(['', 'no', '1', 'a: b', 'a\nb', '<<', 'k'.repeat(1025)])(
  'the key %.10j is left to the standard writer',
  (key) => {
    expect(keyScalar(key)).toBeUndefined();
  },
);

/** Grammars of YAML 1.1 for what is not a string, and strings that look like them. */
const numberLike = fc.oneof(
  fc.stringMatching(/^[-+]?[0-9][0-9_]{0,3}(\.[0-9_]{0,3})?([eE][-+]?[0-9]{0,2})?$/),
  fc.stringMatching(/^[-+]?(0x[0-9a-f_]{1,4}|0b[01_]{1,4}|0o?[0-7_]{1,4})$/),
  fc.stringMatching(/^[-+]?[0-9]{1,3}(:[0-9]{1,2}){1,2}(\.[0-9]{0,2})?$/),
  fc.stringMatching(
    /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,2})?(Z|[-+][0-9]{2})?)?$/,
  ),
  fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,3}){0,3}([/:.-]?[0-9A-Za-z]{1,3}){0,2}$/),
  fc.stringMatching(/^[-+]?[0-9.]{0,4}([KMGTPE]i?|[mkeE]|[eE][-+]?[0-9])$/),
);
const indicated = fc.stringMatching(/^[-?:,[\]{}#&*!|>'"%@`a ]{1,3}[a-z:# '"\\]{0,5}$/);

test('what looks like a number, a time or an indicator is written as cdk8s writes it', () => {
  fc.assert(
    fc.property(fc.oneof(numberLike, indicated), (text) => {
      fc.pre(!isAmbiguous(text));
      expect(`a: ${stringScalar(text) ?? Yaml.stringify({ a: text }).slice(3, -1)}\n`).toBe(
        Yaml.stringify({ a: text }),
      );
    }),
    { numRuns: runs(5000) },
  );
});
