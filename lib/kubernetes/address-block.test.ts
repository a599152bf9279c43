import fc from 'fast-check';
import { isNetwork, isStrictlyWithin, networkText, parseBlock } from './address-block';

test.each<[string, bigint, number]>([
  ['10.0.0.1/8', 0x0a000001n, 32], ['255.255.255.255/32', 0xffffffffn, 32], ['0.0.0.0/0', 0n, 32],
  ['::/0', 0n, 128], ['::1/128', 1n, 128], ['fd00::/8', 0xfdn << 120n, 128],
  ['1:2:3:4:5:6:7:8/64', 0x10002000300040005000600070008n, 128],
  ['1::8/128', (1n << 112n) + 8n, 128], ['::ffff:10.0.0.1/96', 0xffff0a000001n, 128],
  ['64:ff9b::192.168.100.200/128', (0x64ff9bn << 96n) + 0xc0a864c8n, 128],
])('%s is an address of %s', (text, address, bits) => {
  expect(parseBlock(text)).toMatchObject({ address, bits, prefix: Number(text.split('/')[1]) });
});

test.each([
  '', '10.0.0.1', '10.0.0.1/33', '10.0.0/8', '::1/129', '10.0.0.1/08', '10.0.0.1/', '256.0.0.0/8', 'a/8', '1.2.3.4/-1',
  '10.0.0/0', '/10.0.0.0/8', '10.0.0.0/8/', 'fe80::1%eth0/64', '/0',
])('%j is no block', (text) => {
  expect(parseBlock(text)).toBeUndefined();
  expect(networkText(text)).toBe(text);
});

test('a network has no bits beyond its prefix, and every block lies in one', () => {
  const block = (address: fc.Arbitrary<string>, bits: number) =>
    fc.record({ address, bits: fc.constant(bits), prefix: fc.integer({ min: 0, max: bits }) });
  fc.assert(fc.property(fc.oneof(block(fc.ipV4(), 32), block(fc.ipV6(), 128)), ({ address, bits, prefix }) => {
    const text = `${address}/${prefix}`;
    const network = networkText(text);
    const [whole, inner] = [parseBlock(network)!, parseBlock(text)!];
    expect(isNetwork(whole)).toBe(true);
    expect(isNetwork(inner)).toBe(network === text);
    expect(isStrictlyWithin(parseBlock(`${address}/${bits}`)!, whole)).toBe(prefix < bits);
    expect(isStrictlyWithin(inner, inner)).toBe(false);
  }));
});

test('a block lies in another of its own family that is larger', () => {
  const isIn = (inner: string, outer: string) => isStrictlyWithin(parseBlock(inner)!, parseBlock(outer)!);
  expect([isIn('10.1.0.0/16', '10.0.0.0/8'), isIn('fd00:1::/32', 'fd00::/8')]).toEqual([true, true]);
  expect([isIn('11.1.0.0/16', '10.0.0.0/8'), isIn('10.0.0.0/8', '10.1.0.0/16'), isIn('::/32', '0.0.0.0/0')])
    .toEqual([false, false, false]);
  expect(['10.0.0.0/8', '10.0.0.1/8', 'fd00::/8', 'fd00::1/8'].map((text) => isNetwork(parseBlock(text)!)))
    .toEqual([true, false, true, false]);
});

test('a block is written as its network, in as few letters as an address has', () => {
  expect(['10.1.2.3/8', '192.168.5.9/30', 'fd00::1/8', '2001:DB8:0:1::1/64', '::1/0',
    '::ffff:10.0.0.1/112'].map(networkText))
    .toEqual(['10.0.0.0/8', '192.168.5.8/30', 'fd00::/8', '2001:db8:0:1::/64', '::/0', '::ffff:a00:0/112']);
});
