import { isIP } from 'node:net';
import { isNetwork, networkText, parseBlock } from '../../kubernetes/address-block';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../../kubernetes/dns-names';
import { Quantity } from '../../kubernetes/quantity';
import { Value } from './value';

/** What is wrong with the value of one field, in words that follow its name; undefined when nothing is. */
export type Check = (value: Value) => string | undefined;

const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const PORT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const LABEL = 'must be lower-case letters, digits and - (no dots), starting and ending with a letter or digit';
const SUBDOMAIN = 'must be lower-case letters, digits, - and ., starting and ending with a letter or digit';

/** Runs a check on text that is not empty; empty text reads as absent. */
function text(check: (text: string) => string | undefined): Check {
  return (value) => (value.text === '' ? undefined : check(value.text));
}

/** Neither absent nor the zero of its type. */
export const required: Check = (value) => (value.isZero ? 'is missing' : undefined);
export const present: Check = (value) => (value.isPresent ? undefined : 'is missing');

/** RFC 1123 label, k8s.io/apimachinery/pkg/util/validation `IsDNS1123Label`. */
export const dnsLabel = text((name) =>
  name.length > 63 ? 'must be no more than 63 characters' : DNS_LABEL.test(name) ? undefined : LABEL,
);

/** RFC 1123 subdomain, `IsDNS1123Subdomain`. */
export const dnsSubdomain = text((name) =>
  name.length > 253 ? 'must be no more than 253 characters' : DNS_SUBDOMAIN.test(name) ? undefined : SUBDOMAIN);

/** A subdomain with a wildcard in front, `IsWildcardDNS1123Subdomain`. */
export const hostWithWildcard = text((host) =>
  host.includes('*') && host.startsWith('*.') && DNS_SUBDOMAIN.test(host.slice(2)) && host.length <= 253 ? undefined
    : host.includes('*') ? 'must be *. and a DNS name, such as *.example.com'
      : isIP(host) ? 'must be a DNS name, not an IP address'
        : host.length > 253 ? 'must be no more than 253 characters'
          : DNS_SUBDOMAIN.test(host) ? undefined : `${SUBDOMAIN}, without scheme, port or path`);

/** Key of a label or an annotation, `IsQualifiedName`. */
export function qualifiedNameFault(name: string): string | undefined {
  const parts = name.split('/');
  const [prefix, last] = parts.length === 2 ? parts : [undefined, parts[0]];
  if (parts.length > 2) {
    return 'must be a name with at most one prefix such as example.com/name';
  }
  if (prefix !== undefined && (prefix.length > 253 || !DNS_SUBDOMAIN.test(prefix))) {
    return 'must have a DNS name before its /';
  }
  return last.length > 63
    ? 'must have no more than 63 characters after its prefix'
    : QUALIFIED_NAME.test(last)
      ? undefined
      : 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
}
export const qualifiedName: Check = (value) => (value.text === '' ? 'is missing' : qualifiedNameFault(value.text));

/** Value of a label, `IsValidLabelValue`. */
export function labelValueFault(label: string): string | undefined {
  return label.length > 63
    ? 'must be no more than 63 characters'
    : LABEL_VALUE.test(label)
      ? undefined
      : 'must be letters, digits, -, _ and ., starting and ending with a letter or digit';
}
export const labelValue = text(labelValueFault);

/** Name of a port, `IsValidPortName`. */
export function portNameFault(name: string): string | undefined {
  return name.length > 15 ? 'must be no more than 15 characters'
    : !PORT_NAME.test(name) || !/[a-z]/.test(name) || name.includes('--')
      ? 'must be lower-case letters, digits and single -, with a letter in it' : undefined;
}
export const portName = text(portNameFault);

/** A port number that must be there, `IsValidPortNum`. */
export const portNumber: Check = ({ number }) =>
  number >= 1 && number <= 65535 ? undefined : 'must be a port from 1 to 65535';

/** A port number, 0 read as absent. */
export const optionalPortNumber: Check = (value) => (value.number === 0 ? undefined : portNumber(value));

/** A port by number or name, absent read as 0: `ValidatePortNumOrName`. */
export const portNumberOrName: Check = (value) =>
  typeof value.json === 'string'
    ? value.text === ''
      ? 'must be the name of a port'
      : portNameFault(value.text)
    : portNumber(value);

export const atLeast = (least: number): Check => (value) =>
  !value.isPresent || value.number >= least ? undefined : `must be at least ${least}`;
export const notNegative = atLeast(0);

/** Greater than zero, absent read as 0. */
export const positive: Check = ({ number }) => (number > 0 ? undefined : 'must be greater than 0');

export const between = (least: number, most: number): Check => (value) =>
  !value.isPresent || (value.number >= least && value.number <= most) ? undefined : `must be from ${least} to ${most}`;

