import { isIPv4, isIPv6 } from 'node:net';
import { isStrictlyWithin, parseBlock } from './address-block';

/**
 * Not the public internet: private networks (RFC 1918), carrier-grade NAT, and the link-local range with the metadata
 * service that hands out the credentials of the node.
 */
export const NOT_PUBLIC_IPV4 = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

/** The same of IPv6: unique local and link-local addresses. */
export const NOT_PUBLIC_IPV6 = ['fc00::/7', 'fe80::/10'];

const LOOPBACK = ['127.0.0.0/8', '0.0.0.0/8'];

/** `localhost` of RFC 6761; the others are kept for private use by RFC 6762 appendix G, RFC 8375 and ICANN. */
const PRIVATE_DOMAINS = ['internal', 'intranet', 'private', 'corp', 'home', 'lan', 'local', 'home.arpa'];

/** Where a host is, as far as its name or address alone tells. */
export enum HostPlace {
  /** A Service of the cluster: `qdrant`, `pg.data.svc`, `pg.data.svc.cluster.local`. */
  CLUSTER,
  /** The pod itself. */
  LOOPBACK,
  /** A network that the internet does not reach. */
  PRIVATE,
  PUBLIC,
}

/**
 * @param host in lower case, as `URL` gives it: IPv6 in brackets
 */
export function placeOf(host: string): HostPlace {
  const address = addressOf(host);
  if (address !== undefined) {
    return placeOfAddress(address);
  }
  const labels = host.split('.');
  const isBelow = (domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
  if (isBelow('localhost')) {
    return HostPlace.LOOPBACK;
  }
  if (labels.length === 1 || isBelow('svc') || isBelow('cluster.local') || isNamespaced(labels)) {
    return HostPlace.CLUSTER;
  }
  return PRIVATE_DOMAINS.some(isBelow) ? HostPlace.PRIVATE : HostPlace.PUBLIC;
}

/** The address when the host is one: without brackets, IPv4 in IPv6 as IPv4. */
export function addressOf(host: string): string | undefined {
  const bare = host.replace(/[[\]]/g, '');
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(bare);
  if (mapped) {
    return mapped.slice(1).flatMap((half) => [parseInt(half, 16) >> 8, parseInt(half, 16) & 255]).join('.');
  }
  return isIPv4(bare) || isIPv6(bare) ? bare : undefined;
}

/** The block that holds one address alone. */
export function blockOf(address: string): string {
  return `${address}/${isIPv4(address) ? 32 : 128}`;
}

/** `pg.my-team`, `pg-0.pg.my-team`: no top-level domain has a hyphen (but for `xn--`), and none is called default. */
function isNamespaced(labels: string[]): boolean {
  const last = labels[labels.length - 1];
  return last === 'default' || (last.includes('-') && !last.startsWith('xn--'));
}

function placeOfAddress(address: string): HostPlace {
  const own = parseBlock(blockOf(address))!;
  const isIn = (blocks: string[]): boolean => blocks.some((block) => isStrictlyWithin(own, parseBlock(block)!));
  if (address === '::1' || address === '::' || isIn(LOOPBACK)) {
    return HostPlace.LOOPBACK;
  }
  return isIn(NOT_PUBLIC_IPV4) || isIn(NOT_PUBLIC_IPV6) ? HostPlace.PRIVATE : HostPlace.PUBLIC;
}
