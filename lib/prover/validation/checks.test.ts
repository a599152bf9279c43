import {
  absolutePath, atLeast, atMostAll, between, Check, cidr, countOrPercent, dataKey, descendingPath, dnsLabel,
  dnsSubdomain, driverName, envName, fileMode, hostWithWildcard, ipAddress, labelValue, listed, noBacksteps,
  notNegative, oneOf, oneOfIfGiven, optionalPortNumber, pathSegment, portName, portNumber, portNumberOrName, positive,
  present, qualifiedName, quantityNotNegative, relativePath, required, requiredOneOf, userId,
} from './checks';
import { Value } from './value';

/** Tests that a check takes some values, and what it says of others. */
function judges(name: string, check: Check, taken: readonly unknown[],
  refused: readonly (readonly [unknown, string])[]) {
  describe(name, () => {
    test.each(taken.map((json) => ({ json })))('may be $json', ({ json }) => {
      expect(check(Value.of(json))).toBeUndefined();
    });
    test.each(refused.map(([json, fault]) => ({ json, fault })))('that is $json $fault', ({ json, fault }) => {
      expect(check(Value.of(json))).toBe(fault);
    });
  });
}

const each = (fault: string, ...values: unknown[]) => values.map((value) => [value, fault] as const);
const LABEL = 'must be lower-case letters, digits and - (no dots), starting and ending with a letter or digit';
const SUBDOMAIN = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';
const QUALIFIED = 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
const NO_MORE_THAN_63 = 'must be no more than 63 characters';
const NO_MORE_THAN_253 = 'must be no more than 253 characters';
const ADDRESS = 'must be an IP address, such as 10.0.0.1';
const BLOCK = 'must be a block of addresses, such as 10.0.0.0/16';
const PORT = 'must be a port from 1 to 65535';
const UPWARDS = "must not contain '..'";
const MISSING = 'is missing';
const long = (length: number) => 'a'.repeat(length);

judges('what is required', required, ['a', 1, true, [0], { a: 0 }],
  each(MISSING, undefined, null, '', 0, false, [], {}));
judges('what is to be given', present, ['', 0, false, [], {}], each(MISSING, undefined, null));

judges('a label of DNS', dnsLabel, ['', 'a', '0', 'a-b', 'a--b0', long(63)], [
  ...each(LABEL, 'A', '-a', 'a-', 'a.b', 'a_b', ' a', 'a b', 'é'), [long(64), NO_MORE_THAN_63],
]);
judges('a name of DNS', dnsSubdomain, ['', 'a', 'a.b', 'a-b.0', long(253)], [
  ...each(SUBDOMAIN, 'A', '.a', 'a.', 'a..b', '-a.b', 'a.b-', 'a.-b', 'a_b', 'a/b'), [long(254), NO_MORE_THAN_253],
]);
judges('a host of an Ingress', hostWithWildcard, ['', 'a', 'a.b', '*.a', '*.a.b', `*.${long(251)}`], [
  ...each('must be *. and a DNS name, such as *.example.com', '*', '*.', 'a.*', '*a', '*.*.a', 'a.*.b', '**.a', '*.A',
    `*.${long(252)}`),
  ...each('must be a DNS name, not an IP address', '10.0.0.1', '::1'),
  [long(254), NO_MORE_THAN_253],
  ...each(`${SUBDOMAIN}, without scheme, port or path`, 'a:80', 'http://a', 'a/b', 'A'),
]);
judges('a qualified name', qualifiedName, ['a', 'A_b.c-0', 'a.b/C', '0', `${long(253)}/${long(63)}`, long(63)], [
  ['', MISSING], [undefined, MISSING],
  ['a/b/c', 'must be a name with at most one prefix such as example.com/name'],
  ...each('must have a DNS name before its /', '/a', 'A/b', 'a_b/c', `${long(254)}/a`),
  ...each('must have no more than 63 characters after its prefix', long(64), `a/${long(64)}`),
  ...each(QUALIFIED, 'a/', '-a', 'a-', '_a', 'a.', 'a b', 'a:b'),
]);
judges('a value of a label', labelValue, ['', 'a', 'A-b_c.0', long(63)], [
  ...each(QUALIFIED, '-a', 'a-', '.a', 'a_', 'a b', 'a/b', ' '), [long(64), NO_MORE_THAN_63],
]);
judges('a key of a ConfigMap', dataKey, ['', 'a', '-', '_', '.a', 'A.b_c-0', 'a..b', long(253)], [
  ...each('must be letters, digits, -, _ and .', 'a b', 'a/b', 'é'), [long(254), NO_MORE_THAN_253],
  ...each("must not be or start with '..'", '.', '..', '..a'),
]);
judges('a part of a path of the API', pathSegment, ['', 'a', 'A:b', '...', 'a b'], [
  ...each("must not be '.' or '..'", '.', '..'), ...each("must not contain '/' or '%'", 'a/b', 'a%', '/'),
]);
judges('a name of a variable', envName, ['', 'a', 'A_B', '0', ' ', '~', '<', '>', 'a-b.c', '!'],
  each('must be printable ASCII characters other than =', '=', 'a=b', 'é', 'a\tb', 'a\n', '\u007f'));