/** Permissions of a file, in YAML octal or decimal. */
export const fileMode = between(0, 0o777);
/** User and group ids, `IsValidUserID`. */
export const userId = between(0, 2 ** 31 - 1);

export const oneOf = (...values: string[]): Check =>
  text((one) => (values.includes(one) ? undefined : `must be ${listed(values)}`));
export const requiredOneOf =
  (...values: string[]): Check =>
  ({ json, text: one }) =>
    values.includes(one) ? undefined : json === undefined ? 'is missing' : `must be ${listed(values)}`;

/** A count, or a percentage, `ValidatePositiveIntOrPercent`. */
export const countOrPercent: Check = (value) =>
  typeof value.json === 'string'
    ? (/^[0-9]+%$/.test(value.text) ? undefined : 'must be a whole number without quotes or a percentage such as 25%')
    : notNegative(value);

/** At most 100 %, `IsNotMoreThan100Percent`. */
export const atMostAll: Check = (value) =>
  countOrPercent(value)
  ?? (typeof value.json === 'string' && Number(value.text.slice(0, -1)) > 100
    ? 'must not be more than 100%'
    : undefined);

/**
 * An address, as new objects must have it: k8s.io/apimachinery/pkg/util/validation/ip.go `IsValidIPForLegacyField`,
 * strict since 1.36.
 */
export const ipAddress = text((address) =>
  isIP(address) === 0 || address.includes('%') || /^::ffff:\d/i.test(address)
    ? 'must be an IP address, such as 10.0.0.1'
    : undefined,
);

/** A block of addresses, `IsValidCIDRForLegacyField`, strict since 1.36. */
export const cidr = text((block) => {
  const parsed = parseBlock(block);
  return !parsed ? 'must be a block of addresses, such as 10.0.0.0/16'
    : isNetwork(parsed) ? undefined : `must not have bits beyond its prefix; write ${networkText(block)}`;
});

/** A quantity of at least zero. */
export const quantityNotNegative: Check = (value) =>
  value.isPresent && quantityOf(value).compare(ZERO) < 0 ? 'must be at least 0' : undefined;

/** A path without steps upwards, `validatePathNoBacksteps`. */
export const noBacksteps = text((path) => (path.split('/').includes('..') ? "must not contain '..'" : undefined));

export const absolutePath = text((path) => (path.startsWith('/') ? undefined : 'must be an absolute path'));

/** One of the values where it is given: empty text is none of them. */
export const oneOfIfGiven =
  (...values: string[]): Check =>
  (value) =>
    value.isPresent ? requiredOneOf(...values)(value) : undefined;

/** Name of a CSI driver, `ValidateCSIDriverName`. */
export const driverName = text((name) =>
  name.length > 63
    ? 'must be no more than 63 characters'
    : DNS_SUBDOMAIN.test(name.toLowerCase())
      ? undefined
      : SUBDOMAIN,
);

/** A path within a volume, `ValidateLocalNonReservedPath`. */
export const relativePath = text((path) =>
  path.startsWith('/') ? 'must be a relative path' : path.split('/').includes('..') ? "must not contain '..'"
    : path.startsWith('..') ? "must not start with '..'" : undefined);

/** A path within a volume that may start with two dots, `validateLocalDescendingPath`. */
export const descendingPath = text((path) =>
  path.startsWith('/')
    ? 'must be a relative path'
    : path.split('/').includes('..')
      ? "must not contain '..'"
      : undefined,
);

/** Key in the data of a ConfigMap or Secret, `IsConfigMapKey`. */
export function dataKeyFault(key: string): string | undefined {
  return key.length > 253 ? 'must be no more than 253 characters'
    : !/^[-._a-zA-Z0-9]+$/.test(key) ? 'must be letters, digits, -, _ and .'
      : key === '.' || key === '..' || key.startsWith('..') ? "must not be or start with '..'" : undefined;
}
export const dataKey = text(dataKeyFault);

/** A name that can stand in a path of the API, `IsPathSegmentName`. */
export const pathSegment = text((name) =>
  name === '.' || name === '..'
    ? "must not be '.' or '..'"
    : /[/%]/.test(name)
      ? "must not contain '/' or '%'"
      : undefined,
);

/** Name of an environment variable as it is allowed since 1.32, `IsRelaxedEnvVarName`. */
export const envName = text((name) =>
  /^[ -<>-~]+$/.test(name) ? undefined : 'must be printable ASCII characters other than =');

export const ZERO = Quantity.parse('0');

/** The quantity of a value that has passed the schema; absent reads as zero. */
export function quantityOf({ json }: Value): Quantity {
  return Quantity.parse((json as string | undefined) ?? '0');
}

/** Words joined for a message: `A, B or C`. Empty text is left out: nobody has to be told to write it. */
export function listed(values: readonly string[]): string {
  const words = values.filter((word) => word !== '');
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
