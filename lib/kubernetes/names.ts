import { isNetwork, networkText, parseBlock } from './address-block';
import { DNS_1035_LABEL, DNS_SUBDOMAIN } from './dns-names';
import { UserError } from '../util/user-error';

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Checks a name that also names a Service, the strictest of the objects a workload consists of.
 *
 * @param what what the name is for, as it should appear in the error
 * @throws when it is no RFC 1035 label:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function checkServiceName(what: string, name: string): string {
  if (!DNS_1035_LABEL.test(name) || name.length > 63) {
    throw new UserError(
      undefined,
      `${what} '${name}' is not a DNS label`,
      `write at most 63 lower-case letters, digits and '-', starting with a letter`,
    );
  }
  return name;
}

/**
 * Checks the name of an object that may contain dots, such as a Secret or a claim.
 *
 * @throws when it is no RFC 1123 subdomain
 */
export function checkObjectName(what: string, name: string): string {
  if (!DNS_SUBDOMAIN.test(name) || name.length > 253) {
    throw new UserError(
      undefined,
      `${what} '${name}' is not a Kubernetes object name`,
      `write at most 253 lower-case letters, digits, '-' and '.'`,
    );
  }
  return name;
}

/**
 * Checks the name of an environment variable.
 *
 * @throws when a shell could not read it
 */
export function checkEnvName(name: string): string {
  if (!ENV_NAME.test(name)) {
    throw new UserError(
      undefined,
      `environment variable name '${name}' is not valid`,
      `write letters, digits and '_', not starting with a digit`,
    );
  }
  return name;
}

/**
 * Checks the name of a host, in which `*` stands for labels.
 *
 * @throws when it is no name of DNS
 */
export function checkDnsPattern(name: string): string {
  if (!DNS_SUBDOMAIN.test(name.replace(/\*/g, 'x')) || name.length > 253) {
    throw new UserError(
      undefined,
      `'${name}' is not a name of a host`,
      'write such as api.example.com or *.example.com, without scheme and port',
    );
  }
  return name;
}

/**
 * Checks a block of addresses.
 *
 * @throws when it is not an address and a prefix length, or has bits beyond it, which Kubernetes refuses since 1.36
 */
export function checkCidr(cidr: string): string {
  const block = parseBlock(cidr);
  if (!block) {
    throw new UserError(
      undefined,
      `'${cidr}' is not a block of addresses`,
      'write an address and a prefix length, such as 10.0.0.0/16',
    );
  }
  if (!isNetwork(block)) {
    throw new UserError(undefined, `'${cidr}' has bits beyond its prefix`, `write ${networkText(cidr)}`);
  }
  return cidr;
}

/** Turns an image tag or another free text into a label value: what a label may not hold becomes '-'. */
export function toLabelValue(text: string): string {
  return text.slice(0, 63).replace(/[^-A-Za-z0-9_.]/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}