judges('a name of a CSI driver', driverName, ['', 'a.b', 'A.B', long(63)], [
  ...each(SUBDOMAIN, 'a_b', '-a', 'a/b'), [long(64), NO_MORE_THAN_63],
]);

judges('the name of a port', portName, ['', 'a', 'http-2', '1a', 'a'.repeat(15)], [
  [long(16), 'must be no more than 15 characters'],
  ...each('must be lower-case letters, digits and single -, with a letter in it', '80', 'A', 'a_b', '-a', 'a-', 'a--b',
    '1-2'),
]);
judges('the number of a port', portNumber, [1, 80, 65535], each(PORT, 0, -1, 65536, undefined));
judges('the number of a port that may be left out', optionalPortNumber, [undefined, 0, 1, 65535],
  each(PORT, -1, 65536));
judges('the number or name of a port', portNumberOrName, [1, 65535, 'http'], [
  ...each(PORT, 0, 65536, undefined), ['', 'must be the name of a port'],
  ['80', 'must be lower-case letters, digits and single -, with a letter in it'],
]);

judges('at least 2', atLeast(2), [undefined, 2, 3], each('must be at least 2', 1, 0, -1));
judges('a count', notNegative, [undefined, null, 0, 1], each('must be at least 0', -1));
judges('what is more than none', positive, [1], each('must be greater than 0', undefined, 0, -1));
judges('from 2 to 4', between(2, 4), [undefined, 2, 3, 4], each('must be from 2 to 4', 1, 5, 0));
judges('permissions', fileMode, [0, 0o777], each('must be from 0 to 511', -1, 0o1000));
judges('a user', userId, [0, 2147483647], each('must be from 0 to 2147483647', -1, 2147483648));
judges('a count or a percentage', countOrPercent, [undefined, 0, 1, '0%', '25%', '150%'], [
  ...each('must be a whole number without quotes or a percentage such as 25%', '', '1', '%', '-1%', '1.5%', '25%%',
    'a25%'),
  [-1, 'must be at least 0'],
]);
judges('a part of all', atMostAll, [undefined, 0, 200, '0%', '100%'], [
  ['101%', 'must not be more than 100%'], [-1, 'must be at least 0'],
  ['1', 'must be a whole number without quotes or a percentage such as 25%'],
]);
judges('an amount', quantityNotNegative, [undefined, 0, '0', '1m', '5Gi'], each('must be at least 0', '-1', -1, '-1m'));

judges('one of some', oneOf('A', 'B', 'C'), [undefined, '', 'A', 'C'], each('must be A, B or C', 'a', 'D'));
judges('one of some, where it is given', oneOfIfGiven('A', 'B'), [undefined, null, 'B'],
  each('must be A or B', '', 'a'));
judges('one of some, always', requiredOneOf('A', 'B'), ['A', 'B'], [
  ...each('must be A or B', '', 'C'), [undefined, MISSING], [null, MISSING],
]);

judges('an address', ipAddress, ['', '10.0.0.1', '::1', 'fd00::1', '::1.2.3.4', '::ffff:a:b'],
  each(ADDRESS, '10.0.0', '10.0.0.256',
  'a', '10.0.0.1/8', 'fe80::1%eth0', '::ffff:1.2.3.4', '::FFFF:1.2.3.4'));
judges('a block of addresses', cidr, ['', '10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/32', 'fd00::/8'], [
  ...each(BLOCK, '10.0.0.0', '10.0.0.0/33', 'a/8', '10.0.0.0/', '10.0.0.0/08'),
  ['10.1.2.3/16', 'must not have bits beyond its prefix; write 10.1.0.0/16'],
  ['fd00::1/8', 'must not have bits beyond its prefix; write fd00::/8'],
]);

judges('a path of a volume', noBacksteps, ['', '/a', 'a/b', '..a', 'a..', '...'],
  each(UPWARDS, '..', '../a', 'a/../b', '/..'));
judges('a path from the root', absolutePath, ['', '/', '/a'], each('must be an absolute path', 'a', 'a/', './a'));
judges('a path within a volume', relativePath, ['', 'a', 'a/b', './a', 'a/..b'], [
  ...each('must be a relative path', '/', '/a', '/..'), ...each(UPWARDS, '..', '../a', 'a/..'),
  ...each("must not start with '..'", '..a', '..a/b'),
]);
judges('a path below a mount', descendingPath, ['', 'a', 'a/b', '..a', '..a/b'], [
  ...each('must be a relative path', '/a'), ...each(UPWARDS, '..', 'a/../b'),
]);

test('choices are joined as one says them', () => {
  expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C'], ['', 'A', 'B']].map((words) => listed(words)))
    .toEqual(['', 'A', 'A or B', 'A, B or C', 'A or B']);
});
