import { isIP, isIPv4 } from 'node:net';

/** A block of addresses in CIDR notation. */
export interface AddressBlock {
  /** Bits of an address: 32 or 128. */
  readonly bits: number;
  readonly address: bigint;
  readonly prefix: number;
}

/** Undefined when the text is not an address and a prefix length. */
export function parseBlock(text: string): AddressBlock | undefined {
  const [, address = '', length] = /^([0-9A-Fa-f.:]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!;
  return Number(length) <= bits ? { bits, address: toNumber(address), prefix: Number(length) } : undefined;
}

/** Whether the address has no bits beyond the prefix, as `10.0.0.0/8` has none and `10.0.0.1/8` has. */
export function isNetwork({ bits, address, prefix }: AddressBlock): boolean {
  return address % (1n << BigInt(bits - prefix)) === 0n;
}

/** The block as a network: `10.0.0.0/8` for `10.0.0.1/8`. */
export function networkText(text: string): string {
  const block = parseBlock(text);
  if (!block || isNetwork(block)) {
    return text;
  }
  const network = block.address - (block.address % (1n << BigInt(block.bits - block.prefix)));
  return `${block.bits === 32 ? dotted(network) : colons(network)}/${block.prefix}`;
}

/** Whether the inner block lies in the outer one and is smaller. */
export function isStrictlyWithin(inner: AddressBlock, outer: AddressBlock): boolean {
  const shift = BigInt(outer.bits - outer.prefix);
  return inner.bits === outer.bits && inner.prefix > outer.prefix && inner.address >> shift === outer.address >> shift;
}

function toNumber(address: string): bigint {
  if (isIPv4(address)) {
    return address.split('.').reduce((total, part) => total * 256n + BigInt(part), 0n);
  }
  const last = address.lastIndexOf(':') + 1;
  const plain = address.includes('.') ? address.slice(0, last) + hexOf(toNumber(address.slice(last))) : address;
  const [front, back] = plain.split('::').map((side) => side.split(':').filter((group) => group !== ''));
  const groups =
    back === undefined ? front : [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
  return groups.reduce((total, group) => total * 65536n + BigInt(`0x${group}`), 0n);
}

function hexOf(address: bigint): string {
  return `${(address >> 16n).toString(16)}:${(address & 0xffffn).toString(16)}`;
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

/** As short as RFC 5952 asks, which is how URLs are written. */
function colons(address: bigint): string {
  const groups = address.toString(16).padStart(32, '0').match(/.{4}/g)!.join(':');
  return new URL(`http://[${groups}]`).hostname.slice(1, -1);
}
