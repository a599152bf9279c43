import fc from 'fast-check';
import { checkCidr, checkDnsPattern, checkEnvName, checkObjectName, checkServiceName, toLabelValue } from './names';

test.each(['a', 'reasoning-nim', 'a1', 'a'.repeat(63)])('%s names a Service', (name) => {
  expect(checkServiceName('name', name)).toBe(name);
});

test.each(['', '1a', '-a', 'a-', 'A', 'a_b', 'a.b', 'a b', 'a\n', 'a'.repeat(64)])(
  'fails when the name of a workload is %j',
  (name) => {
    expect(() => checkServiceName('name', name)).toThrow(
      new Error(
        `name '${name}' is not a DNS label; write at most 63 lower-case letters, digits and '-', starting with a letter`,
      ),
    );
  },
);

test.each(['a', '1a', 'my.secret-1', 'a'.repeat(253)])('%s names an object', (name) => {
  expect(checkObjectName('secret name', name)).toBe(name);
});

test.each(['', '.a', 'a..b', 'a_b', 'A', 'a/b', 'a'.repeat(254)])('fails when the name of an object is %j', (name) => {
  expect(() => checkObjectName('secret name', name)).toThrow(
    new Error(
      `secret name '${name}' is not a Kubernetes object name; write at most 253 lower-case letters, digits, '-' and '.'`,
    ),
  );
});

test.each(['A', '_a', 'LOG_LEVEL_2'])('%s names a variable', (name) => expect(checkEnvName(name)).toBe(name));

test.each(['example.com', '*.example.com', '*', 'a'.repeat(253)])('%s is a name of hosts', (name) => {
  expect(checkDnsPattern(name)).toBe(name);
});

test.each(['', 'https://example.com', 'example.com:443', '.example.com', '*a-.com', 'X.com', 'a'.repeat(254)])(
  'fails when the name of a host is %j',
  (name) => {
    expect(() => checkDnsPattern(name)).toThrow(new Error(
      `'${name}' is not a name of a host; write such as api.example.com or *.example.com, without scheme and port`,
    ));
  },
);

test.each(['', '1A', 'A-B', 'A B', 'A=', 'Ä'])('fails when the name of a variable is %j', (name) => {
  expect(() => checkEnvName(name)).toThrow(
    new Error(
      `environment variable name '${name}' is not valid; write letters, digits and '_', not starting with a digit`,
    ),
  );
});

test.each([
  ['10.0.0.1/8', "'10.0.0.1/8' has bits beyond its prefix; write 10.0.0.0/8"],
  ['fd00::1/64', "'fd00::1/64' has bits beyond its prefix; write fd00::/64"],
])('fails when the block %s has host bits', (cidr, message) => {
  expect(() => checkCidr(cidr)).toThrow(new Error(message));
});

test.each(['0.0.0.0/0', '10.0.0.0/16', '169.254.20.10/32', '2001:db8::/64', '::/0'])(
  '%s is a block of addresses',
  (cidr) => {
    expect(checkCidr(cidr)).toBe(cidr);
  },
);

test.each([
  '',
  '10.0.0.0',
  '10.0.0/8',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '::/129',
  '/8',
  'fe80::1%eth0/64',
  '10.0.0.0/8/8',
  'example.com/8',
  '10.0.0.0/8\n',
])('fails when a block of addresses is %j', (cidr) => {
  expect(() => checkCidr(cidr)).toThrow(
    new Error(`'${cidr}' is not a block of addresses; write an address and a prefix length, such as 10.0.0.0/16`),
  );
});

test('any text becomes a label value', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, size: 'max' }), (text) => {
      expect(toLabelValue(text)).toMatch(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/);
    }),
  );
});

test('a text that is a label value stays as it is', () => {
  expect(toLabelValue('llama-3.1-nemotron-nano-8b-v1')).toBe('llama-3.1-nemotron-nano-8b-v1');
  expect(toLabelValue('1.8.4+cu12')).toBe('1.8.4-cu12');
  expect(toLabelValue('--a_b..')).toBe('a_b');
  expect(toLabelValue('a'.repeat(64))).toBe('a'.repeat(63));
});
